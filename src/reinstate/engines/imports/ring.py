"""Where the sheets close a loop of needs, so that a person finds the line to mend."""

from reinstate.core.journal.rows import EdgeRow, WaveRow, key_of
from reinstate.core.register.loops import loop_words
from reinstate.core.terms.reference import Ref
from reinstate.engines.imports.sheets import WHOLE_FILE, Problem, Sheets


def loop_problem(loop: tuple[Ref, ...], sheets: Sheets) -> Problem:
    """Return the problem that a loop is, placed at the last row of the sheets that is in it."""
    pairs = set(zip(loop, (*loop[1:], loop[0]), strict=True))
    reason = f"These need one another in a loop, so none could come back first: {loop_words(loop)}."
    for placed in reversed(sheets.rows):
        row = placed.row
        if isinstance(row, EdgeRow) and row.kind == "needs" and (row.from_, row.to) in pairs:
            return Problem(placed.file, placed.line, "to", reason)
        if isinstance(row, WaveRow) and key_of(row) in loop:
            return Problem(placed.file, placed.line, "reach", reason)
    return Problem("", WHOLE_FILE, "", reason)
