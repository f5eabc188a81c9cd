"""What somebody asks of the list of systems: all of it stands in the address."""

from typing import Final

from django.http import QueryDict
from msgspec import Struct

from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Declared

SORTS: Final = {
    "name": "Name",
    "zone": "Zone",
    "seen": "Seen",
    "blockers": "In the way",
    "findings": "Findings",
    "team": "Looked after by",
    "harm": "Harm a day",
    "restore": "Restore point",
}
"""The columns by which the list is sorted."""

STEPS: Final = {
    "clean": "Held before the clean zone",
    "connected": "Held before the network",
    "open": "Nothing in the way",
}
ONLY: Final = {
    "findings": "Something was found on them",
    "life": "Lives hang on them",
    "foundation": "Others stand on them",
    "past-support": "Past their support",
    "unseen": "Not seen lately",
    "demand": "Isolate, or clear again",
}
"""What the list may be narrowed to, in words that follow "Only those"."""

SEARCH_MAX: Final = 100


class Asked(Struct, frozen=True):
    """The filter and the order; what is not known is left out, never an error."""

    words: str = ""
    zones: tuple[str, ...] = ()
    hostings: tuple[str, ...] = ()
    team: str = ""
    organisation: str = ""
    step: str = ""
    code: str = ""
    only: tuple[str, ...] = ()
    sort: str = "name"
    is_descending: bool = False

    def query(self, **changes: object) -> dict[str, object]:
        """Return what an address carries for this, with some of it changed."""
        asks: dict[str, object] = {
            "q": self.words,
            "zone": self.zones,
            "hosting": self.hostings,
            "team": self.team,
            "organisation": self.organisation,
            "step": self.step,
            "code": self.code,
            "only": self.only,
            "sort": "" if self.order == "name" else self.order,
            **changes,
        }
        return {key: value for key, value in asks.items() if value not in ("", ())}

    @property
    def order(self) -> str:
        """Return the order as an address has it: `-harm` is the most harm first."""
        return f"-{self.sort}" if self.is_descending else self.sort

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything is left out of the list."""
        return bool(self.query(sort=""))


def asked(given: QueryDict) -> Asked:
    """Return what an address asks for."""
    sort = given.get("sort", "")
    name = sort.removeprefix("-")
    return Asked(
        given.get("q", "").strip()[:SEARCH_MAX],
        _known(given.getlist("zone"), tuple(Declared)),
        _known(given.getlist("hosting"), tuple(Hosting)),
        given.get("team", ""),
        given.get("organisation", ""),
        given.get("step", "") if given.get("step", "") in STEPS else "",
        given.get("code", ""),
        _known(given.getlist("only"), tuple(ONLY)),
        name if name in SORTS else "name",
        sort.startswith("-") and name in SORTS,
    )


def _known(given: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(one) for one in known if one in given)
