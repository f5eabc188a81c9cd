"""One service: what residents read and why, what is done by hand, what it waits for, its words."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.notices.reading import book
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import ref
from reinstate.desk import residents
from reinstate.desk.messages.promises import PromiseSeen, promise_seen
from reinstate.desk.messages.seeing import TextSeen, texts_seen
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.services.parts import part_words
from reinstate.desk.services.ways import UP_TO, Why, why
from reinstate.operations import service_seen, words_seen
from reinstate.operations import story as stories
from reinstate.operations.service_seen import CellSeen
from reinstate.public.preview import HEADINGS

WORDS_MAX: Final = 30
WHYS_MAX: Final = 60
"""So many reasons, of all parts; what they wait for beyond stands among the systems behind it."""

STORY_FIRST: Final = 10
"""So many of the newest entries stand here; the others are on a page of their own."""

PLACES: Final[tuple[Place, ...]] = ("do-now", "money", "other-ways", "update")


class Part(Struct, frozen=True, kw_only=True):
    """A part of the service in words: its cell, and the reasons with where each leads."""

    cell: CellSeen
    words: str
    first: tuple[Why, ...]
    rest: tuple[Why, ...]
    left_out: int

    @property
    def more(self) -> int:
        """Return how many reasons do not stand open."""
        return len(self.rest) + self.left_out


class Placed(Struct, frozen=True, kw_only=True):
    """A place on the page of the service: what stands there, and what waits to."""

    place: Place
    heading: str
    standing: tuple[TextSeen, ...]
    drafts: tuple[TextSeen, ...]
    ended: tuple[TextSeen, ...]


def service(request: DeskRequest, service: str) -> HttpResponse:
    """Show a service."""
    desk = request.desk
    whole = service_seen.whole(desk.council, service, desk.at)
    if whole is None:
        raise Http404
    told = stories.known(desk.council, (ref("service", service),), limit=STORY_FIRST).told
    most = max(WHYS_MAX // len(whole.cells), UP_TO)
    facts: dict[str, Any] = {
        "area": "services",
        "whole": whole,
        "ref": ref("service", service),
        "owner": _named(desk, "team", whole.row.owner_team),
        "organisation": _named(desk, "organisation", whole.row.organisation),
        "parts": [_part(desk, one, most) for one in whole.cells],
        "is_lowered": any(one.lowering for one in whole.cells),
        "may_open": any(one.may_open for one in whole.cells),
        "places": _placed(desk, service),
        "promises": _promises(desk, service),
        "story": [one.seen for one in told],
        "public": residents.page_of_service(desk, service),
    }
    return render(request, "services/service.html", facts)


def _part(desk: Desk, cell: CellSeen, most: int) -> Part:
    found = tuple(why(desk, one) for one in cell.reasons[:most])
    return Part(
        cell=cell,
        words=part_words(cell.cell),
        first=found[:UP_TO],
        rest=found[UP_TO:],
        left_out=len(cell.reasons) - len(found),
    )


def _placed(desk: Desk, service: str) -> list[Placed]:
    """Return the places on the page of the service, with what stands and what waits."""
    unfilled = (one for one in words_seen.unfilled(desk.council) if words_seen.is_of(one, service))
    known = (*words_seen.of_service(desk.council, service)[:WORDS_MAX], *unfilled)
    texts = texts_seen(desk, (one for one in known if one.drafted.audience == "residents"))
    return [
        Placed(
            place=place,
            heading=HEADINGS[place],
            standing=_of(texts, place, "approved"),
            drafts=_of(texts, place, "draft"),
            ended=_of(texts, place, "lapsed"),
        )
        for place in PLACES
    ]


def _of(texts: list[TextSeen], place: Place, state: str) -> tuple[TextSeen, ...]:
    return tuple(
        one
        for one in texts
        if one.seen.notice.drafted.place == place and one.seen.notice.state == state
    )


def _promises(desk: Desk, service: str) -> list[PromiseSeen]:
    """Return the dates that were promised for the service, the newest first."""
    made = [
        one
        for one in reversed(book(desk.council))
        if service_seen.is_about(one.made.about, service)
    ]
    return [promise_seen(desk.council, one, desk.at) for one in made[:WORDS_MAX]]


def _named(desk: Desk, kind: str, id_: str) -> str:
    row = desk.council.register.rows.get(ref(kind, id_))
    return (row.name or row.id) if row is not None else id_
