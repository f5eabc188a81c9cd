"""From the bytes of a file to a header and records, each with the line it starts on."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from msgspec import Struct

from reinstate.engines.imports.sheets import WHOLE_FILE, Problem

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
ROWS_PER_FILE_MAX: Final = 50_000
COLUMNS_MAX: Final = 100
CELL_CHARACTERS_MAX: Final = 4_000
BOM_UTF8: Final = b"\xef\xbb\xbf"
BOMS_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
OTHER_SEPARATORS: Final = {";": "semicolons", "\t": "tabs", "|": "bars"}


class Record(Struct, frozen=True):
    """The cells of a row, and the physical line that it starts on."""

    line: int
    cells: tuple[str, ...]


class Table(Struct, frozen=True):
    """A file read as records under a header; lines that are no records are problems."""

    file: str
    header: Record
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def read_table(file: str, data: bytes) -> Table | Problem:
    """Return the records of a file, or what makes the whole file unreadable."""
    if len(data) > FILE_BYTES_MAX:
        words = f"The file has {len(data):,} bytes; the most is {FILE_BYTES_MAX:,}. Split it."
        return Problem(file, WHOLE_FILE, "", words)
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as trouble:
        return _not_utf8(file, data, trouble)
    if "\0" in text:
        words = "The file holds a NUL character (code 0), so it is no text. Save it as CSV UTF-8."
        return Problem(file, _line_at(text, text.index("\0")), "", words)
    return _tabled(file, text)


def _tabled(file: str, text: str) -> Table | Problem:
    found = list(_records(file, text))
    problems = [item for item in found if isinstance(item, Problem)]
    records = [item for item in found if isinstance(item, Record)]
    if not records:
        words = "The file is empty: it needs a header and rows."
        return problems[0] if problems else Problem(file, WHOLE_FILE, "", words)
    header, *rows = records
    if problems and problems[0].line < header.line:
        return problems[0]
    if words := _header_trouble(header):
        return Problem(file, header.line, "", words)
    if not rows and not problems:
        return Problem(file, header.line, "", "The file has a header and no rows.")
    if len(rows) > ROWS_PER_FILE_MAX:
        words = f"The file has {len(rows):,} rows; the most is {ROWS_PER_FILE_MAX:,}. Split it."
        return Problem(file, WHOLE_FILE, "", words)
    return Table(file, header, tuple(rows), tuple(problems))


def _header_trouble(header: Record) -> str:
    """Return what keeps a header from being read at all, or nothing."""
    if len(header.cells) > COLUMNS_MAX:
        return f"The header has {len(header.cells):,} columns; the most is {COLUMNS_MAX}."
    if separator := _other_separator(header):
        return (
            f"The columns are separated by {separator}, not by commas. Save it as CSV with commas."
        )
    return ""


def _records(file: str, text: str) -> Iterator[Record | Problem]:
    """Yield each record that is not blank; a row with bad quotation marks is a problem."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
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


def _not_utf8(file: str, data: bytes, trouble: UnicodeDecodeError) -> Problem:
    offset = trouble.start + (len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0)
    line = data.count(b"\n", 0, offset) + 1
    guess = " It looks like UTF-16." if data.startswith(BOMS_UTF16) else ""
    words = f"Byte {offset} of the file is not UTF-8.{guess} Save it as CSV UTF-8."
    return Problem(file, line, "", words)


def _other_separator(header: Record) -> str:
    if len(header.cells) > 1:
        return ""
    return next((name for mark, name in OTHER_SEPARATORS.items() if mark in header.cells[0]), "")


def _line_at(text: str, offset: int) -> int:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1
