"""Which row of a sheet is its header, and which kind of sheet it belongs to."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reinstate.engines.imports.kinds import KINDS, Kind
from reinstate.engines.imports.sheets import Problem
from reinstate.engines.imports.table import Record, Table
from reinstate.engines.imports.values import quoted

ROWS_ABOVE_MAX: Final = 10
TITLE_CELLS_MAX: Final = 2
HEADER_CELLS_MIN: Final = 3
SAMPLE_ROWS: Final = 30
_NUMBER: Final = re.compile(r"[\s\d.,:/%£-]+")


def column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """Return columns as we compare them: small letters, underscores for spaces and hyphens."""
    return tuple(re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells)


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns of a header."""
    return column_names(table.header.cells)


def header_at(records: Sequence[Record], is_known: Callable[[tuple[str, ...]], bool]) -> int:
    """Return which record is the header: the first unless that is a title.

    A known header is looked for below a title. For an unknown one we are careful: all that
    stands above it has at most two cells, and it is as wide as the rows, without numbers.
    """
    nearest = records[: ROWS_ABOVE_MAX + 1]
    known = (number for number, row in enumerate(nearest) if is_known(column_names(row.cells)))
    found = next(known, None)
    if found is not None:
        return found
    widest = max((_filled(row) for row in records[:SAMPLE_ROWS]), default=0)
    below = next((n for n, row in enumerate(nearest) if _filled(row) > TITLE_CELLS_MAX), 0)
    return below if below and _is_header(nearest[below], widest) else 0


NONE_OF_OURS: Final = "The header is that of no sheet we read"
"""How the reason begins why a sheet is not read whose columns a person may name."""


def fitting(columns: tuple[str, ...]) -> Kind | None:
    """Return the kind of sheet whose header this is, if it is one of ours."""
    if len(set(columns)) < len(columns):
        return None
    found = [kind for kind in KINDS if _fits(kind, columns)]
    return max(found, key=lambda kind: len(kind.required)) if found else None


def recognised(table: Table) -> Kind | Problem:
    """Return the kind of a sheet, told by its header."""
    columns = columns_of(table)
    if words := unusable(columns):
        twice = next((name for name in columns if name and columns.count(name) > 1), "")
        return _problem(table, twice, words)
    return fitting(columns) or _problem(table, "", _nearest_words(columns))


def unusable(columns: tuple[str, ...]) -> str:
    """Return why no sheet can have such a header, or nothing."""
    if twice := next((name for name in columns if name and columns.count(name) > 1), None):
        return f"The header has the column {quoted(twice)} twice."
    if "" in columns:
        return f"Column {columns.index('') + 1} of the header has no name."
    return ""


def _fits(kind: Kind, columns: Iterable[str]) -> bool:
    return set(kind.required) <= set(columns) <= {column.name for column in kind.columns}


def _filled(row: Record) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_header(row: Record, widest: int) -> bool:
    names = [cell.strip().casefold() for cell in row.cells if cell.strip()]
    return (
        len(names) >= max(HEADER_CELLS_MIN, widest)
        and len(set(names)) == len(names)
        and not any(map(_NUMBER.fullmatch, names))
    )


def _nearest_words(columns: tuple[str, ...]) -> str:
    kind = max(KINDS, key=lambda kind: _likeness(kind, columns))
    missing = [name for name in kind.required if name not in columns]
    known = {column.name for column in kind.columns}
    strange = [name for name in columns if name not in known]
    if len(strange) * 2 > len(columns):
        names = ", ".join(kind.said for kind in KINDS)
        return f"{NONE_OF_OURS}. We read lists of: {names}."
    words = f"{NONE_OF_OURS}; the nearest is {kind.name}."
    if missing:
        words += f" It lacks: {', '.join(missing)}."
    if strange:
        words += f" Such a sheet has no: {', '.join(map(quoted, strange))}."
    return words


def _likeness(kind: Kind, columns: tuple[str, ...]) -> tuple[int, int]:
    shared = sum(column.name in columns for column in kind.columns)
    strange = len(columns) - shared
    missing = sum(name not in columns for name in kind.required)
    return (2 * shared - strange - missing, -len(kind.columns))


def _problem(table: Table, column: str, reason: str) -> Problem:
    return Problem(table.file, table.header.line, column, reason)
