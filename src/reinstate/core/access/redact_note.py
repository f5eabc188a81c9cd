"""Redact a note: its text and salt are erased; the journal's digest of it stays."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE: Final = "redact"


class RedactNote(Struct, frozen=True):
    """Record that a text is erased; whether there is such a text, only its keeper knows."""

    note: str


def blockers(council: Council, command: RedactNote) -> tuple[Blocker, ...]:
    """Return why this note cannot be redacted."""
    return tuple(_reasons(council, command))


def decide(council: Council, command: RedactNote, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the redaction."""
    if found := blockers(council, command):
        raise Refused(found)
    return (NoteRedacted(note=command.note),)


def _reasons(council: Council, command: RedactNote) -> Iterator[Blocker]:
    if not command.note:
        yield Blocker(GATE, "no-note", "Say which note, by its id.", "reinstate journal show")
    elif command.note in council.people:
        sentence = f"{command.note} is a person, and no text: a name goes once they have left."
        yield Blocker(GATE, "no-text", sentence, f"reinstate user erase {command.note}")
    elif command.note in council.redacted:
        yield Blocker(GATE, "already-redacted", f"The note {command.note} is erased already.")
