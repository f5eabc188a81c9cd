"""The process in which a workbook is unpacked into cells, held to little memory and time.

The reader of workbooks is native code, to which a hostile file may do anything: it can ask for
more memory than there is, which ends the process it runs in. So it runs in one of its own. It
takes the bytes on standard input and answers with JSON; it opens no file and starts no program.
"""

import sys
from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Final

import msgspec
from msgspec import Struct
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY_BYTES_MAX: Final = 1536 * 1024 * 1024
SECONDS_MAX: Final = 20
SHEETS_MAX: Final = 100
ROWS_MAX: Final = 50_020  # what a sheet may have, and a title above it
CELLS_MAX: Final = 3_000_000
CELL_CHARACTERS_MAX: Final = 4_000
CELL_KEPT: Final = 40
HOUR: Final = timedelta(hours=1)


class Cells(Struct, frozen=True):
    """A sheet: its rows that are not blank, each with its number as the program shows it.

    `left` is how many columns stand empty before the first cell; `long` are cells too long to
    be passed on, with their length.
    """

    name: str
    is_hidden: bool = False
    left: int = 0
    rows: list[tuple[int, list[str]]] = []
    long: list[tuple[int, int, int]] = []


class Answer(Struct, frozen=True):
    """All sheets of a workbook, or why it cannot be read."""

    sheets: list[Cells] = []
    trouble: str = ""


def main() -> None:
    """Read a workbook from standard input and write its cells as JSON."""
    _hold_back()
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(msgspec.json.encode(_answer(data)))


def _hold_back() -> None:
    """Take from this process what it has no need of, before it reads a byte."""
    import resource  # noqa: PLC0415 - only where a system has it

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(data: bytes) -> Answer:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read(book)
    except PasswordError:
        return Answer(trouble="It is locked with a password. Save it without one.")
    except CalamineError:
        return Answer(trouble="It is broken: open it in a spreadsheet program and save it anew.")


def _read(book: CalamineWorkbook) -> Answer:
    found = book.sheets_metadata
    if len(found) > SHEETS_MAX:
        return Answer(trouble=f"It has {len(found)} sheets; the most is {SHEETS_MAX}.")
    programs = (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
    if any(sheet.typ in programs for sheet in found):
        return Answer(trouble="It holds macros (programs). Save it as .xlsx.")
    sheets: list[Cells] = []
    room = CELLS_MAX
    for sheet in found:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is not SheetVisibleEnum.Visible:
            sheets.append(Cells(sheet.name, is_hidden=True))
            continue
        cells = book.get_sheet_by_name(sheet.name)
        room -= cells.height * cells.width
        if room < 0:
            return Answer(trouble=f"It has more than {CELLS_MAX:,} cells, most of them empty.")
        sheets.append(_cells(sheet.name, cells))
        if len(sheets[-1].rows) > ROWS_MAX:
            words = f"Its sheet {sheet.name} has more than {ROWS_MAX:,} rows. Split it."
            return Answer(trouble=words)
    return Answer(sheets)


def _cells(name: str, sheet: CalamineSheet) -> Cells:
    if sheet.start is None:
        return Cells(name)
    _, left = sheet.start
    rows: list[tuple[int, list[str]]] = []
    long: list[tuple[int, int, int]] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        words = [cell if isinstance(cell, str) else shown(cell) for cell in row]
        for column, cell in enumerate(words):
            if len(cell) > CELL_CHARACTERS_MAX:
                long.append((number, left + column, len(cell)))
                words[column] = f"{cell[:CELL_KEPT]}…"
        if any(words):
            rows.append((number, words))
    return Cells(name, left=left, rows=rows, long=long)


def shown(cell: object) -> str:
    """Return a cell as our columns read it: whole numbers bare, days as YYYY-MM-DD."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return _number(cell)
        case datetime():
            is_day = cell.time() == time()
            return cell.date().isoformat() if is_day else cell.isoformat(" ", "minutes")
        case timedelta():
            return _number(cell / HOUR)
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)


def _number(number: float) -> str:
    """Return a number to the 15 figures that a spreadsheet keeps, and never with an exponent."""
    plain = format(Decimal(format(number, ".15g")), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


if __name__ == "__main__":
    main()
