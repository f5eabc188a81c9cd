"""Workbooks: Excel and OpenDocument. Each visible sheet is a table of its own."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from reinstate.engines.imports import apart, biff
from reinstate.engines.imports.apart import Answer, Cells
from reinstate.engines.imports.markup import TWOFOLD, Odd, odd_in_ods, odd_in_xlsx, sheet_parts
from reinstate.engines.imports.package import Hostile, repacked, unpacked
from reinstate.engines.imports.sheets import WHOLE_FILE, Problem, Remark
from reinstate.engines.imports.table import CELL_CHARACTERS_MAX, Grid, Opened, Record

WAIT_SECONDS_MAX: Final = 60
SOME_MAX: Final = 12
BEYOND: Final = (
    "It could not be read within the limits of memory and time, or breaks its reader. "
    "Open it in a spreadsheet program and save the rows that are wanted as CSV UTF-8."
)


def workbook(file: str, data: bytes, form: str, only: frozenset[str] = frozenset()) -> Opened:
    """Return the sheets of a workbook of this form (`xlsx`, `xlsb`, `ods` or `xls`).

    `only` names the sheets to read where not all are wanted.
    """
    try:
        odd, clean = _looked_through(form, data)
        answer = _read_apart(clean)
        _refuse_unseen(answer, odd)
    except Hostile as trouble:
        return _refused(file, str(trouble))
    if answer.trouble:
        return _refused(file, answer.trouble)
    wanted = [sheet for sheet in answer.sheets if not only or sheet.name in only]
    seen = [sheet for sheet in wanted if not sheet.is_hidden and sheet.rows]
    grids = tuple(_grid(file, sheet, (odd or {}).get(sheet.name, {})) for sheet in seen)
    remarks = tuple(_remarks(file, answer, wanted))
    if grids:
        return Opened(grids, (), remarks)
    words = "The workbook has no visible sheet with anything in it."
    if only:
        words = f"It has no visible sheet of that name; it has: {_names(answer.sheets)}."
    return Opened((), (Problem(file, WHOLE_FILE, "", words),), remarks)


def _refused(file: str, why: str) -> Opened:
    words = f"The workbook is not read. {why}"
    return Opened(problems=(Problem(file, WHOLE_FILE, "", words),))


def _refuse_unseen(answer: Answer, odd: Mapping[str, Odd] | None) -> None:
    """Refuse a workbook whose sheets the reader finds elsewhere than we looked for formulas."""
    names = [sheet.name for sheet in answer.sheets]
    read = {sheet.name for sheet in answer.sheets if sheet.rows}
    if len(set(names)) < len(names) or (odd is not None and not read.issubset(odd)):
        raise Hostile(TWOFOLD)


def _looked_through(form: str, data: bytes) -> tuple[Mapping[str, Odd] | None, bytes]:
    """Return the odd cells of each sheet, and the bytes that may be read.

    None in place of the sheets: nowhere in them is anything odd.
    """
    if form == "xls":
        return biff.odd_in_xls(data), data
    parts = unpacked(data)
    if form == "ods":
        return odd_in_ods(parts.get("content.xml", b"<x/>")), repacked(parts)
    look = biff.odd_in_xlsb if form == "xlsb" else odd_in_xlsx
    sheets = biff.sheets_of_xlsb(parts) if form == "xlsb" else sheet_parts(parts)
    odd = {name: look(parts[path]) for name, path in sheets.items() if path in parts}
    return odd, repacked(parts)


def _read_apart(data: bytes) -> Answer:
    command = [sys.executable, "-P", "-m", apart.__name__]
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, and nothing of the file's on the line
            command, input=data, capture_output=True, timeout=WAIT_SECONDS_MAX, check=False
        )
        return msgspec.json.decode(ran.stdout, type=Answer) if not ran.returncode else _beyond()
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        return _beyond()


def _beyond() -> Answer:
    return Answer(trouble=BEYOND)


def _grid(file: str, sheet: Cells, odd: Odd) -> Grid:
    long = {
        (number - 1, column): f"The cell has {length:,} characters; the most is "
        f"{CELL_CHARACTERS_MAX:,}."
        for number, column, length in sheet.long
    }
    width = max(len(cells) for _, cells in sheet.rows)
    strange = {**odd, **long}
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), why in strange.items():
        if 0 <= column - sheet.left < width:
            by_row.setdefault(row + 1, []).append((column - sheet.left, why))
    records = tuple(
        Record(number, tuple(cells), tuple(by_row.get(number, ()))) for number, cells in sheet.rows
    )
    return Grid(f"{file} [{sheet.name}]", records, is_of_workbook=True)


def _remarks(file: str, answer: Answer, wanted: list[Cells]) -> Iterator[Remark]:
    hidden = [sheet for sheet in answer.sheets if sheet.is_hidden]
    others = [sheet for sheet in answer.sheets if sheet not in wanted and sheet not in hidden]
    empty = [sheet for sheet in wanted if not sheet.is_hidden and not sheet.rows]
    if hidden:
        yield Remark(file, f"Hidden sheets are not read: {_names(hidden)}.")
    if others:
        yield Remark(file, f"Sheets that were not asked for are not read: {_names(others)}.")
    if empty:
        yield Remark(file, f"Empty sheets are left out: {_names(empty)}.")


def _names(sheets: list[Cells]) -> str:
    more = len(sheets) - SOME_MAX
    names = ", ".join(sheet.name for sheet in sheets[:SOME_MAX])
    return f"{names} and {more} more" if more > 0 else names
