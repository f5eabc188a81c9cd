"""The board that everybody looks at, and what of it is new."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reinstate.core.access.roles import roles_of
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.home import ClockSet, ClockSteppedBack
from reinstate.desk import links, routes
from reinstate.desk.mine.doors import shown
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import board, board_version, chronicle, reading
from reinstate.operations.chronicle import EntrySeen
from reinstate.operations.incident_story import PHASES
from reinstate.operations.jobs.hourly import last_proof
from reinstate.operations.overview import overview
from reinstate.operations.waiting.everything import waiting

WAITING_MAX: Final = 5
ENTRIES_MAX: Final = 6
"""So much has room on the board."""

ENTRIES_READ: Final = 250
"""So many are read to find that many which people made."""


def situation(request: DeskRequest) -> HttpResponse:
    """Show how the council stands, and what waits for the person who looks."""
    return render(
        request, "situation/situation.html", {"area": "situation", **_facts(request.desk)}
    )


def news(request: DeskRequest) -> HttpResponse:
    """Answer a board that polls: with nothing, or with what it shows now.

    Whoever opens the address by hand is led to the whole page.
    """
    desk, seen = request.desk, request.GET.get("v", "")
    if not request.htmx:
        return HttpResponseRedirect(links.to(desk, "situation"))
    if seen == board_version.version(desk.council, desk.at):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    facts = {"is_news": True, "new": board_version.entries_since(seen, desk.council)}
    return render(request, "situation/news.html", {**_facts(desk), **facts})


def _facts(desk: Desk) -> dict[str, Any]:
    known = overview(desk.council, desk.at, is_past=desk.is_past)
    found = waiting(desk.council, desk.person, desk.at, is_past=desk.is_past)
    seen = board.board(known, desk.at)
    return {
        "board": seen,
        "phase": PHASES[seen.phase],
        "version": board_version.version(desk.council, desk.at),
        "waiting": [shown(desk, one) for one in found[:WAITING_MAX]],
        "waiting_count": len(found),
        "entries": _last_entries(desk),
        "verified": None if desk.is_past else last_proof(),
        "my_roles": roles_of(desk.council, desk.person, desk.at),
        "has_journal": "journal" in routes.RULES,
        "is_empty": not desk.council.register.rows,
    }


def _last_entries(desk: Desk) -> list[EntrySeen]:
    """Return what people did last, newest first, without what followed from it by itself.

    That a clock was set, or stepped back, is no news.
    """
    end = desk.council.seq
    first = dict[str, Entry]()
    for entry in reading.entries(max(end - ENTRIES_READ, 0), end):
        if not isinstance(entry.event, ClockSet | ClockSteppedBack):
            first.setdefault(entry.command_id, entry)
    last = list(first.values())[: -ENTRIES_MAX - 1 : -1]
    return list(chronicle.worded(last, desk.council))
