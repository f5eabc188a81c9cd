"""Which workarounds there are, and the refusal of one that there is not."""

from reinstate.core.levels.names import unknown
from reinstate.core.state.council import Council
from reinstate.core.state.service import Workaround
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId

GATE = "workaround"


def workaround_of(council: Council, id_: EntryId) -> Workaround | None:
    """Return the workaround with this id; after a division any of its cells has it."""
    found = (one for cell in council.cells.values() for one in cell.workarounds)
    return next((one for one in found if one.id == id_), None)


def unknown_workaround(council: Council, id_: EntryId) -> Blocker:
    """Return the refusal of a workaround that nobody started."""
    known = {one.id for cell in council.cells.values() for one in cell.workarounds}
    return unknown(id_, tuple(known), GATE, what="workaround")
