"""Events of services: workarounds, backlogs, opening, and lowering by a person."""

from reinstate.core.journal.event import Event
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Id, Ref


class WorkaroundStarted(Event, frozen=True, kw_only=True, tag="workaround-started/1"):
    """The cell is served by hand in this way; `makes_records` must be reconciled later."""

    cell: Ref
    how: Note
    makes_records: bool = True


class WorkaroundEnded(Event, frozen=True, kw_only=True, tag="workaround-ended/1"):
    """The workaround is no longer used; its records may still be unreconciled."""

    workaround: EntryId


class WorkaroundReconciled(Event, frozen=True, kw_only=True, tag="workaround-reconciled/1"):
    """Every record made by hand is in the system, or accounted for."""

    workaround: EntryId
    records: int


class BacklogCounted(Event, frozen=True, kw_only=True, tag="backlog-counted/1"):
    """How much work of one kind waits, as counted."""

    backlog: Id
    count: int


class ServiceOpened(Event, frozen=True, kw_only=True, tag="service-opened/1"):
    """The service's owner lets the public level of a cell rise as far as `level`."""

    cell: Ref
    level: Level


class OpeningFell(Event, frozen=True, kw_only=True, tag="opening-fell/1"):
    """What the owner opened fell with the derived level."""

    cell: Ref
    level: Level


class LevelLowered(Event, frozen=True, kw_only=True, tag="level-lowered/1"):
    """A person says that it is worse than it looks, why, and when to look again."""

    cell: Ref
    level: Level
    reason: Note
    review_at: Instant


class LoweringLifted(Event, frozen=True, kw_only=True, tag="lowering-lifted/1"):
    """A person's lowering is over."""

    cell: Ref


ServiceEvent = (
    WorkaroundStarted
    | WorkaroundEnded
    | WorkaroundReconciled
    | BacklogCounted
    | ServiceOpened
    | OpeningFell
    | LevelLowered
    | LoweringLifted
)
