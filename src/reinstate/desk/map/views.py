"""The map: one thing, all that it needs and all that waits for it, drawn and as lists."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.level import WORDS
from reinstate.core.terms.reference import Ref, id_of, kind_of
from reinstate.desk import links
from reinstate.desk.map.around import Around, Estate, whole
from reinstate.desk.map.drawing import Drawing, Label, draw
from reinstate.desk.map.layout import layout
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.templatetags.desk import ZONES
from reinstate.operations.overview import Overview, overview

LISTED_MAX: Final = 40
"""So many of what is needed, or waits, are listed beside the drawing; the rest is counted."""

FOUND_MAX: Final = 30
"""So many things that a search finds are listed."""

SEARCH_MAX: Final = 100
UNKNOWN: Final = "unknown"


class Listed(Struct, frozen=True):
    """One thing beside the drawing: how it stands, and how many steps away."""

    ref: Ref
    name: str
    href: str
    colour: str
    state: str
    steps: int


class Tier(Struct, frozen=True):
    """One tier of the whole estate: how many stand there, by zone."""

    number: int
    count: int
    zones: tuple[tuple[str, int], ...]
    service_count: int


def map_(request: DeskRequest) -> HttpResponse:
    """Show one neighbourhood, or to begin with what everything stands on."""
    desk = request.desk
    words = request.GET.get("q", "").strip()[:SEARCH_MAX]
    found = named(desk.council, words)
    chosen = whole(request.GET.get("subject", ""))
    if not chosen and len(found) == 1:
        chosen = found[0]
    if chosen and not links.is_known(desk, chosen):
        raise Http404
    facts = {
        "area": "map",
        "words": words,
        "found": [(one, links.to(desk, "map", subject=one)) for one in found[:FOUND_MAX]],
        "found_count": len(found),
        "chosen": chosen,
    }
    estate = Estate(desk.council)
    label = labels(desk)
    more = _around(estate, label, chosen) if chosen else _whole(estate, label, desk)
    return render(request, "map/map.html", {**facts, **more})


def named(council: Council, words: str) -> list[Ref]:
    """Return what has each of these words in its name or id, by name."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    known = {
        one: f"{name_of(council, one)} {id_of(one)}".casefold() for one in Estate(council).things
    }
    found = [one for one, name in known.items() if all(word in name for word in wanted)]
    return sorted(found, key=lambda one: (known[one], one))


def labels(desk: Desk) -> Callable[[Ref], Label]:
    """Return what is said of each thing as known at the moment that is shown."""
    found = overview(desk.council, desk.at, is_past=desk.is_past)

    def label(one: Ref) -> Label:
        colour, state = _state(found, one)
        return Label(name_of(desk.council, one), state, colour, links.to(desk, "map", subject=one))

    return label


def _state(found: Overview, one: Ref) -> tuple[str, str]:
    """Return the zone of a subject or the level of a service: the name of a colour, and words."""
    if kind_of(one) == "service":
        standing = found.services.get(id_of(one))
        return (
            (f"level-{standing.level}", WORDS[standing.level]) if standing else ("gone", "Retired")
        )
    if one in found.subjects:
        zone = found.subjects[one].standing.zone
        return f"zone-{zone}", ZONES[zone]
    is_gone = one in found.council.register.gone
    return "gone", "Retired" if is_gone else "Not on the register"


def _around(estate: Estate, label: Callable[[Ref], Label], chosen: Ref) -> dict[str, Any]:
    around = estate.around(chosen)
    return {
        "title": name_of(estate.council, chosen),
        "drawing": _drawn(estate, label, around.drawn, around),
        "left_out": around.left_out,
        "needs": _listed(label, around.needs),
        "needs_count": len(around.needs),
        "waits": _listed(label, {w: n for w, n in around.waits.items() if not _is_service(w)}),
        "services": _listed(label, {w: n for w, n in around.waits.items() if _is_service(w)}),
        "waits_count": sum(not _is_service(one) for one in around.waits),
        "services_count": sum(_is_service(one) for one in around.waits),
    }


def _whole(estate: Estate, label: Callable[[Ref], Label], desk: Desk) -> dict[str, Any]:
    found = overview(desk.council, desk.at, is_past=desk.is_past)
    return {
        "title": "Map",
        "drawing": _drawn(estate, label, estate.foundations),
        "tiers": [_tier(found, number, tier) for number, tier in enumerate(estate.tiers, 1)],
    }


def _drawn(
    estate: Estate,
    label: Callable[[Ref], Label],
    drawn: frozenset[Ref],
    around: Around | None = None,
) -> Drawing:
    last = frozenset(filter(_is_service, drawn))
    near = around.near if around else frozenset[Ref]()
    return draw(layout(drawn, estate.needs, last), label, around.chosen if around else "", near)


def _listed(label: Callable[[Ref], Label], found: Mapping[Ref, int]) -> list[Listed]:
    rows = [(steps, label(one), one) for one, steps in found.items()]
    rows.sort(key=lambda row: (row[0], row[1].name.casefold(), row[2]))
    return [
        Listed(one, said.name, said.href, said.colour, said.state, steps)
        for steps, said, one in rows[:LISTED_MAX]
    ]


def _tier(found: Overview, number: int, tier: list[Ref]) -> Tier:
    subjects = [one for one in tier if one in found.subjects]
    counts = Counter(found.subjects[one].standing.zone for one in subjects)
    return Tier(
        number,
        len(subjects),
        tuple((zone, counts[zone]) for zone in ZONES),
        sum(map(_is_service, tier)),
    )


def _is_service(one: Ref) -> bool:
    return kind_of(one) == "service"
