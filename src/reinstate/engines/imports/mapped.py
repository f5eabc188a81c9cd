"""A sheet of another shape turned into one of ours, as a map says; every cell by the map alone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Final

from msgspec import Struct

from reinstate.engines.imports.column_map import ALL_OTHERS, ColumnMap, MapColumn, fold
from reinstate.engines.imports.header import column_names, columns_of, unusable
from reinstate.engines.imports.sheets import Problem, Remark
from reinstate.engines.imports.table import WHOLE_ROW, Record, Table
from reinstate.engines.imports.values import (
    LIST_SEPARATOR,
    formula_words,
    is_formula,
    quoted,
)

ID_LENGTH_MAX: Final = 64
DIGEST_LENGTH: Final = 8
NAMED_MAX: Final = 12
NOTHING: Final = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
DATE_FORMS: Final = {
    "year-month-day": "%Y-%m-%d",
    "day/month/year": "%d/%m/%Y",
    "month/day/year": "%m/%d/%Y",
}
_DATE: Final = re.compile(r"\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})([T\s].*)?")


class Mapped(Struct, frozen=True):
    """A sheet in our shape, and what the map left out of it."""

    table: Table
    remarks: tuple[Remark, ...]


class Filling(Struct, frozen=True):
    """How a column of ours is made of a row: which cells, and what becomes of them."""

    ours: str
    places: tuple[int, ...]
    turn: Callable[[str], str]
    join: str
    is_needed: bool = False


def mapped(table: Table, map_: ColumnMap) -> Mapped | Problem:
    """Return the sheet as the map says, or why the map cannot be used on it."""
    columns = columns_of(table)
    if words := unusable(columns):
        return Problem(table.file, table.header.line, "", words)
    found = {
        name: next((columns.index(each) for each in map_.names_of(name) if each in columns), None)
        for name in _read_by(map_)
    }
    places = {name: place for name, place in found.items() if place is not None}
    unread = [name for n, name in enumerate(table.header.cells) if n not in places.values()]
    ignored = column_names(map_.ignore)
    strange = [name for name in unread if column_names((name,))[0] not in ignored]
    if strange and ALL_OTHERS not in map_.ignore:
        words = (
            f"The map {quoted(map_.name)} says nothing of: {', '.join(map(quoted, strange))}. "
            "Let a column read it, or add it to ignore."
        )
        return Problem(table.file, table.header.line, "", words)
    return _made(table, map_, places, unread)


def slug(words: str, prefix: str = "") -> str:
    """Return the id that words make: always the same one for the same words.

    Words too long for an id keep their start and get a digest, so that no two share it.
    """
    parts = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(mark for mark in parts if not unicodedata.combining(mark))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    room = ID_LENGTH_MAX - len(prefix)
    if len(made) > room:
        digest = sha256(" ".join(words.split()).encode()).hexdigest()[:DIGEST_LENGTH]
        made = f"{made[: room - DIGEST_LENGTH - 1]}-{digest}"
    return f"{prefix}{made}" if made else ""


def _read_by(map_: ColumnMap) -> tuple[str, ...]:
    sources = (name for column in map_.columns.values() for name in column.sources)
    return tuple(dict.fromkeys((*sources, *map_.leave_out)))


def _made(table: Table, map_: ColumnMap, places: Mapping[str, int], unread: list[str]) -> Mapped:
    needed = {column.name for column in map_.kind.columns if column.must == "be filled"}
    fillings = [
        Filling(
            ours,
            tuple(places[name] for name in column.sources if name in places),
            _turner(column),
            column.join,
            ours in needed,
        )
        for ours, column in map_.columns.items()
        if column.always is not None or any(name in places for name in column.sources)
    ]
    leaving = {
        places[name]: frozenset(map(fold, values))
        for name, values in map_.leave_out.items()
        if name in places
    }
    width = len(table.header.cells)
    kept: list[Record] = []
    gone: Counter[str] = Counter()
    for record in table.records:
        if why := _why_left_out(record, leaving, table.header):
            gone[why] += 1
        else:
            kept.append(_filled(record, fillings, width))
    header = Record(table.header.line, tuple(each.ours for each in fillings))
    made = Table(
        table.file,
        header,
        tuple(kept),
        table.problems,
        {each.ours: _told(each, map_, table.header) for each in fillings},
    )
    return Mapped(made, tuple(_remarks(table, map_, places, unread, gone)))


def _filled(record: Record, fillings: list[Filling], width: int) -> Record:
    if len(record.cells) != width:
        words = f"The row has {len(record.cells)} cells; the header has {width}."
        return Record(record.line, (), ((WHOLE_ROW, words),))
    theirs = [each.join.join(_present(record, each)) for each in fillings]
    cells = tuple(each.turn(cell) for each, cell in zip(fillings, theirs, strict=True))
    odd = {**_formulas(record), **dict(record.odd)}
    found = [
        (number, odd.get(place) or _nothing_words(each, theirs[number]))
        for number, each in enumerate(fillings)
        for place in each.places
        if place in odd or (each.is_needed and not cells[number] and theirs[number])
    ]
    return Record(record.line, cells, tuple(found))


def _nothing_words(filling: Filling, cell: str) -> str:
    if filling.ours == "id":
        return f"No id can be made of {quoted(cell)}: it has no letters from a to z and no digits."
    return f"The map makes nothing of {quoted(cell)}: say what it is in columns.{filling.ours}."


def _formulas(record: Record) -> dict[int, str]:
    return {
        number: formula_words(cell)
        for number, cell in enumerate(record.cells)
        if cell and is_formula(cell)
    }


def _present(record: Record, filling: Filling) -> Iterator[str]:
    for place in filling.places:
        cell = record.cells[place].strip()
        if cell and cell not in NOTHING:
            yield cell


def _turner(column: MapColumn) -> Callable[[str], str]:
    """Return what becomes of the cells of a column, remembered: lists repeat their cells."""
    if column.always is not None:
        fixed = column.always
        return lambda _cell: fixed
    values = {fold(theirs): ours for theirs, ours in column.values.items()}

    def turn(cell: str) -> str:
        known = values.get(fold(cell), column.otherwise)
        if known is not None:
            return known
        if column.dates:
            return _date(cell, column.dates)
        if column.split:
            parts = (part.strip() for part in cell.split(column.split))
            return LIST_SEPARATOR.join(dict.fromkeys(part for part in parts if part))
        return slug(cell, column.prefix) if column.slug else cell

    return cache(turn)


def _date(cell: str, order: str) -> str:
    """Return a date as we write it; what is none stays as it is, and is refused as such."""
    parts = _DATE.fullmatch(cell)
    if not parts:
        return cell
    try:
        words = "/".join(parts.group(1, 2, 3))
        form = DATE_FORMS[order].replace("-", "/")
        return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - this is no moment
    except ValueError:
        return cell


def _why_left_out(record: Record, leaving: Mapping[int, frozenset[str]], header: Record) -> str:
    for place, values in leaving.items():
        cell = record.cells[place].strip() if place < len(record.cells) else ""
        words = "" if cell in NOTHING else cell
        if fold(words) in values:
            return f"{header.cells[place].strip()}: {words or 'empty'}"
    return ""


def _told(filling: Filling, map_: ColumnMap, header: Record) -> str:
    theirs = " + ".join(header.cells[place].strip() for place in filling.places)
    return f"{theirs or f'map {map_.name}'} -> {filling.ours}"


def _remarks(
    table: Table,
    map_: ColumnMap,
    places: Mapping[str, int],
    unread: list[str],
    gone: Counter[str],
) -> Iterator[Remark]:
    def said(words: str) -> Remark:
        return Remark(table.file, words)

    yield said(f"Read as {map_.makes} by the map {map_.name}{_titled(map_)}.")
    fixed = {ours: c.always for ours, c in map_.columns.items() if c.always is not None}
    if fixed:
        words = ", ".join(f"{ours} = {value or 'nothing'}" for ours, value in fixed.items())
        yield said(f"The map says the same of every row: {words}.")
    if theirs := _names_as_ids(map_):
        yield said(
            f"It has no ids, so they are made of {quoted(theirs)}: a row is known by its name from"
            " now on, and a name that changes in a later list is a new row."
        )
    absent = [name for name in _read_by(map_) if name not in places]
    if absent:
        yield said(f"Not in this sheet, so not read: {_some(absent)}.")
    if unread:
        yield said(f"Columns that the map leaves unread: {_some(unread)}.")
    if gone:
        words = "; ".join(f"{count} with {why}" for why, count in gone.most_common(NAMED_MAX))
        yield said(f"Rows that the map leaves out: {words}.")


def _names_as_ids(map_: ColumnMap) -> str:
    """Return the column of theirs of which both id and name are made; nothing of most maps."""
    one, name = map_.columns.get("id"), map_.columns.get("name")
    is_made = one is not None and name is not None and one.slug and one.sources == name.sources
    return " + ".join(one.sources) if one is not None and is_made else ""


def _titled(map_: ColumnMap) -> str:
    return f" ({map_.title})" if map_.title else ""


def _some(names: list[str]) -> str:
    more = len(names) - NAMED_MAX
    return ", ".join(names[:NAMED_MAX]) + (f" and {more} more" if more > 0 else "")
