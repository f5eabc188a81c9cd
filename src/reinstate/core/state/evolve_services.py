"""How events of services change what we know of cells and backlogs."""

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.service import (
    BacklogCounted,
    LevelLowered,
    LoweringLifted,
    OpeningFell,
    ServiceOpened,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.state.council import Council
from reinstate.core.state.service import Backlog, Lowering, Workaround
from reinstate.core.state.step import Step, cell_of, replace, with_cell, with_fact
from reinstate.core.terms.reference import EntryId


def _started(council: Council, entry: Entry, event: WorkaroundStarted) -> Council:
    workaround = Workaround(entry.id, entry.seq, event.how, event.makes_records)
    workarounds = (*cell_of(council, event.cell).workarounds, workaround)
    return with_cell(council, event.cell, workarounds=workarounds)


def _ended(council: Council, _entry: Entry, event: WorkaroundEnded) -> Council:
    return _with_workaround(council, event.workaround, is_running=False)


def _reconciled(council: Council, _entry: Entry, event: WorkaroundReconciled) -> Council:
    return _with_workaround(council, event.workaround, is_reconciled=True)


def _with_workaround(council: Council, id_: EntryId, **changes: bool) -> Council:
    """Change a workaround in every cell that has it: division copies them."""
    for reference, cell in tuple(council.cells.items()):
        if any(one.id == id_ for one in cell.workarounds):
            workarounds = tuple(
                replace(one, **changes) if one.id == id_ else one for one in cell.workarounds
            )
            council = with_cell(council, reference, workarounds=workarounds)
    return council


def _counted(council: Council, entry: Entry, event: BacklogCounted) -> Council:
    counted = Backlog(event.count, entry.seq, entry.recorded_at)
    backlogs = council.backlogs.set(event.backlog, counted)
    return replace(with_fact(council, entry), backlogs=backlogs)


def _opened(council: Council, _entry: Entry, event: ServiceOpened) -> Council:
    return with_cell(council, event.cell, opened=event.level)


def _fell(council: Council, entry: Entry, event: OpeningFell) -> Council:
    fell_seq = cell_of(council, event.cell).fell_seq or entry.seq
    return with_cell(council, event.cell, opened=event.level, fell_seq=fell_seq)


def _lowered(council: Council, entry: Entry, event: LevelLowered) -> Council:
    lowered = Lowering(event.level, event.reason, event.review_at, entry.actor)
    return with_cell(council, event.cell, lowered=lowered)


def _lifted(council: Council, _entry: Entry, event: LoweringLifted) -> Council:
    return with_cell(council, event.cell, lowered=None)


STEPS: dict[type, Step] = {
    WorkaroundStarted: _started,
    WorkaroundEnded: _ended,
    WorkaroundReconciled: _reconciled,
    BacklogCounted: _counted,
    ServiceOpened: _opened,
    OpeningFell: _fell,
    LevelLowered: _lowered,
    LoweringLifted: _lifted,
}
