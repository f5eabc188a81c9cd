"""A guess written as a map file, for a person to read and correct.

A map is passed from council to council, so it holds no cells of the sheet as examples: they may
be people. Only values that have to be translated stand in it.
"""

import re
from collections.abc import Iterator
from typing import Final

from reinstate.engines.imports.kinds import KINDS, Column
from reinstate.engines.imports.map_text import key, words_of
from reinstate.engines.imports.sheets import Guess, Match
from reinstate.engines.imports.values import day, identifier, listed

_DAY_AND_MONTH: Final = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
_ANY_DATE: Final = re.compile(r"\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


def map_of(guess: Guess) -> str:
    """Return the map file of a guess; what it lacks stands in it as a comment to be filled in."""
    kind = next(kind for kind in KINDS if kind.name == guess.kind)
    by_name = {column.name: column for column in kind.columns}
    lines = [
        "# What the columns of a sheet may mean: a guess. Read every line and correct it;",
        "# docs/imports.md says what may stand here. Then import with --map and this file.",
        f"title = {words_of(f'Guessed for {guess.file}')}",
        f"makes = {words_of(guess.kind)}",
        *_ignored(guess),
    ]
    for match in guess.matches:
        lines += ["", *_column(match, by_name[match.ours])]
    for name in guess.missing:
        lines += ["", *_missing(guess, by_name[name])]
    return "\n".join(lines) + "\n"


def _ignored(guess: Guess) -> Iterator[str]:
    yield "ignore = [  # columns of theirs that nothing reads"
    yield from (f"    {words_of(match.theirs)}," for match in guess.left_over)
    yield "]"


def _column(match: Match, column: Column) -> Iterator[str]:
    yield f"# {match.sure} % sure, by {match.why}."
    yield f"[columns.{key(match.ours)}]"
    yield f"from = {words_of(match.theirs)}"
    if column.read is identifier and match.unread:
        yield "slug = true  # makes ids of words: always the same id of the same words"
    if column.read is day and match.unread:
        yield from _dates(match)
    if column.read is listed and "," in match.example:
        yield 'split = ","'
    if column.words and match.unread:
        yield f"# Write for each value which it is: {', '.join(column.words)}."
        yield f"[columns.{key(match.ours)}.values]"
        yield from (f'{words_of(value)} = ""' for value in match.unread)


def _dates(match: Match) -> Iterator[str]:
    parts = [found.groups() for value in match.unread if (found := _DAY_AND_MONTH.match(value))]
    if any(int(first) > 12 for first, _ in parts):
        yield 'dates = "day/month/year"'
    elif any(int(second) > 12 for _, second in parts):
        yield 'dates = "month/day/year"'
    elif parts:
        yield "# Nothing in the sheet tells days from months: is it month/day/year?"
        yield 'dates = "day/month/year"'
    elif any(map(_ANY_DATE.match, match.unread)):
        yield 'dates = "year-month-day"'


def _missing(guess: Guess, column: Column) -> Iterator[str]:
    yield f"# Every sheet of {guess.kind} needs this, and no column of theirs looks like it."
    if column.words:
        yield f"# Say which column, or the same of every row: {', '.join(column.words)}."
    else:
        yield '# Say which column (from = "...") or what it always is.'
    name = next((match.theirs for match in guess.matches if match.ours == "name"), "")
    if column.read is identifier and name:
        yield f"[columns.{key(column.name)}]"
        yield f"from = {words_of(name)}"
        yield "slug = true  # an id made of the name: a renamed thing would come as a new one"
        return
    yield f"# [columns.{key(column.name)}]"
    yield f'# always = "{column.words[0] if column.words else ""}"'
