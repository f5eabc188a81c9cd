"""What was taken of sheets, as the rows that the tests ask about."""

from reinstate.core.journal.rows import SystemRow
from reinstate.engines.imports.sheets import Sheets


def systems_of(sheets: Sheets) -> list[SystemRow]:
    """Return the systems of sheets that have no problem."""
    assert sheets.problems == ()
    return [placed.row for placed in sheets.rows if isinstance(placed.row, SystemRow)]
