"""What we know of a cell: opening, lowering, workarounds; and of backlogs."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.terms.level import Level
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, PersonId


class Workaround(Struct, frozen=True):
    """How a cell is served meanwhile, and whether its records are in the system."""

    id: EntryId
    seq: int
    how: Note
    makes_records: bool
    is_running: bool = True
    is_reconciled: bool = False


class Lowering(Struct, frozen=True):
    """A person says that it is worse than it looks."""

    level: Level
    reason: Note
    review_at: datetime
    by: PersonId


class Cell(Struct, frozen=True):
    """A service by channel by group of people.

    `opened` is how far its owner lets the public level rise; `fell_seq` is the entry of
    its first fall in this incident.
    """

    opened: Level = Level.NORMAL
    lowered: Lowering | None = None
    workarounds: tuple[Workaround, ...] = ()
    fell_seq: int = 0


class Backlog(Struct, frozen=True):
    """The last count of a pile of work."""

    count: int
    seq: int
    at: datetime
