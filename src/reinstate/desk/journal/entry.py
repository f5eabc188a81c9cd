"""One entry: the sentence, who and how sure, the line itself, its texts, what came with it."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.journal.entry import Entry, line_of
from reinstate.core.journal.events.union import Correctable
from reinstate.core.journal.merkle import leaf_hash
from reinstate.desk import wording
from reinstate.desk.journal import listing
from reinstate.desk.journal.words import KINDS, via
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import chronicle, journal_search
from reinstate.operations.chronicle import EntrySeen

TEXT_STATES: Final = {
    "kept": "as written",
    "altered": "not what was written",
    "erased": "erased",
}


def entry(request: DeskRequest, seq: int) -> HttpResponse:
    """Show an entry, as known at the moment of the page."""
    desk = request.desk
    seen = entry_seen(desk, seq)
    line = chronicle.line(seq)
    facts = {
        "area": "journal",
        "seen": seen,
        "sentence": wording.said(desk, seen.sentence),
        "kind": KINDS[journal_search.kind_of_event(seen.entry.event)],
        "via": via(seen.entry),
        "line": line.decode(),
        "is_upcast": line != line_of(seen.entry),
        "leaf": leaf_hash(line).hex(),
        "texts": [(TEXT_STATES[note.state], note) for note in seen.notes],
        "about": journal_search.about(desk.council, seq),
        "caused": _lines(desk, journal_search.of_command(desk.council, seen.entry)),
        "corrections": _lines(desk, journal_search.corrections_of(desk.council, seen.entry)),
        "is_correctable": is_correctable(desk, seen.entry),
        "before": seq - 1,
        "after": seq + 1 if seq < desk.council.seq else 0,
    }
    return render(request, "journal/entry.html", facts)


def entry_seen(desk: Desk, seq: int) -> EntrySeen:
    """Return an entry in words, if there was one of this number at the moment of the page."""
    if not 1 <= seq <= desk.council.seq:
        raise Http404
    return chronicle.one_as_known(desk.council, seq)


def is_correctable(desk: Desk, entry: Entry) -> bool:
    """Return whether a correction could put this entry right: the rules have the last word."""
    known = desk.present.facts.get(entry.seq)
    return known is not None and isinstance(known.event, Correctable)


def _lines(desk: Desk, entries: tuple[EntrySeen, ...]) -> tuple[listing.Line, ...]:
    return tuple(listing.line_of(desk, one) for one in entries)
