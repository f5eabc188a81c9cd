"""The list of systems: narrowed, sorted, page by page, and as a table for spreadsheets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.terms.reference import kind_of, ref
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Declared
from reinstate.desk import downloads, links
from reinstate.desk.leaves import leaf
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.systems import asked as asking
from reinstate.desk.systems.asked import Asked
from reinstate.desk.systems.rows import SystemSeen, matching, systems
from reinstate.desk.systems.steps import WORDS, words_of
from reinstate.desk.systems.table import table
from reinstate.desk.templatetags.desk import ZONES
from reinstate.desk.wording import HOSTED
from reinstate.operations.overview import overview

ROWS_MAX: Final = 35
"""So many systems a page shows."""


class Choice(Struct, frozen=True):
    """One thing that the list may be narrowed to."""

    value: str
    words: str
    is_chosen: bool


class Column(Struct, frozen=True):
    """The heading of a column: how it sorts now, and where it leads."""

    words: str
    href: str
    sorted: str


def list_of_systems(request: DeskRequest) -> HttpResponse:
    """Show one page of the systems that are asked for."""
    desk, asked = request.desk, asking.asked(request.GET)
    every = found_systems(desk)
    found = matching(every, asked)
    facts = {
        "area": "systems",
        "asked": asked,
        "every_count": len(every),
        "zones": _zones(desk, asked, found),
        "columns": [_column(desk, asked, name) for name in asking.SORTS],
        "chosen": list(_chosen(desk, asked)),
        **_acts(desk, asked),
        **_choices(desk.council, asked, every),
        **leaf(request, found, ROWS_MAX, "system"),
    }
    return render(request, "systems/systems.html", facts)


def _acts(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Return what may be done with those found."""
    all_found = asked.query(all="found", sort="")
    return {
        "may_see": links.leads(desk, "see-many"),
        "may_detect": links.leads(desk, "detection"),
        "may_clear": links.leads(desk, "clear"),
        "isolate_all": links.to(desk, "isolate-many", **all_found),
        "table": links.to(desk, "systems-table", **asked.query()),
    }


def spreadsheet(request: DeskRequest) -> HttpResponse:
    """Give all systems that are asked for as a table for spreadsheets."""
    found = matching(found_systems(request.desk), asking.asked(request.GET))
    return downloads.file("systems.csv", table(found), downloads.CSV)


def found_systems(desk: Desk) -> tuple[SystemSeen, ...]:
    """Return every system as known at the moment that the page shows."""
    found = overview(desk.council, desk.at, is_past=desk.is_past)
    return systems(found, is_past=desk.is_past)


def _zones(desk: Desk, asked: Asked, found: Iterable[SystemSeen]) -> list[dict[str, Any]]:
    """Return how many of those found stand in each zone, with the way to them alone."""
    counts = Counter(row.zone for row in found)
    return [
        {
            "zone": zone.value,
            "count": counts[zone.value],
            "href": links.to(desk, "systems", **asked.query(zone=zone.value)),
        }
        for zone in Declared
    ]


def _column(desk: Desk, asked: Asked, name: str) -> Column:
    is_this = asked.sort == name
    order = f"-{name}" if is_this and not asked.is_descending else name
    if name in MOST_FIRST and not is_this:
        order = f"-{name}"
    now = ("descending" if asked.is_descending else "ascending") if is_this else ""
    return Column(asking.SORTS[name], links.to(desk, "systems", **asked.query(sort=order)), now)


MOST_FIRST: Final = frozenset({"findings", "harm"})
"""Columns of which one wants the most first."""


def _choices(council: Council, asked: Asked, every: Iterable[SystemSeen]) -> dict[str, Any]:
    codes = frozenset(one.code for row in every for one in row.blockers)
    return {
        "zone_choices": [_choice(z, ZONES[z], z in asked.zones) for z in Declared],
        "hosting_choices": [_choice(h, HOSTED[h], h in asked.hostings) for h in Hosting],
        "only_choices": [_choice(v, w, v in asked.only) for v, w in asking.ONLY.items()],
        "step_choices": [_choice(v, w, v == asked.step) for v, w in asking.STEPS.items()],
        "code_choices": [
            _choice(code, words_of(code), code == asked.code) for code in _in_order(codes)
        ],
        "team_choices": _rows(council, "team", asked.team),
        "organisation_choices": _rows(council, "organisation", asked.organisation),
    }


def _in_order(codes: Iterable[str]) -> list[str]:
    order = list(WORDS)
    return sorted(codes, key=lambda code: (order.index(code) if code in WORDS else -1, code))


def _choice(value: str, words: str, is_chosen: bool) -> Choice:  # noqa: FBT001 - one of three facts
    return Choice(str(value), words, is_chosen)


def _rows(council: Council, kind: str, chosen: str) -> list[Choice]:
    """Return the rows of a kind by name; suppliers among the teams are marked as such."""
    rows = [row for key, row in council.register.rows.items() if kind_of(key) == kind]
    rows.sort(key=lambda row: row.name.casefold())
    return [_choice(row.id, _words_of(row), row.id == chosen) for row in rows]


def _words_of(row: Any) -> str:
    is_supplier = getattr(row, "kind", "") == "supplier"
    return f"{row.name} (supplier)" if is_supplier else str(row.name or row.id)


def _chosen(desk: Desk, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield what the list is narrowed to, each with the list without it."""
    council = desk.council

    def without(words: str, **changes: object) -> dict[str, str]:
        return {"words": words, "href": links.to(desk, "systems", **asked.query(**changes))}

    def group(name: str, found: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        if found:
            yield {"name": name, "links": found}

    zones = [without(ZONES[z], zone=_but(asked.zones, z)) for z in asked.zones]
    yield from group("Zone", zones)
    hostings = [
        without(HOSTED[Hosting(h)], hosting=_but(asked.hostings, h)) for h in asked.hostings
    ]
    yield from group("Hosting", hostings)
    only = [without(asking.ONLY[one], only=_but(asked.only, one)) for one in asked.only]
    yield from group("Only", only)
    steps = [without(asking.STEPS[asked.step], step="")] if asked.step else []
    yield from group("Step", steps)
    yield from group("In the way", [without(words_of(asked.code), code="")] if asked.code else [])
    for kind, id_ in (("team", asked.team), ("organisation", asked.organisation)):
        name = _name(council, kind, id_)
        yield from group(kind.capitalize(), [without(name, **{kind: ""})] if id_ else [])
    yield from group("Words", [without(asked.words, q="")] if asked.words else [])


def _but(values: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != one)


def _name(council: Council, kind: str, id_: str) -> str:
    row = council.register.rows.get(ref(kind, id_))
    return row.name if row is not None else id_
