"""Makes workbooks for the tests: Excel by openpyxl, the rest and all that is hostile by hand."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]  # it comes without stubs

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEAMS = (("id", "name", "kind", "crews"), ("team-a", "A", "technical", 2))
SHEET = "xl/worksheets/sheet1.xml"

Rows = Sequence[Sequence[Any]]


def an_xlsx(*, hidden: Sequence[str] = (), **sheets: Rows) -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with these parts added or replaced."""
    return packed({**parts_of(data), **parts})


def with_cells(cells: str) -> bytes:
    """Return a workbook whose one sheet, `Teams`, has this markup as its rows."""
    sheet = f"<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>"
    return with_parts(an_xlsx(Teams=TEAMS), {SHEET: sheet.encode()})


def an_ods(*rows: str, more: Mapping[str, bytes] | None = None, before: str = "") -> bytes:
    """Return an OpenDocument sheet, `Teams`; each row is the markup of its cells."""
    inner = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        "<office:document-content"
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:spreadsheet>{before}"
        f'<table:table table:name="Teams">{inner}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="/" manifest:media-type="' + mime + b'"/>'
        b"</manifest:manifest>"
    )
    parts = {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": content.encode()}
    return packed({**parts, **(more or {})})


def ods_text(words: str) -> str:
    """Return the markup of a cell of words."""
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )


def ods_number(number: float, formula: str = "") -> str:
    """Return the markup of a cell of a number."""
    how = f' table:formula="{formula}"' if formula else ""
    return (
        f'<table:table-cell office:value-type="float" office:value="{number}"{how}>'
        f"<text:p>{number}</text:p></table:table-cell>"
    )


def an_xls(*cells: bytes, before: bytes = b"", streams: Sequence[str] = ()) -> bytes:
    """Return an old Excel workbook with one sheet, `Teams`, of these cell records."""
    begin = record(0x809, struct.pack("<4HI I", 0x600, 0x10, 0, 0, 0, 0))
    inside = begin + b"".join(cells) + record(0x0A, b"")
    name = b"Teams"
    top = record(0x809, struct.pack("<4HI I", 0x600, 0x05, 0, 0, 0, 0)) + before
    end = record(0x0A, b"")
    size = len(top) + 4 + 8 + len(name) + len(end)
    sheet = record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name)
    return compound(
        {"Workbook": (top + sheet + end + inside).ljust(4096, b"\0"), **_empty(streams)}
    )


def record(kind: int, body: bytes) -> bytes:
    """Return a record of an old Excel workbook."""
    return struct.pack("<2H", kind, len(body)) + body


def xls_text(row: int, column: int, words: str) -> bytes:
    """Return the record of a cell of words."""
    return record(0x204, struct.pack("<3HHB", row, column, 0, len(words), 0) + words.encode())


def xls_number(row: int, column: int, number: float) -> bytes:
    """Return the record of a cell of a number."""
    return record(0x203, struct.pack("<3Hd", row, column, 0, number))


def xls_formula(row: int, column: int, number: float) -> bytes:
    """Return the record of a cell that a formula gave a number."""
    tokens = b"\x1e\x01\x00"  # the whole number 1
    body = struct.pack("<3HdHIH", row, column, 0, number, 0, 0, len(tokens))
    return record(0x06, body + tokens)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams, each of whole sectors."""
    sector = 512
    table: list[int] = [0xFFFFFFFD]
    body = b""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, stream) in enumerate(streams.items(), 1):
        count = -(-len(stream) // sector)
        start = len(table) if count else 0xFFFFFFFE
        table += [*range(start + 1, start + count), 0xFFFFFFFE] if count else []
        body += stream.ljust(count * sector, b"\0")
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(stream), right=right))
    while len(entries) % 4:
        entries.append(b"\0" * 128)
    directory = len(table)
    count = len(entries) // 4
    table += [*range(directory + 1, directory + count), 0xFFFFFFFE]
    allocation = b"".join(struct.pack("<I", each) for each in table).ljust(sector, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 432
    return head + allocation + body + b"".join(entries)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3I", 0xFFFFFFFF, right, child)
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBB", len(words), kind, 1)
        + links
        + b"\0" * 36
        + struct.pack("<2I", start, size)
        + b"\0" * 4
    )


def _empty(names: Sequence[str]) -> dict[str, bytes]:
    return dict.fromkeys(names, b"")


def an_xlsb(*cells: bytes) -> bytes:
    """Return a binary Excel workbook with one sheet, `Teams`, of these records."""
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.main"/>'
        b"</Types>"
    )
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    sheet = struct.pack("<2I", 0, 1) + _wide("rId1") + _wide("Teams")
    book = binary(131) + binary(143) + binary(156, sheet) + binary(144) + binary(132)
    size = struct.pack("<4I", 0, 9, 0, 9)
    inside = binary(129) + binary(148, size) + binary(145) + b"".join(cells)
    return packed(
        {
            "[Content_Types].xml": types,
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relation,
            "xl/worksheets/sheet1.bin": inside + binary(146) + binary(130),
        }
    )


def binary(kind: int, body: bytes = b"") -> bytes:
    """Return a record of a binary Excel workbook."""
    tag = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = len(body)
    length = bytes((size,)) if size < 128 else bytes((size & 0x7F | 0x80, size >> 7))
    return tag + length + body


def xlsb_row(row: int, *cells: bytes) -> bytes:
    """Return a row of a binary sheet."""
    return binary(0, struct.pack("<I", row) + b"\0" * 21) + b"".join(cells)


def xlsb_text(column: int, words: str) -> bytes:
    """Return the record of a cell of words."""
    return binary(6, struct.pack("<2I", column, 0) + _wide(words))


def xlsb_number(column: int, number: float, *, is_formula: bool = False) -> bytes:
    """Return the record of a cell of a number."""
    body = struct.pack("<2Id", column, 0, number)
    return binary(9, body + b"\0" * 10) if is_formula else binary(5, body)


def _wide(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")
