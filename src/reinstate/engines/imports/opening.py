"""From files to tables in our shape: opened, the header found, a map applied where one is given."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.engines.imports.column_map import ColumnMap
from reinstate.engines.imports.delimited import delimited
from reinstate.engines.imports.form import TEXT, form_of
from reinstate.engines.imports.guess import guessed
from reinstate.engines.imports.header import (
    column_names,
    columns_of,
    fitting,
    header_at,
    recognised,
)
from reinstate.engines.imports.kinds import Kind
from reinstate.engines.imports.mapped import mapped
from reinstate.engines.imports.sheets import Guess, Problem, Remark
from reinstate.engines.imports.shipped import shipped_maps
from reinstate.engines.imports.table import Grid, Opened, Table, oversize, tabled
from reinstate.engines.imports.values import quoted
from reinstate.engines.imports.workbook import workbook

ROWS_LOOKED_AT: Final = 11


class Wanted(Struct, frozen=True):
    """How files are to be read: with these maps, and of workbooks only sheets of these names."""

    maps: tuple[ColumnMap, ...] = ()
    only: frozenset[str] = frozenset()


class Sheet(Struct, frozen=True):
    """A table of a known kind, in our shape."""

    table: Table
    kind: Kind


class Read(Struct, frozen=True):
    """What a file gave: sheets, and what was wrong, assumed or guessed."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    guesses: tuple[Guess, ...] = ()


PLAINLY: Final = Wanted()


def read_file(file: str, data: bytes, wanted: Wanted = PLAINLY) -> Read:
    """Return the tables of a file in our shape, and all that was wrong or assumed."""
    found = _opened(file, data, wanted)
    parts = [_read_grid(grid, wanted) for grid in found.grids]
    return Read(
        tuple(sheet for part in parts for sheet in part.sheets),
        (*found.problems, *(each for part in parts for each in part.problems)),
        (*found.remarks, *(each for part in parts for each in part.remarks)),
        tuple(guess for part in parts for guess in part.guesses),
    )


def tables_of(file: str, data: bytes, wanted: Wanted = PLAINLY) -> tuple[Table, ...]:
    """Return the sheets of a file under their headers, whatever they are of."""
    grids = _opened(file, data, wanted).grids
    found = (
        tabled(grid, header_at(grid.records, lambda names: bool(fitting(names)))) for grid in grids
    )
    return tuple(table for table in found if isinstance(table, Table))


def _opened(file: str, data: bytes, wanted: Wanted) -> Opened:
    if large := oversize(file, data):
        return Opened(problems=(large,))
    form = form_of(file, data)
    if isinstance(form, Problem):
        return Opened(problems=(form,))
    if form != TEXT:
        return workbook(file, data, form, wanted.only)
    plain = delimited(file, data, ",")
    if any(fitting(names) for names in _headers(plain)):
        return plain
    for map_ in wanted.maps:
        if map_.separator or map_.encoding:
            found = delimited(file, data, map_.separator, map_.encoding)
            if any(map_.fits(names) for names in _headers(found)):
                return found
    return delimited(file, data)


def _headers(found: Opened) -> Iterator[tuple[str, ...]]:
    for grid in found.grids:
        for record in grid.records[:ROWS_LOOKED_AT]:
            yield column_names(record.cells)


def _read_grid(grid: Grid, wanted: Wanted) -> Read:
    maps = [
        map_ for map_ in wanted.maps if not map_.sheet or grid.place.endswith(f"[{map_.sheet}]")
    ]

    def is_known(names: tuple[str, ...]) -> bool:
        return bool(fitting(names)) or any(map_.fits(names) for map_ in maps)

    at = header_at(grid.records, is_known)
    table = tabled(grid, at)
    if isinstance(table, Problem):
        return Read(problems=(table,))
    above = (_above(grid, at),) if at else ()
    columns = columns_of(table)
    if fitting(columns) is None and maps:
        if map_ := next((map_ for map_ in maps if map_.fits(columns)), None):
            return _by_map(table, map_, above)
        return _unknown(table, above, _unfitting(table, maps[0]))
    kind = recognised(table)
    if isinstance(kind, Problem):
        return _unknown(table, above, kind)
    return Read((Sheet(table, kind),), table.problems, above)


def _by_map(table: Table, map_: ColumnMap, above: tuple[Remark, ...]) -> Read:
    found = mapped(table, map_)
    if isinstance(found, Problem):
        return Read(problems=(*table.problems, found), remarks=above)
    remarks = (*above, *found.remarks)
    return Read((Sheet(found.table, map_.kind),), table.problems, remarks)


def _unknown(table: Table, above: tuple[Remark, ...], why: Problem) -> Read:
    guess = guessed(table, shipped_maps())
    return Read((), (*table.problems, why), above, (guess,) if guess else ())


def _unfitting(table: Table, map_: ColumnMap) -> Problem:
    columns = columns_of(table)
    lacks = [name for name in map_.needed if not set(columns).intersection(map_.names_of(name))]
    words = (
        f"The header is that of no sheet we read, and lacks what the map {map_.name} needs: "
        f"{', '.join(map(quoted, lacks))}."
    )
    return Problem(table.file, table.header.line, "", words)


def _above(grid: Grid, at: int) -> Remark:
    lines = [record.line for record in grid.records[:at]]
    words = next(cell.strip() for cell in grid.records[0].cells if cell.strip())
    rows = f"Row {lines[0]} is" if len(lines) == 1 else f"Rows {lines[0]} to {lines[-1]} are"
    place = f"{rows} above the header and not read: {quoted(words)}."
    return Remark(grid.place, place)
