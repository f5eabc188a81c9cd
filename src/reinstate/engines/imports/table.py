"""A sheet as rows, and as records under a header; the limits that every sheet has."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from reinstate.engines.imports.sheets import WHOLE_FILE, Problem, Remark

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
ROWS_PER_FILE_MAX: Final = 50_000
MORE_ROWS_MAX: Final = 250_000  # so many beyond are counted, to say how far off a file is
COLUMNS_MAX: Final = 100
CELL_CHARACTERS_MAX: Final = 4_000
WHOLE_ROW: Final = -1  # the number of an odd cell that stands for its row


class Record(Struct, frozen=True):
    """The cells of a row, and the physical line that it starts on.

    `odd` are cells that cannot be trusted as they stand (a formula, an error): which, and why.
    """

    line: int
    cells: tuple[str, ...]
    odd: tuple[tuple[int, str], ...] = ()


class Grid(Struct, frozen=True):
    """The rows of one sheet that are not blank, before its header is known.

    `more` is how many rows were counted and not kept, being beyond every limit.
    """

    place: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    more: int = 0
    is_of_workbook: bool = False


class Opened(Struct, frozen=True):
    """What is in a file: its sheets, and what was assumed or left unread to get at them."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Table(Struct, frozen=True):
    """A sheet read as records under a header; lines that are no records are problems.

    `told_as` is how a person knows a column whose name we changed: theirs, by ours.
    """

    file: str
    header: Record
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    told_as: Mapping[str, str] = {}


def oversize(file: str, data: bytes) -> Problem | None:
    """Return the problem that a file is too large to be looked at, if it is."""
    if len(data) <= FILE_BYTES_MAX:
        return None
    words = f"The file has {len(data):,} bytes; the most is {FILE_BYTES_MAX:,}. Split it."
    return Problem(file, WHOLE_FILE, "", words)


def tabled(grid: Grid, at: int) -> Table | Problem:
    """Return the records under the header, which is the record number `at`."""
    if not grid.records:
        words = "The file is empty: it needs a header and rows."
        return grid.problems[0] if grid.problems else Problem(grid.place, WHOLE_FILE, "", words)
    header, *rows = grid.records[at:]
    problems = tuple(each for each in grid.problems if each.line >= grid.records[0].line)
    if len(problems) < len(grid.problems):
        return grid.problems[0]
    if len(header.cells) > COLUMNS_MAX:
        words = f"The header has {len(header.cells):,} columns; the most is {COLUMNS_MAX}."
        return Problem(grid.place, header.line, "", words)
    if not rows and not problems:
        words = "The file has a header and no rows."
        if grid.is_of_workbook:
            words = "The sheet has a header and no rows. Hide it, or name those to read by --sheet."
        return Problem(grid.place, header.line, "", words)
    if (count := len(rows) + grid.more) > ROWS_PER_FILE_MAX:
        least = "at least " if grid.more == MORE_ROWS_MAX else ""
        words = f"The file has {least}{count:,} rows; the most is {ROWS_PER_FILE_MAX:,}. Split it."
        return Problem(grid.place, WHOLE_FILE, "", words)
    header, *rows = _without_nameless(header, rows)
    return Table(grid.place, header, tuple(rows), problems)


def _without_nameless(header: Record, rows: Sequence[Record]) -> tuple[Record, ...]:
    """Leave out columns without a name or any cell: what a separator at each end leaves behind."""
    nameless = {number for number, cell in enumerate(header.cells) if not cell.strip()}
    if not nameless:
        return (header, *rows)
    used = {number for row in rows for number, cell in enumerate(row.cells) if cell.strip()}
    empty = nameless - used
    return tuple(_without(record, empty) for record in (header, *rows))


def _without(record: Record, empty: set[int]) -> Record:
    kept = [number for number in range(len(record.cells)) if number not in empty]
    new = {number: place for place, number in enumerate(kept)}
    return Record(
        record.line,
        tuple(record.cells[number] for number in kept),
        tuple((new[number], why) for number, why in record.odd if number in new),
    )
