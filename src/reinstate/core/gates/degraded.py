"""Degraded mode: a named person accepts running without one need, until a date (R09)."""

from datetime import datetime

from reinstate.core.gates.look import is_void
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref, is_subject


def current_acceptance(council: Council, subject: Ref, without: Ref, at: datetime) -> Entry | None:
    """Return the acceptance of `subject` running without `without` that is current."""
    if not is_subject(subject):
        return None
    state = subject_of(council, subject)
    for seq in reversed(state.facts):
        entry = council.facts[seq]
        event = entry.event
        if isinstance(event, DegradedAccepted) and event.without == without:
            is_current = event.round == state.round and at < event.until
            return entry if is_current and not is_void(council, entry) else None
    return None
