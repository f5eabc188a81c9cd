"""The entries of the journal, the newest first, narrowed as somebody asks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.desk import links, wording
from reinstate.desk.journal.filtering import FilterForm, chosen
from reinstate.desk.journal.words import KINDS, briefly
from reinstate.desk.seen import AS_OF, Desk, DeskRequest
from reinstate.operations import journal_search
from reinstate.operations.chronicle import EntrySeen
from reinstate.operations.days import ZONE

BEFORE: Final = "before"
STEPS_BACK: Final = (
    ("an hour ago", timedelta(hours=1)),
    ("yesterday", timedelta(days=1)),
    ("a week ago", timedelta(weeks=1)),
)


class Line(Struct, frozen=True):
    """An entry as a list shows it."""

    seq: int
    at: datetime
    who: str
    sentence: str
    kind: str
    via: str


class Link(Struct, frozen=True):
    """Words that lead somewhere."""

    words: str
    href: str
    is_current: bool = False


def journal(request: DeskRequest) -> HttpResponse:
    """Show entries."""
    desk = request.desk
    form = FilterForm(desk, request.GET)
    form.is_valid()
    before = request.GET.get(BEFORE, "")
    found = journal_search.page(
        desk.council, form.wanted, int(before) if before.isdecimal() and len(before) < 10 else 0
    )
    query = {name: str(request.GET[name]) for name in form.fields if request.GET.get(name)}
    facts = {
        "area": "journal",
        "parts": parts(desk, "journal"),
        "form": form,
        "chosen": tuple(chosen(form)),
        "lines": tuple(line_of(desk, one) for one in found.entries),
        "found": found,
        "last": found.first + len(found.entries) - 1,
        "older": links.to(desk, "journal", **query, before=found.older) if found.older else "",
        "newer": _newer(desk, found, query),
        "presets": tuple(_presets(desk)),
    }
    return render(request, "journal/list.html", facts)


def parts(desk: Desk, current: str) -> tuple[Link, ...]:
    """Return the parts of the journal."""
    named = (
        ("journal", "Entries"),
        ("journal-verify", "Verify"),
        ("journal-checkpoints", "Checkpoints and proofs"),
        ("journal-export", "Export"),
    )
    return tuple(Link(words, links.to(desk, name), name == current) for name, words in named)


def line_of(desk: Desk, seen: EntrySeen) -> Line:
    """Return an entry as a list shows it."""
    return Line(
        seen.entry.seq,
        seen.entry.recorded_at,
        seen.who,
        wording.said(desk, seen.sentence),
        KINDS[journal_search.kind_of_event(seen.entry.event)],
        briefly(seen.entry),
    )


def _newer(desk: Desk, found: journal_search.Page, query: dict[str, Any]) -> str:
    if not found.has_newer:
        return ""
    return links.to(desk, "journal", **query, before=found.newer or "")


def _presets(desk: Desk) -> Iterator[Link]:
    """Yield moments that people often look back to, as addresses of this page."""
    for words, step in STEPS_BACK:
        yield _back(desk, words, desk.now - step)
    incidents = desk.present.incidents
    if incidents:
        when = incidents[-1].declared_at.astimezone(ZONE)
        yield _back(desk, f"when the incident was declared ({when:%-d %b})", when)


def _back(desk: Desk, words: str, at: datetime) -> Link:
    return Link(words, links.to(desk, "journal", **{AS_OF: at.isoformat()}))
