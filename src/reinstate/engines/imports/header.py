"""Which kind of sheet a header row belongs to, or what it lacks to belong to the nearest."""

import re
from collections.abc import Iterable

from reinstate.engines.imports.kinds import KINDS, Kind
from reinstate.engines.imports.sheets import Problem
from reinstate.engines.imports.table import Table
from reinstate.engines.imports.values import quoted


def columns_of(table: Table) -> tuple[str, ...]:
    """Return the columns of a header: small letters, underscores for spaces and hyphens."""
    return tuple(re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in table.header.cells)


def recognised(table: Table) -> Kind | Problem:
    """Return the kind of a sheet, told by its header."""
    columns = columns_of(table)
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        return _problem(table, twice, f"The header has the column {quoted(twice)} twice.")
    if "" in columns:
        number = columns.index("") + 1
        return _problem(table, "", f"Column {number} of the header has no name.")
    fitting = [kind for kind in KINDS if _fits(kind, columns)]
    if fitting:
        return max(fitting, key=lambda kind: len(kind.required))
    return _problem(table, "", _nearest_words(columns))


def _fits(kind: Kind, columns: Iterable[str]) -> bool:
    return set(kind.required) <= set(columns) <= {column.name for column in kind.columns}


def _nearest_words(columns: tuple[str, ...]) -> str:
    kind = max(KINDS, key=lambda kind: _likeness(kind, columns))
    missing = [name for name in kind.required if name not in columns]
    known = {column.name for column in kind.columns}
    strange = [name for name in columns if name not in known]
    if len(strange) == len(columns):
        names = ", ".join(kind.name for kind in KINDS)
        return f"The header is that of no sheet we read ({names})."
    words = f"The header is that of no sheet we read; the nearest is {kind.name}."
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
