"""The records of `.xls` and `.xlsb`: which cells are formulas, and what must not be there.

Sources: [MS-XLS] and [MS-XLSB], read 2026-11. Only what refuses a cell or a file is read here.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from reinstate.engines.imports.compound import BROKEN, Compound, look
from reinstate.engines.imports.markup import FORMULA, Odd, targets_of
from reinstate.engines.imports.package import Hostile, Parts

ERROR: Final = "The cell shows the error of a formula. Mend it, and save."

BOUNDSHEET, FILEPASS, SUPBOOK, BOOLERR, BOF = 0x85, 0x2F, 0x1AE, 0x205, 0x809
FORMULAS: Final = (0x06, 0x206, 0x406)
BIFF8: Final = 0x600
OWN_BOOK, ADD_IN = 0x0401, 0x3A01

ROW, BUNDLE_SHEET = 0, 156
ERROR_CELLS: Final = (3,)
FORMULA_CELLS: Final = (8, 9, 10, 11)


def odd_in_xls(data: bytes) -> Mapping[str, Odd]:
    """Return the cells of each sheet of `.xls` that are formulas or errors.

    Raises:
        Hostile: If it is broken or locked, holds macros, or takes values from other files.
    """
    try:
        file = Compound(data)
        look(file.names)
        name = next(name for name in file.names if name.upper() in ("WORKBOOK", "BOOK"))
        return _odd_in_stream(file.stream(name))
    except (struct.error, IndexError, StopIteration, UnicodeDecodeError) as trouble:
        raise Hostile(BROKEN) from trouble


def odd_in_xlsb(part: bytes) -> Odd:
    """Return the cells of a sheet of `.xlsb` that are formulas or errors."""
    odd: dict[tuple[int, int], str] = {}
    row = 0
    for kind, body in _binary_records(part):
        if kind == ROW and len(body) >= 4:
            (row,) = struct.unpack_from("<I", body)
        elif kind in FORMULA_CELLS and len(body) >= 4:
            odd[row, struct.unpack_from("<I", body)[0]] = FORMULA
        elif kind in ERROR_CELLS and len(body) >= 4:
            odd[row, struct.unpack_from("<I", body)[0]] = ERROR
    return odd


def sheets_of_xlsb(parts: Parts) -> Mapping[str, str]:
    """Return the part of each sheet of `.xlsb`, by the name of the sheet."""
    try:
        book = parts.get("xl/workbook.bin", b"")
        found = [_bundle(body) for kind, body in _binary_records(book) if kind == BUNDLE_SHEET]
    except (struct.error, UnicodeDecodeError) as trouble:
        raise Hostile(BROKEN) from trouble
    targets = targets_of(parts, "xl/_rels/workbook.bin.rels")
    return {name: targets[id_] for id_, name in found if id_ in targets}


def _bundle(body: bytes) -> tuple[str, str]:
    id_, after = _wide(body, 8)
    name, _ = _wide(body, after)
    return id_, name


def _wide(body: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le"), end


def _binary_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and body of each record; both numbers are written seven bits a byte."""
    at = 0
    while at < len(part):
        kind, at = _seven_bits(part, at, 2)
        size, at = _seven_bits(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _seven_bits(part: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        if at + place >= len(part):
            return number, len(part)
        byte = part[at + place]
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return number, at + place + 1
    return number, at + most


def _odd_in_stream(stream: bytes) -> Mapping[str, Odd]:
    sheets: dict[int, str] = {}
    odd: dict[str, dict[tuple[int, int], str]] = {}
    is_new, current = True, ""
    for at, kind, body in _records(stream):
        current = sheets.get(at, current)
        if kind == BOF and at == 0:
            is_new = struct.unpack_from("<H", body)[0] == BIFF8
        elif kind == FILEPASS:
            raise Hostile("It is locked with a password. Save it without one.")
        elif kind == SUPBOOK and _is_elsewhere(body):
            raise Hostile("It takes values from other files. Break the links, and save it anew.")
        elif kind == BOUNDSHEET:
            place, name = _sheet(body, is_new=is_new)
            sheets[place] = name
            odd.setdefault(name, {})
        elif kind in FORMULAS:
            odd.setdefault(current, {})[struct.unpack_from("<2H", body)] = FORMULA
        elif kind == BOOLERR and len(body) >= 8 and body[7]:
            odd.setdefault(current, {})[struct.unpack_from("<2H", body)] = ERROR
    return odd


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _is_elsewhere(body: bytes) -> bool:
    return len(body) != 4 or struct.unpack_from("<2H", body)[1] not in (OWN_BOOK, ADD_IN)


def _sheet(body: bytes, *, is_new: bool) -> tuple[int, str]:
    (place,) = struct.unpack_from("<I", body)
    if body[5] in (1, 6):
        raise Hostile("It holds macros (programs). Save it as a new .xlsx.")
    length = body[6]
    if not is_new:
        return place, body[7 : 7 + length].decode("cp1252", "replace")
    if body[7] & 1:
        return place, body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return place, body[8 : 8 + length].decode("latin-1")
