"""Guesses what the columns of an unknown sheet mean; a person confirms, once, in a map file."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz

from reinstate.engines.imports.aliases import names_for
from reinstate.engines.imports.column_map import ColumnMap
from reinstate.engines.imports.header import column_names, columns_of, unusable
from reinstate.engines.imports.kinds import KINDS, PEOPLE, Column, Kind
from reinstate.engines.imports.sheets import Guess, Match
from reinstate.engines.imports.table import Table
from reinstate.engines.imports.values import BadCell, day, handle, identifier, listed, text

SAME_SURE: Final = 100
ALIAS_SURE: Final = 90
CONTENT_SURE: Final = 75
LIKE_SURE_MIN: Final = 80
LIKE_SURE_MAX: Final = 85
SAMPLE_ROWS: Final = 200
KNOWN_SHARE_MIN: Final = 0.8
COLUMNS_KNOWN_MIN: Final = 3
VALUES_MAX: Final = 20
EXAMPLE_LENGTH_MAX: Final = 30


def guessed(table: Table, maps: Iterable[ColumnMap] = ()) -> Guess | None:
    """Return the likeliest meaning of a sheet, or nothing when no column of it says any."""
    columns = columns_of(table)
    if unusable(columns):
        return None
    samples = [_sample(table, number) for number in range(len(columns))]
    every = [
        (kind, found)
        for kind in KINDS
        if (found := _matches(kind, columns, samples)) and _stands_alone(kind, found)
    ]
    shipped = _proposed(columns, maps)
    likely = [each for each in every if shipped and each[0] is shipped[0].kind] or every
    if not likely:
        return None
    kind, found = max(likely, key=lambda each: _score(each[0], each[1].values()))
    named = [cell.strip() for cell in table.header.cells]
    matches = tuple(
        Match(named[n], ours, sure, why, _example(samples[n]), _unread(kind, ours, samples[n]))
        for n, (ours, sure, why) in sorted(found.items())
    )
    left = tuple(
        Match(name, "", 0, "", _example(samples[n]))
        for n, name in enumerate(named)
        if n not in found
    )
    have = {match.ours for match in matches}
    missing = tuple(name for name in kind.required if name not in have)
    names = tuple(map_.name for map_ in shipped)
    return Guess(table.file, kind.name, matches, left, missing, names)


def _proposed(columns: Sequence[str], maps: Iterable[ColumnMap]) -> tuple[ColumnMap, ...]:
    """Return the maps that know nearly every column, the best first: a name alone is not enough."""
    if len(columns) < COLUMNS_KNOWN_MIN:
        return ()
    fitting = sorted(
        (map_ for map_ in maps if map_.fits(columns)), key=lambda map_: -map_.share_known(columns)
    )
    return tuple(map_ for map_ in fitting if map_.share_known(columns) >= KNOWN_SHARE_MIN)


def unread_in(table: Table, number: int, kind: Kind, ours: str) -> tuple[str, ...]:
    """Return the different cells of a column of theirs that ours could not take as they stand."""
    return _unread(kind, ours, _sample(table, number))


Found = dict[int, tuple[str, int, str]]


def _stands_alone(kind: Kind, found: Found) -> bool:
    """Return whether a sheet may be of this kind: facts of things listed elsewhere only whole."""
    has = {ours for ours, _, _ in found.values()}
    return kind.row is not None or kind is PEOPLE or has.issuperset(kind.required)


def _matches(kind: Kind, columns: Sequence[str], samples: Sequence[Sequence[str]]) -> Found:
    """Return their columns that may be ours: the surest pairs first, each column once."""
    pairs = [
        (sure, -number, ours.name, why)
        for number, theirs in enumerate(columns)
        for ours in kind.columns
        for sure, why in [_likeness(kind, theirs, ours, samples[number])]
        if sure
    ]
    found: Found = {}
    taken: set[str] = set()
    for sure, minus, ours, why in sorted(pairs, reverse=True):
        if -minus not in found and ours not in taken:
            found[-minus] = (ours, sure, why)
            taken.add(ours)
    return found


def _likeness(kind: Kind, theirs: str, ours: Column, sample: Sequence[str]) -> tuple[int, str]:
    """Return how sure it is that a column is ours, and by what; names first, then content."""
    if sample and not _could_become(ours, sample):
        return 0, ""
    theirs = re.sub(r"[\W_]+", "_", theirs).strip("_")
    if theirs == ours.name:
        return SAME_SURE, "same name"
    names = column_names(names_for(kind.name, ours.name))
    if theirs in names:
        return ALIAS_SURE, "known name"
    if _is_of_our_words(ours, sample):
        return CONTENT_SURE, "its cells"
    words = theirs.replace("_", " ")
    best = max(
        (fuzz.token_sort_ratio(words, name.replace("_", " ")) for name in (ours.name, *names)),
        default=0.0,
    )
    return (min(round(best), LIKE_SURE_MAX), "like name") if best >= LIKE_SURE_MIN else (0, "")


def _could_become(ours: Column, sample: Sequence[str]) -> bool:
    """Return whether any cell is one of ours, or a map could translate it into one."""
    if ours.words or ours.read in (day, identifier, handle, listed):
        return True
    return any(_is_read(ours, cell) for cell in sample)


def _is_of_our_words(ours: Column, sample: Sequence[str]) -> bool:
    """Return whether every cell is among our words, where ours has a list of them."""
    if not ours.words or len(sample) < 2:
        return False
    return all(_is_read(ours, cell) for cell in sample)


def _score(kind: Kind, found: Iterable[tuple[str, int, str]]) -> tuple[float, float, int]:
    """Return how well a kind of sheet fits: what it needs weighs double."""
    sure = {ours: sure for ours, sure, _ in found}
    needed = sum(sure.get(name, -50) for name in kind.required)
    return (needed + sum(sure.values()), needed, -len(kind.columns))


def _sample(table: Table, number: int) -> list[str]:
    rows = table.records[:SAMPLE_ROWS]
    cells = (row.cells[number].strip() for row in rows if number < len(row.cells))
    return [cell for cell in cells if cell]


def _unread(kind: Kind, ours: str, sample: Sequence[str]) -> tuple[str, ...]:
    """Return the different cells of a column of which ours takes only some words, or only ids."""
    column = next(column for column in kind.columns if column.name == ours)
    different = tuple(dict.fromkeys(" ".join(cell.split()) for cell in sample))
    return tuple(cell for cell in different if not _is_read(column, cell))[:VALUES_MAX]


def _is_read(column: Column, cell: str) -> bool:
    try:
        column.read(cell)
    except BadCell:
        return False
    return True


def _example(sample: Sequence[str]) -> str:
    cell = " ".join(sample[0].split()) if sample else ""
    try:
        words = text(cell)
    except BadCell:
        return ""
    return words if len(words) <= EXAMPLE_LENGTH_MAX else f"{words[:EXAMPLE_LENGTH_MAX]}…"
