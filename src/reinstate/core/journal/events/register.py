"""Events of the register: one for each row added, changed or gone, carrying the whole row."""

from reinstate.core.journal.event import Event
from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.reference import Id, Ref


class RowAdded(Event, frozen=True, kw_only=True, tag="row-added/1"):
    """A row that the register did not have."""

    row: AnyRow


class RowChanged(Event, frozen=True, kw_only=True, tag="row-changed/1"):
    """A row as it stands from now on."""

    row: AnyRow


class RowGone(Event, frozen=True, kw_only=True, tag="row-gone/1"):
    """A row that its sheet no longer has: retired, never forgotten."""

    row: AnyRow


class CellsDivided(Event, frozen=True, kw_only=True, tag="cells-divided/1"):
    """A service's cells from now on: a partition of channel by group.

    Each new cell starts with the level, opening, workarounds and backlogs of the cell that
    it was cut from.
    """

    service: Id
    cells: tuple[Ref, ...]


RegisterEvent = RowAdded | RowChanged | RowGone | CellsDivided
