"""Start a workaround: a cell is served by hand meanwhile."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import WorkaroundStarted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import cells_meant, unknown_cell
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused

GATE = "workaround"


class StartWorkaround(Struct, frozen=True):
    """Serve a cell, or each cell of a service, by hand in this way.

    `makes_records`: what is written down meanwhile has to be reconciled later.
    """

    cell: Ref
    how: Note
    makes_records: bool = True


def blockers(council: Council, command: StartWorkaround, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why no workaround can be started there."""
    if cells_meant(council, command.cell):
        return ()
    return (unknown_cell(council, command.cell, GATE),)


def decide(council: Council, command: StartWorkaround, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the start of the workaround in each cell."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return tuple(
        WorkaroundStarted(cell=cell, how=command.how, makes_records=command.makes_records)
        for cell in cells_meant(council, command.cell)
    )
