"""A sheet of another shape before a person: what each column may be, and the map they choose."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from reinstate.engines.imports.column_map import ColumnMap, Dates, MapColumn, read_map
from reinstate.engines.imports.guess import guessed, unread_in
from reinstate.engines.imports.header import columns_of, unusable
from reinstate.engines.imports.kinds import KINDS, Column, Kind
from reinstate.engines.imports.map_text import text_of
from reinstate.engines.imports.shipped import shipped_maps
from reinstate.engines.imports.table import Table
from reinstate.engines.imports.values import LIST_SEPARATOR, day, identifier, listed

EXAMPLES_MAX: Final = 3
ROWS_LOOKED_AT: Final = 50
COMMA: Final = ","


class Theirs(Struct, frozen=True):
    """A column of theirs: its name, some of its cells, and what of ours it may be."""

    name: str
    examples: tuple[str, ...]
    ours: str


class Chosen(Struct, frozen=True):
    """What a person said of a sheet: by our column theirs, or what is the same of every row.

    `values` translates, by our column, whole cells of theirs.
    """

    makes: str
    columns: Mapping[str, str]
    always: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}
    dates: Dates = ""
    title: str = ""


def kind_named(name: str) -> Kind:
    """Return the kind of sheet of this name; the first there is where there is none."""
    return next((kind for kind in KINDS if kind.name == name), KINDS[0])


def theirs_of(table: Table, makes: str, known: ColumnMap | None = None) -> tuple[Theirs, ...]:
    """Return their columns, each with what it is by a map or may be by a guess."""
    guess = guessed(table)
    may_be: dict[str, str] = {}
    if known is not None and known.makes == makes:
        may_be = {name: ours for ours, one in known.columns.items() for name in one.sources}
    elif guess is not None and guess.kind == makes:
        may_be = {match.theirs: match.ours for match in guess.matches}
    names = [cell.strip() for cell in table.header.cells]
    return tuple(
        Theirs(name, _examples(table, number), may_be.get(name, ""))
        for number, name in enumerate(names)
    )


def likely_kind(table: Table) -> str:
    """Return what a sheet is likely to be of."""
    guess = guessed(table)
    return guess.kind if guess is not None else "systems"


def fitting_shipped(table: Table) -> tuple[str, ...]:
    """Return the maps that come along and know nearly every column of a sheet."""
    guess = guessed(table, shipped_maps())
    return guess.shipped if guess is not None else ()


def untranslated(
    table: Table, makes: str, columns: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return, by our column, the cells of theirs that are none of our words."""
    kind = kind_named(makes)
    return {
        ours.name: cells
        for ours in kind.columns
        if ours.words and (cells := _unread(table, kind, ours, columns))
    }


def map_of_choice(table: Table, chosen: Chosen) -> ColumnMap:
    """Return the map that a person chose, held to what every map is held to.

    A list without ids gets them of its names: always the same id of the same name.

    Raises:
        BadMap: If it contradicts itself, or lacks what such a sheet needs.
    """
    kind = kind_named(chosen.makes)
    made: dict[str, MapColumn] = {}
    for ours in kind.columns:
        if ours.name in chosen.columns:
            made[ours.name] = _column(table, kind, ours, chosen)
        elif value := chosen.always.get(ours.name):
            made[ours.name] = MapColumn(always=value)
    if _has_ids(kind) and "id" not in made and "name" in chosen.columns:
        made = {"id": MapColumn(from_=chosen.columns["name"], slug=True), **made}
    read = set(chosen.columns.values())
    names = [cell.strip() for cell in table.header.cells]
    map_ = ColumnMap(
        makes=kind.name,
        columns=made,
        title=chosen.title,
        ignore=[name for name in names if name and name not in read],
    )
    return read_map(chosen.title or kind.name, text_of(map_).encode())


def may_be_mapped(table: Table) -> bool:
    """Return whether the columns of a sheet can be told apart."""
    return not unusable(columns_of(table))


def _has_ids(kind: Kind) -> bool:
    return any(one.name == "id" and one.read is identifier for one in kind.columns)


def _column(table: Table, kind: Kind, ours: Column, chosen: Chosen) -> MapColumn:
    unread = _unread(table, kind, ours, chosen.columns)
    values = {
        theirs: word for theirs, word in chosen.values.get(ours.name, {}).items() if theirs and word
    }
    is_commas = any(
        COMMA in cell and LIST_SEPARATOR not in cell
        for cell in _cells(table, chosen.columns[ours.name])
    )
    return MapColumn(
        from_=chosen.columns[ours.name],
        values=values,
        slug=ours.read is identifier and bool(unread),
        dates=chosen.dates if ours.read is day and unread else "",
        split=COMMA if ours.read is listed and is_commas else "",
    )


def _unread(table: Table, kind: Kind, ours: Column, columns: Mapping[str, str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in table.header.cells]
    theirs = columns.get(ours.name, "")
    return unread_in(table, names.index(theirs), kind, ours.name) if theirs in names else ()


def _examples(table: Table, number: int) -> tuple[str, ...]:
    rows = table.records[:ROWS_LOOKED_AT]
    cells = (" ".join(row.cells[number].split()) for row in rows if number < len(row.cells))
    return tuple(dict.fromkeys(filter(None, cells)))[:EXAMPLES_MAX]


def _cells(table: Table, theirs: str) -> Sequence[str]:
    names = [cell.strip() for cell in table.header.cells]
    if theirs not in names:
        return ()
    number = names.index(theirs)
    return [row.cells[number] for row in table.records[:ROWS_LOOKED_AT] if number < len(row.cells)]
