"""Every service as staff look for it: how it reads, whom it hurts, and what waits for somebody."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.derive import level_in
from reinstate.core.levels.leftovers import backlog_reasons
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.step import cell_of, cells_of
from reinstate.core.terms.level import Level, is_below
from reinstate.core.terms.reference import Ref
from reinstate.operations.kept_a_minute import KeptAMinute


class ServiceSeen(Struct, frozen=True, kw_only=True):
    """A service in the list.

    `has_workaround`: a cell is served by hand now. `is_uncounted`: a backlog waits to be
    counted. `may_open`: its owner could let it rise. `is_lowered`: a person lowered it.
    """

    row: ServiceRow
    name: str
    level: Level
    cells: int
    has_workaround: bool
    is_uncounted: bool
    may_open: bool
    is_lowered: bool

    @property
    def harm_per_day(self) -> int:
        """Return what a day costs residents, while it does not work as usual."""
        return 0 if self.level is Level.NORMAL else self.row.harm_per_day


def _services_seen(council: Council, at: datetime) -> tuple[ServiceSeen, ...]:
    view = View(council, at)
    rows = [row for row in council.register.rows.values() if isinstance(row, ServiceRow)]
    rows.sort(key=lambda row: ((row.name or row.id).casefold(), row.id))
    return tuple(_seen(view, row) for row in rows)


services_seen: Final = KeptAMinute(_services_seen)
"""Returns every service on the register, by name."""


def _seen(view: View, row: ServiceRow) -> ServiceSeen:
    council = view.council
    cells = cells_of(council, row.id)
    known = [cell_of(council, cell) for cell in cells]
    return ServiceSeen(
        row=row,
        name=row.name or row.id,
        level=common(published_in(view, cell) for cell in cells),
        cells=len(cells),
        has_workaround=any(one.is_running for cell in known for one in cell.workarounds),
        is_uncounted=any(_is_uncounted(view, cell) for cell in cells),
        may_open=any(may_rise(view, cell) for cell in cells),
        is_lowered=any(cell.lowered is not None for cell in known),
    )


def may_rise(view: View, cell: Ref) -> bool:
    """Return whether a cell could read better, and waits only for its owner to open it."""
    return is_below(cell_of(view.council, cell).opened, level_in(view, cell))


def _is_uncounted(view: View, cell: Ref) -> bool:
    return any(one.code == "backlog-uncounted" for one in backlog_reasons(view, cell))
