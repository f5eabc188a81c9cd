"""What a file is, by its bytes; a name that says another thing is refused."""

import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Final

from reinstate.engines.imports import compound
from reinstate.engines.imports.package import Hostile
from reinstate.engines.imports.sheets import WHOLE_FILE, Problem

ZIP: Final = b"PK\x03\x04"
TEXT: Final = "text"
NAMED: Final = {
    ".csv": TEXT,
    ".tsv": TEXT,
    ".txt": TEXT,
    ".xlsx": "xlsx",
    ".xlsb": "xlsb",
    ".xls": "xls",
    ".ods": "ods",
}
SHEETS: Final = frozenset({*NAMED, ".xlsm"})
"""How the files end that a folder is searched for; `.xlsm` is found in order to be refused."""

SAID: Final = {
    TEXT: "text",
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "xls": "an old Excel workbook (.xls)",
    "ods": "an OpenDocument sheet (.ods)",
}
PROGRAMS: Final = frozenset({".xlsm", ".xltm", ".xlam", ".xla"})


def form_of(file: str, data: bytes) -> str | Problem:
    """Return the form of a file, or why it is not read."""
    ending = PurePath(file).suffix.lower()
    if ending in PROGRAMS:
        words = f"A workbook that ends in {ending} may hold macros (programs). Save it as .xlsx."
        return Problem(file, WHOLE_FILE, "", words)
    try:
        form = _form(data)
    except Hostile as trouble:
        return Problem(file, WHOLE_FILE, "", f"The file is not read. {trouble}")
    named = NAMED.get(ending, form)
    if data and named != form:
        words = f"The file ends in {ending}, but is {SAID[form]}. Give it the ending that it is."
        return Problem(file, WHOLE_FILE, "", words)
    return named


def _form(data: bytes) -> str:
    if data.startswith(compound.MARK):
        return "xls"
    if not data.startswith((ZIP, b"PK\x05\x06")):
        return TEXT
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
        broken = "It is a broken workbook: open it in a spreadsheet program and save it anew."
        raise Hostile(broken) from trouble
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise Hostile("It is an archive and no workbook. Unpack it, and name the sheets in it.")
