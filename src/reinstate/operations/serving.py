"""How services stand: lowered, opened, worked by hand, and what piles up meanwhile."""

from reinstate.core.levels.backlog_count import CountBacklog
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.lower import Lower
from reinstate.core.levels.open import Open
from reinstate.core.levels.workaround_end import EndWorkaround
from reinstate.core.levels.workaround_reconcile import ReconcileWorkaround
from reinstate.core.levels.workaround_start import StartWorkaround
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.operations.act import Acted, Acting, act


def lower(acting: Acting, cell: Ref, level: Level, why: str, review_at: Instant) -> Acted:
    """Say that a cell is worse than it looks, why, and when to look again."""
    return act(
        lambda writing, _: Lower(
            cell=cell, level=level, reason=writing.note(why), review_at=review_at
        ),
        acting,
    )


def lift(acting: Acting, cell: Ref) -> Acted:
    """End a lowering."""
    return act(lambda _, __: Lift(cell), acting)


def open_to(acting: Acting, cell: Ref, level: Level) -> Acted:
    """Let a cell be shown to residents as well as `level`."""
    return act(lambda _, __: Open(cell, level), acting)


def start_workaround(acting: Acting, cell: Ref, how: str, *, makes_records: bool) -> Acted:
    """Serve a cell by hand in this way."""
    return act(lambda writing, _: StartWorkaround(cell, writing.note(how), makes_records), acting)


def end_workaround(acting: Acting, workaround: EntryId) -> Acted:
    """Stop serving by hand in this way."""
    return act(lambda _, __: EndWorkaround(workaround), acting)


def reconcile_workaround(acting: Acting, workaround: EntryId, records: int) -> Acted:
    """Say that all records made by hand are in the system, or accounted for."""
    return act(lambda _, __: ReconcileWorkaround(workaround, records), acting)


def count_backlog(acting: Acting, backlog: str, count: int) -> Acted:
    """Say how much work of one kind waits."""
    return act(lambda _, __: CountBacklog(backlog, count), acting)
