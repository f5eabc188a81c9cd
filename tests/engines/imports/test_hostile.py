"""Hostile sheets are refused with the reason, within limits of memory and time."""

import random
import struct
import zipfile
from io import BytesIO

import pytest

from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Problem, Sheets
from tests.engines.imports import books
from tests.engines.imports.books import NS, SHEET, TEAMS
from tests.engines.imports.test_workbook import HEADER, a_binary_book, an_old_book, an_open_document

GOOD = books.an_xlsx(Teams=TEAMS)
FORMULA = "The cell holds a formula"
ODS_HEAD = "".join(map(books.ods_text, HEADER))
ODS_ROW = "".join(map(books.ods_text, ("team-a", "A", "technical")))
OLD_HEAD = [books.xls_text(0, n, words) for n, words in enumerate(HEADER)]
BINARY_HEAD = books.xlsb_row(0, *(books.xlsb_text(n, words) for n, words in enumerate(HEADER)))
FOREIGN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(name: str, data: bytes) -> Sheets:
    """Read one file."""
    return read_sheets([(name, data)])


def the_problem(name: str, data: bytes) -> Problem:
    """Return the one problem of a file from which nothing is taken."""
    sheets = read(name, data)
    assert sheets.rows == ()
    (problem,) = sheets.problems
    return problem


def relations(*, kind: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{FOREIGN}/{kind}" Target="http://evil.example/"'
        ' TargetMode="External"/></Relationships>'
    ).encode()


def locked() -> bytes:
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def overlapping() -> bytes:
    """Return an archive whose entries all point at the same bytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in books.parts_of(GOOD).items():
            archive.writestr(name, part)
        archive.writestr("xl/media/a", b"a" * 40_000)
        first = archive.filelist[-1]
        for number in range(50):
            again = zipfile.ZipInfo(f"xl/media/{number}")
            again.header_offset, again.CRC = first.header_offset, first.CRC
            again.compress_size, again.file_size = first.compress_size, first.file_size
            archive.filelist.append(again)
    return file.getvalue()


def lying(size: int) -> bytes:
    """Return a workbook whose sheet says that it is smaller than it is."""
    data = bytearray(books.with_parts(GOOD, {SHEET: b"<x>" + b" " * 3_000_000 + b"</x>"}))
    real = struct.pack("<I", 3_000_007)
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", size)
        at = data.find(real, at + 4)
    return bytes(data)


HOSTILE = [
    ("a.xlsm", GOOD, "may hold macros"),
    ("a.xlsx", books.with_parts(GOOD, {"xl/vbaProject.bin": b"x"}), "holds macros"),
    ("a.xlsx", books.with_parts(GOOD, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "holds macros"),
    ("a.ods", books.an_ods(ODS_HEAD, more={"Basic/script-lc.xml": b"<x/>"}), "holds macros"),
    ("a.xls", books.an_xls(*OLD_HEAD, streams=("_VBA_PROJECT_CUR",)), "holds macros"),
    ("a.xls", books.compound({"EncryptedPackage": b"x" * 4096}), "locked with a password"),
    ("a.xlsx", locked(), "locked with a password"),
    (
        "a.ods",
        books.an_ods(ODS_HEAD, more={"META-INF/manifest.xml": b"<m><m:encryption-data/></m>"}),
        "locked with a password",
    ),
    ("a.xls", books.an_xls(*OLD_HEAD, before=books.record(0x2F, b"\0" * 6)), "locked"),
    (
        "a.xls",
        books.an_xls(*OLD_HEAD, before=books.record(0x1AE, b"\x01\0\x08\0other.xls")),
        "values from other files",
    ),
    (
        "a.xlsx",
        books.with_parts(GOOD, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "values from other files",
    ),
    (
        "a.ods",
        books.an_ods(ODS_HEAD, before="<table:dde-links><office:dde-source/></table:dde-links>"),
        "values from other files",
    ),
    ("a.xlsx", books.with_parts(GOOD, {"xl/connections.xml": b"<x/>"}), "from a database"),
    ("a.xlsx", books.with_parts(GOOD, {"xl/embeddings/a.bin": b"x"}), "other documents"),
    (
        "a.xlsx",
        books.with_parts(
            GOOD, {"xl/worksheets/_rels/sheet1.xml.rels": relations(kind="oleObject")}
        ),
        "takes something from elsewhere",
    ),
    (
        "a.xlsx",
        books.with_parts(
            GOOD, {SHEET: b'<!DOCTYPE a [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'}
        ),
        "a DTD",
    ),
    (
        "a.xlsx",
        books.with_parts(GOOD, {SHEET: '<?xml version="1.0"?><!DOCTYPE a>'.encode("utf-16")}),
        "not UTF-8",
    ),
    (
        "a.xlsx",
        books.with_parts(GOOD, {SHEET: b"<x>" + b" " * 40_000_000 + b"</x>"}),
        "a bomb",
    ),
    ("a.xlsx", lying(10), "broken"),
    ("a.xlsx", overlapping(), "overlap"),
    ("a.xlsx", books.with_parts(GOOD, {"xl/media/b.zip": GOOD}), "another archive"),
    (
        "a.xlsx",
        books.packed({**books.parts_of(GOOD), **{f"x/{n}": b"" for n in range(1001)}}),
        "the most is 1,000",
    ),
    ("a.xlsx", GOOD[:-200], "broken"),
    ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "broken"),
    ("a.xlsx", books.packed({"hello.txt": b"x"}), "no workbook"),
    ("a.csv", GOOD, "ends in .csv, but is an Excel workbook"),
    ("a.xls", GOOD, "ends in .xls, but is an Excel workbook (.xlsx)"),
    ("a.xlsx", b"id,name\n", "ends in .xlsx, but is text"),
    ("a.xlsx", an_open_document(), "but is an OpenDocument sheet"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "broken"),
    (
        "a.xlsx",
        books.with_cells('<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>'),
        "reaches to XFD1048576",
    ),
    (
        "a.xlsx",
        books.with_cells('<row r="1"><c r="ZZZZZZZZ999999999999"><v>3</v></c></row>'),
        "far beyond a list",
    ),
    (
        "a.xlsx",
        books.with_cells('<row r="50000"><c r="ALK50000"><v>3</v></c></row>'),
        "reaches to ALK50000",
    ),
    (
        "a.xlsx",
        books.with_cells('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
        "broken",
    ),
]


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str, data: bytes, words: str) -> None:
    problem = the_problem(name, data)
    assert words in problem.reason
    assert (problem.file, problem.line) == (name, 0)


def test_a_dimension_that_lies_costs_nothing() -> None:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in zip("ABCD", row, strict=True)
        )
        + "</row>"
        for number, row in enumerate(TEAMS, 1)
    )
    sheet = (
        f'<worksheet {NS}><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
    )
    sheets = read("a.xlsx", books.with_parts(GOOD, {SHEET: sheet.encode()}))
    assert (len(sheets.rows), sheets.problems) == (1, ())


def test_what_breaks_the_reader_of_workbooks_breaks_only_its_own_process() -> None:
    far = books.xlsb_row(1_000_000, books.xlsb_number(16_000, 1.0))
    problem = the_problem("a.xlsb", books.an_xlsb(BINARY_HEAD, far))
    assert "within the limits of memory and time" in problem.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", books.an_xlsx(Teams=(*TEAMS[:1], ("team-a", "A", "technical", "=1+1")))),
        ("a.ods", books.an_ods(ODS_HEAD, ODS_ROW + books.ods_number(2, "of:=1+1"))),
        (
            "a.xls",
            books.an_xls(
                *OLD_HEAD,
                *(books.xls_text(1, n, w) for n, w in enumerate(("team-a", "A", "technical"))),
                books.xls_formula(1, 3, 2.0),
            ),
        ),
        (
            "a.xlsb",
            books.an_xlsb(
                BINARY_HEAD,
                books.xlsb_row(
                    1,
                    *(books.xlsb_text(n, w) for n, w in enumerate(("team-a", "A", "technical"))),
                    books.xlsb_number(3, 2.0, is_formula=True),
                ),
            ),
        ),
    ],
)
def test_a_formula_is_refused_at_its_cell(name: str, data: bytes) -> None:
    problem = the_problem(name, data)
    assert (problem.file, problem.line, problem.column) == (f"{name} [Teams]", 2, "crews")
    assert FORMULA in problem.reason


def test_a_formula_over_several_cells_is_refused_at_each() -> None:
    cells = "".join(
        f'<row r="{n}">{_text(f"A{n}", f"t{n}")}{_text(f"B{n}", "T")}{_text(f"C{n}", "technical")}'
        f'<c r="D{n}">{formula}<v>1</v></c></row>'
        for n, formula in ((2, '<f t="array" ref="D2:D3">A1</f>'), (3, ""))
    )
    head = "".join(_text(f"{column}1", name) for column, name in zip("ABCD", HEADER, strict=True))
    sheets = read("a.xlsx", books.with_cells(f'<row r="1">{head}</row>{cells}'))
    assert [(each.line, each.column) for each in sheets.problems] == [(2, "crews"), (3, "crews")]


def test_an_error_in_a_cell_is_named() -> None:
    cells = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for column, name in zip("ABCD", HEADER, strict=True)
    )
    row = '<c r="A2" t="inlineStr"><is><t>t</t></is></c><c r="B2" t="e"><v>#N/A</v></c>'
    data = books.with_cells(f'<row r="1">{cells}</row><row r="2">{row}</row>')
    problem = next(each for each in read("a.xlsx", data).problems if each.column == "name")
    assert "The cell shows the error #N/A" in problem.reason


def _text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_cell_of_ten_megabytes_is_refused_in_every_form() -> None:
    long = "w" * 10_000_000
    text = the_problem("a.csv", f"id,name,kind,crews\nt,{long},technical,1\n".encode())
    assert "A cell is too long" in text.reason
    noise = random.Random(1).choices("abcdefghijklmnop", k=10_000_000)  # noqa: S311 - only bulk
    head = "".join(_text(f"{column}1", name) for column, name in zip("ABCD", HEADER, strict=True))
    row = _text("A2", "t") + _text("B2", "".join(noise)) + _text("C2", "technical")
    rows = f'<row r="1">{head}</row><row r="2">{row}<c r="D2"><v>1</v></c></row>'
    problem = the_problem("a.xlsx", books.with_cells(rows))
    assert (problem.line, problem.column) == (2, "name")
    assert problem.reason == "The cell has 10,000,000 characters; the most is 4,000."


def test_hyperlinks_are_only_words() -> None:
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations(kind="hyperlink")}
    assert read("a.xlsx", books.with_parts(GOOD, parts)).problems == ()


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("a.xlsx", GOOD),
        ("a.xls", an_old_book()),
        ("a.xlsb", a_binary_book()),
        ("a.ods", an_open_document()),
    ],
)
def test_a_workbook_with_bytes_changed_gives_rows_or_problems(name: str, good: bytes) -> None:
    chance = random.Random(name)  # noqa: S311 - the same changes in every run
    for _ in range(12):
        data = bytearray(good)
        for _ in range(chance.choice((1, 4, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        sheets = read(name, bytes(data))
        assert sheets.rows or sheets.problems


def test_markup_with_bytes_changed_gives_rows_or_problems() -> None:
    chance = random.Random(3)  # noqa: S311 - the same changes in every run
    parts = books.parts_of(GOOD)
    for path in (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        for _ in range(6):
            part = bytearray(parts[path])
            for _ in range(chance.choice((1, 5))):
                part[chance.randrange(len(part))] = chance.randrange(256)
            sheets = read("a.xlsx", books.packed({**parts, path: bytes(part)}))
            assert sheets.rows or sheets.problems
