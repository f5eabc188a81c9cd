"""What we know of an incident: its phase, what is met, its clocks, its story."""

from datetime import datetime

import immutables
from msgspec import Struct

from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId


class AuthorityClock(Struct, frozen=True):
    """The 72 hours of one data controller: from `aware`, until told."""

    seq: int
    aware: Moment
    told_seq: int = 0
    told: Moment | None = None


class Incident(Struct, frozen=True):
    """One incident; `story` are the entries that leaders would want to read."""

    id: EntryId
    seq: int
    declared_at: datetime
    note: Note
    noticed: Moment
    phase: Phase = Phase.CONTAIN
    phase_seq: int = 0
    conditions: frozenset[tuple[Phase, str]] = frozenset()
    first_entry: Moment | None = None
    first_entry_seq: int = 0
    authority: immutables.Map[str, AuthorityClock] = immutables.Map()
    next_update_at: datetime | None = None
    root_cause_seq: int = 0
    story: tuple[int, ...] = ()
    closed_seq: int = 0
    report: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether the incident goes on."""
        return self.closed_seq == 0
