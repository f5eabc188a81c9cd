"""Text sheets: which mark separates the columns, and the rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import Final

from msgspec import Struct

from reinstate.engines.imports import table
from reinstate.engines.imports.encoding import decoded
from reinstate.engines.imports.sheets import Problem, Remark
from reinstate.engines.imports.table import CELL_CHARACTERS_MAX, Grid, Opened, Record

MARKS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE_CHARACTERS: Final = 100_000
SAMPLE_ROWS: Final = 30
ALIKE_SHARE: Final = 0.05
BAD_ROWS_MAX: Final = 1_000
ABOVE_MAX: Final = 20  # rows of a title, which do not count
_SAID: Final = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)


class Separator(Struct, frozen=True):
    """What separates columns, how that was known, and where the rows begin."""

    mark: str
    sentence: str = ""
    start: int = 0


def delimited(file: str, data: bytes, separator: str = "", encoding: str = "") -> Opened:
    """Return the rows of a text file; a map may name its separator and encoding."""
    found = decoded(file, data, encoding)
    if isinstance(found, Problem):
        return Opened(problems=(found,))
    how = Separator(separator) if separator else _separator(found.text)
    said = (Remark(file, how.sentence),) if how.sentence else ()
    return Opened((_grid(file, found.text, how),), (), (*found.remarks, *said))


def _grid(file: str, text: str, how: Separator) -> Grid:
    """Return the rows that may be within the limit; those beyond it are only counted."""
    records: list[Record] = []
    problems: list[Problem] = []
    more = 0
    for row in _records(file, text, how):
        if isinstance(row, Problem):
            problems.append(row)
            if len(problems) == BAD_ROWS_MAX:
                words = "So many rows have bad quotation marks that the rest was not read."
                problems.append(Problem(file, row.line, "", words))
                break
        elif len(records) > table.ROWS_PER_FILE_MAX + ABOVE_MAX:
            more += 1
            if more == table.MORE_ROWS_MAX:
                break
        else:
            records.append(row)
    return Grid(file, tuple(records), tuple(problems), more)


def _separator(text: str) -> Separator:
    """Return the separator: what the file says, else the one that makes its rows alike."""
    if said := _SAID.match(text):
        mark = said[1]
        sentence = f"The first line says that {MARKS[mark]} separate the columns."
        return Separator(mark, sentence, said.end())
    scores = {mark: _score(text, mark) for mark in MARKS}
    best = max(scores, key=lambda mark: scores[mark])
    if best == "," or scores[best][0] == 0:
        return Separator(",")
    least = scores[best][0] - ALIKE_SHARE
    also = [mark for mark, (share, _) in scores.items() if mark != best and share >= least > 0]
    sentence = f"Columns are separated by {MARKS[best]}, not by commas."
    if also:
        names = " or ".join(MARKS[mark] for mark in also)
        sentence += f" {names.capitalize()} would fit too, with fewer columns: look at the rows."
    return Separator(best, sentence)


def _score(text: str, mark: str) -> tuple[float, int]:
    """Return the share of rows that are alike when split at `mark`, and their columns."""
    reader = csv.reader(StringIO(text[:SAMPLE_CHARACTERS], newline=""), delimiter=mark)
    counts: list[int] = []
    with suppress(csv.Error):  # it is told with its line when the rows are read
        counts += islice((len(cells) for cells in reader if any(cells)), SAMPLE_ROWS)
    if not counts:
        return (0.0, 0)
    width, often = Counter(counts).most_common(1)[0]
    if width < 2:
        return (0.0, 0)
    return (often / len(counts), width)


def _records(file: str, text: str, how: Separator) -> Iterator[Record | Problem]:
    """Yield each record that is not blank; a row with bad quotation marks is a problem."""
    lines = StringIO(text[how.start :], newline="")
    reader = csv.reader(lines, strict=True, delimiter=how.mark)
    above = 1 if how.start else 0
    while True:
        line = reader.line_num + 1 + above
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as trouble:
            yield Problem(file, line, "", _quoting_words(line, str(trouble)))
            continue
        if any(cell.strip() for cell in cells):
            yield Record(line, tuple(cells))


def _quoting_words(line: int, trouble: str) -> str:
    match trouble:
        case "unexpected end of data":
            return (
                f'A quotation mark (") in the row that starts on line {line} is never closed: '
                "nothing after it could be read."
            )
        case _ if "field limit" in trouble:
            return f"A cell is too long; the most is {CELL_CHARACTERS_MAX:,} characters."
        case _:
            return 'A quotation mark (") is out of place: inside a quoted cell, write it twice.'
