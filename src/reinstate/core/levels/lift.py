"""Lift: a person's lowering is over."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import LoweringLifted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import cells_meant, name_of, unknown_cell
from reinstate.core.state.council import Council
from reinstate.core.state.step import cell_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused

GATE = "lift"


class Lift(Struct, frozen=True):
    """End the lowering of a cell, or of every lowered cell of a service."""

    cell: Ref


def blockers(council: Council, command: Lift, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why there is nothing to lift."""
    if not cells_meant(council, command.cell):
        return (unknown_cell(council, command.cell, GATE),)
    if _lowered(council, command):
        return ()
    sentence = f"Nobody has lowered {name_of(council, command.cell)}."
    return (Blocker(GATE, "not-lowered", sentence, "reinstate status"),)


def decide(council: Council, command: Lift, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the end of each lowering; the level rises no further than it is opened."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return tuple(LoweringLifted(cell=cell) for cell in _lowered(council, command))


def _lowered(council: Council, command: Lift) -> tuple[Ref, ...]:
    cells = cells_meant(council, command.cell)
    return tuple(cell for cell in cells if cell_of(council, cell).lowered is not None)
