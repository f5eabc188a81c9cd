"""One address of each kind in the council that is open, and everybody who could ask for it."""

from collections.abc import Iterable
from typing import Final

from django.urls import URLPattern, reverse

from reinstate.core.state.council import Council
from reinstate.operations import identity, reading

PEOPLE: Final = (
    *("asha", "ben", "cai", "fola", "gwen", "jamal", "kasia", "lev", "mei", "noor", "eli"),
)

NOTHING_THERE: Final = "0123456789ab.0"
"""The id of what could be in the journal and is not."""

SAMPLES: Final = {
    "subject": "system:sys-core-network",
    "service": "svc-rent",
    "condition": "authority-told",
    "incident": "none-yet",
    "job": "none-yet",
    "sheet": "systems",
    "staged": "0" * 64,
    "number": "0",
    "limit": "clearance-age",
    "backlog": "backlog-rent-payments",
    "pk": "1",
}
"""By the name of the part of a route: something that is there."""


def address_of(pattern: URLPattern) -> str:
    """Return an address of this kind in the home that is open."""
    names = pattern.pattern.converters
    return reverse(str(pattern.name), kwargs={name: _sample(name) for name in names})


def _sample(name: str) -> str:
    council = reading.council()
    ben = council.people[identity.person_id(council, "ben")]
    born = {
        "finding": _last(one.id for one in council.findings.values() if one.holds),
        "notice": _last(one.id for one in council.notices.values() if one.state == "draft"),
        "promise": _last(one.id for one in council.promises.values() if one.state == "open"),
        "proposal": _last(one.id for one in council.proposals.values() if one.is_open),
        "workaround": _last(_running(council)),
    }
    return {**SAMPLES, **born, "person": ben.id, "grant": ben.grants[0], "seq": str(council.seq)}[
        name
    ]


def _running(council: Council) -> Iterable[str]:
    for cell in council.cells.values():
        yield from (one.id for one in cell.workarounds if one.is_running)


def _last(found: Iterable[str]) -> str:
    return max(found, default=NOTHING_THERE)
