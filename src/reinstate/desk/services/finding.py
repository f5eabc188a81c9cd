"""Finding services: which are asked for, and in what order; an address says it all."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.http import QueryDict
from msgspec import Struct

from reinstate.core.terms.level import RANK, Level
from reinstate.operations.services_seen import ServiceSeen

WORDS_MAX: Final = 100
"""Of a search: what is longer is cut."""

Test = Callable[[ServiceSeen], bool]
Order = Callable[[ServiceSeen], Any]

MARKS: Final[dict[str, tuple[str, Test]]] = {
    "life": ("Threat to life", lambda one: one.row.is_threat_to_life),
    "opens": ("Waits to be opened", lambda one: one.may_open),
    "uncounted": ("Backlog not counted", lambda one: one.is_uncounted),
    "by-hand": ("Served by hand now", lambda one: one.has_workaround),
    "lowered": ("Lowered by a person", lambda one: one.is_lowered),
    "staff": ("For staff only", lambda one: one.row.audience == "internal"),
}
"""What a service may be marked with: the words of its box, and the test."""


def _by_harm(one: ServiceSeen) -> tuple[object, ...]:
    is_life = one.row.is_threat_to_life and one.level is not Level.NORMAL
    return (not is_life, -one.harm_per_day, -one.row.people_affected, one.name.casefold())


ORDERS: Final[dict[str, tuple[str, Order]]] = {
    "name": ("Service", lambda one: (one.name.casefold(), one.row.id)),
    "level": ("Residents read", lambda one: (-RANK[one.level], -one.row.harm_per_day)),
    "people": ("People", lambda one: (-one.row.people_affected, one.name.casefold())),
    "harm": ("Harm today", _by_harm),
    "owner": ("Owner", lambda one: (one.row.owner_team, one.name.casefold())),
}
"""In what order: the words of the column, and what it goes by, the worst first."""

FIRST_ORDER: Final = "harm"


class Asked(Struct, frozen=True, kw_only=True):
    """What an address asks for; empty is everything."""

    words: str = ""
    levels: tuple[Level, ...] = ()
    team: str = ""
    organisation: str = ""
    marks: tuple[str, ...] = ()
    harm: int = 0
    order: str = FIRST_ORDER
    is_reversed: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything is left out."""
        chosen = (self.words, self.levels, self.team, self.organisation, self.marks, self.harm)
        return any(chosen)


def asked(query: QueryDict) -> Asked:
    """Return what an address asks for; what it cannot mean is left out."""
    order = query.get("sort", FIRST_ORDER)
    return Asked(
        words=" ".join(query.get("q", "").split())[:WORDS_MAX],
        levels=tuple(one for one in Level if one.value in query.getlist("level")),
        team=query.get("team", ""),
        organisation=query.get("organisation", ""),
        marks=tuple(one for one in MARKS if one in query.getlist("mark")),
        harm=_number(query.get("harm", "")),
        order=order.removeprefix("-") if order.removeprefix("-") in ORDERS else FIRST_ORDER,
        is_reversed=order.startswith("-"),
    )


def found(services: Iterable[ServiceSeen], asked: Asked) -> list[ServiceSeen]:
    """Return the services that were asked for, in the order that was."""
    tests = [MARKS[mark][1] for mark in asked.marks]
    words = asked.words.casefold().split()
    chosen = [
        one
        for one in services
        if _is_of(one, asked) and all(test(one) for test in tests) and _says(one, words)
    ]
    return sorted(chosen, key=ORDERS[asked.order][1], reverse=asked.is_reversed)


def _is_of(one: ServiceSeen, asked: Asked) -> bool:
    return (
        (not asked.levels or one.level in asked.levels)
        and asked.team in ("", one.row.owner_team)
        and asked.organisation in ("", one.row.organisation)
        and one.row.harm_per_day >= asked.harm
    )


def _says(one: ServiceSeen, words: Iterable[str]) -> bool:
    row = one.row
    said = " ".join((one.name, row.id, row.need, *row.also_called)).casefold()
    return all(word in said for word in words)


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0
