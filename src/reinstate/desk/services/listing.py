"""The list of services: what reads how, whom it hurts, and what waits for somebody."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.reference import ref
from reinstate.desk import links
from reinstate.desk.leaves import leaf
from reinstate.desk.seen import AS_OF, DeskRequest
from reinstate.desk.services.finding import MARKS, ORDERS, Asked, asked, found
from reinstate.operations.services_seen import ServiceSeen, services_seen

SERVICES_MAX: Final = 50
"""So many on one page."""

HARMS: Final = (20, 50, 80)
NARROWING: Final = {
    "level": "levels",
    "mark": "marks",
    "team": "teams",
    "organisation": "organisations",
    "harm": "harms",
}
"""What an address may narrow the list by, and where its boxes stand on the page."""

BY_NAME: Final = ("name", "owner")
"""Columns that begin with A; the others begin with the worst."""


class Column(Struct, frozen=True):
    """A column that the list can go by: where that leads, and how it goes now."""

    words: str
    href: str
    sorted: str
    is_number: bool


class Box(Struct, frozen=True):
    """A box or choice of the filter."""

    value: str
    words: str
    is_chosen: bool
    count: int


def services(request: DeskRequest) -> HttpResponse:
    """Show the services that the address asks for."""
    desk, wanted = request.desk, asked(request.GET)
    known = services_seen(desk.council, desk.at)
    chosen = found(known, wanted)
    facts: dict[str, Any] = {
        "area": "services",
        "asked": wanted,
        "total": len(known),
        "people": sum(one.row.people_affected for one in chosen),
        "levels": list(_levels(known, wanted)),
        "marks": list(_marks(known, wanted)),
        "teams": list(_owners(desk.council, known, "team", wanted.team)),
        "organisations": list(_owners(desk.council, known, "organisation", wanted.organisation)),
        "harms": [Box(str(one), f"{one} points or more", one == wanted.harm, 0) for one in HARMS],
        "columns": list(_columns(request, wanted)),
        "clear": links.to(desk, "services"),
        "as_of": (AS_OF, desk.as_of),
        **leaf(request, chosen, SERVICES_MAX, "service"),
    }
    boxes = [(name, box) for name, key in NARROWING.items() for box in facts[key]]
    facts["chosen"] = list(_chosen(request, boxes))
    facts["rows"] = [
        (one, _name(desk.council, "team", one.row.owner_team)) for one in facts["leaf"]
    ]
    return render(request, "services/services.html", facts)


def _chosen(request: DeskRequest, boxes: Iterable[tuple[str, Box]]) -> Iterator[tuple[str, str]]:
    """Yield what narrows the list, each with the address of the list without it."""
    for name, box in boxes:
        if box.is_chosen:
            query = request.GET.copy()
            query.setlist(name, [one for one in query.getlist(name) if one != box.value])
            query.pop("page", None)
            yield box.words, f"?{query.urlencode()}"


def _levels(known: tuple[ServiceSeen, ...], asked: Asked) -> Iterator[Box]:
    for level in Level:
        count = sum(one.level is level for one in known)
        yield Box(level.value, WORDS[level], level in asked.levels, count)


def _marks(known: tuple[ServiceSeen, ...], asked: Asked) -> Iterator[Box]:
    for mark, (words, test) in MARKS.items():
        yield Box(mark, words, mark in asked.marks, sum(map(test, known)))


def _owners(
    council: Council, known: tuple[ServiceSeen, ...], kind: str, chosen: str
) -> Iterator[Box]:
    """Yield the teams or organisations that services belong to, by name."""
    field = "owner_team" if kind == "team" else kind
    ids = [str(getattr(one.row, field)) for one in known]
    named = sorted({(_name(council, kind, id_), id_) for id_ in ids if id_})
    for words, id_ in named:
        yield Box(id_, words, id_ == chosen, ids.count(id_))


def _name(council: Council, kind: str, id_: str) -> str:
    row = council.register.rows.get(ref(kind, id_))
    return (row.name or row.id) if row is not None else id_


def _columns(request: DeskRequest, asked: Asked) -> Iterator[Column]:
    for order, (words, _) in ORDERS.items():
        is_by = order == asked.order
        query = request.GET.copy()
        query["sort"] = f"-{order}" if is_by and not asked.is_reversed else order
        query.pop("page", None)
        is_up = asked.is_reversed is not (order in BY_NAME)
        way = ("ascending" if is_up else "descending") if is_by else "none"
        address = f"?{urlencode(list(_pairs(query.lists())))}"
        yield Column(words, address, way, order in ("people", "harm"))


def _pairs(lists: Any) -> Iterator[tuple[str, str]]:
    for name, values in lists:
        yield from ((name, value) for value in values if value)
