"""Formulas hidden where the reader of cells finds them and we might not look."""

import pytest

from reinstate.engines.imports.markup import FORMULA, TWOFOLD
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Sheets
from tests.engines.imports import books
from tests.engines.imports.books import SHEET
from tests.engines.imports.test_workbook import HEADER

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TARGET = b"/xl/worksheets/sheet1.xml"
TEAM = ("t", "T", "technical")
FORM = b"<f>1+1</f>"
OTHER = (
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/worksheet" Target="worksheets/other.xml"/></Relationships>'
)


def words(place: str, said: str) -> str:
    """Return the markup of a cell of words; without a place it follows the one before."""
    where = f' r="{place}"' if place else ""
    return f'<c{where} t="inlineStr"><is><t>{said}</t></is></c>'


def excel(*, rows: str = "") -> dict[str, bytes]:
    """Return the parts of a workbook in which the crews of a team are a formula."""
    head = "".join(words(f"{at}1", name) for at, name in zip("ABCD", HEADER, strict=True))
    team = "".join(words(f"{at}2", said) for at, said in zip("ABC", TEAM, strict=True))
    made = rows or f'<row r="2">{team}<c r="D2">{FORM.decode()}<v>2</v></c></row>'
    return books.parts_of(books.with_cells(f'<row r="1">{head}</row>{made}'))


def changed(name: str, old: bytes, new: bytes, **parts: bytes) -> bytes:
    """Return that workbook with one part changed and others added."""
    made = excel()
    assert old in made[name]
    return books.packed({**made, name: made[name].replace(old, new, 1), **parts})


def unplaced(before: str) -> bytes:
    """Return that workbook with cells that do not say where they are."""
    cells = "".join(words("", said) for said in ("t", "T", "technical"))
    row = f'<row r="2">{before}{cells}<c>{FORM.decode()}<v>2</v></c></row>'
    return books.packed(excel(rows=row))


def two_of_one_name() -> bytes:
    """Return a workbook in which the second sheet has the name of the first, and no formula."""
    clean = excel()[SHEET].replace(FORM, b"")
    teams = (HEADER, ("a", "A", "technical", 1))
    made = books.parts_of(books.an_xlsx(Teams=teams, Teamz=teams))
    made |= {SHEET: excel()[SHEET], "xl/worksheets/sheet2.xml": clean}
    return books.packed({**made, BOOK: made[BOOK].replace(b"Teamz", b"Teams")})


def read(name: str, data: bytes) -> Sheets:
    """Return what a workbook says."""
    return read_sheets([(name, data)])


@pytest.mark.parametrize(
    "data",
    [
        changed(RELATIONS, TARGET, TARGET.upper().replace(b"/XL/WORKSHEETS", b"/xl/worksheets")),
        changed(BOOK, b'name="Teams"', b'name="Te\nams"'),
        changed(BOOK, b'r:id="rId1"', b'x:id="rId9" xmlns:x="x" r:id="rId1"'),
        changed(
            RELATIONS,
            b"</Relationships>",
            OTHER,
            **{"xl/worksheets/other.xml": excel()[SHEET].replace(FORM, b"")},
        ),
        two_of_one_name(),
        unplaced('<x:row xmlns:x="x" r="9"/>'),
    ],
    ids=["part-in-capitals", "name", "two-ids", "two-targets", "two-sheets", "row-in-row"],
)
def test_a_workbook_that_may_be_read_in_two_ways_is_refused(data: bytes) -> None:
    sheets = read("a.xlsx", data)
    assert [each.row for each in sheets.rows] == []
    assert TWOFOLD in "".join(each.reason for each in sheets.problems)


def test_a_table_of_what_ifs_is_a_formula_at_each_of_its_cells() -> None:
    rows = "".join(
        f'<row r="{n}">{words(f"A{n}", f"t{n}")}{words(f"B{n}", "T")}{words(f"C{n}", "technical")}'
        f'<c r="D{n}">{formula}<v>1</v></c></row>'
        for n, formula in ((2, '<f t="dataTable" ref="D2:D3" r1="A1"/>'), (3, ""))
    )
    sheets = read("a.xlsx", books.packed(excel(rows=rows)))
    assert [(each.line, each.column) for each in sheets.problems] == [(2, "crews"), (3, "crews")]


def opened(rows: str) -> bytes:
    """Return an OpenDocument sheet with a header and this markup below it."""
    head = "".join(map(books.ods_text, HEADER))
    made = books.parts_of(books.an_ods(head))
    end = b"</table:table>"
    content = made["content.xml"].replace(end, rows.encode() + end)
    return books.packed({**made, "content.xml": content})


def team(id_: str, crews: str, more: str = "") -> str:
    """Return the markup of the row of a team."""
    cells = "".join(map(books.ods_text, (id_, "T", "technical")))
    return f"<table:table-row{more}>{cells}{crews}</table:table-row>"


SPANNING = books.ods_number(2, "of:=A1").replace(
    "<table:table-cell",
    '<table:table-cell table:number-matrix-rows-spanned="2"'
    ' table:number-matrix-columns-spanned="1"',
)


@pytest.mark.parametrize(
    "rows",
    [
        team("a", books.ods_number(2, "of:=1+1"), ' table:number-rows-repeated="2"'),
        team("a", SPANNING) + team("b", books.ods_number(9)),
    ],
    ids=["repeated", "spanning"],
)
def test_a_formula_that_fills_rows_of_an_open_document_is_refused_in_each(rows: str) -> None:
    sheets = read("a.ods", opened(rows))
    assert [each.row for each in sheets.rows] == []
    formulas = [each.line for each in sheets.problems if FORMULA in each.reason]
    assert formulas == [2, 3]


def test_a_formula_that_fills_a_whole_sheet_is_refused_with_its_reason() -> None:
    rows = team("a", books.ods_number(2, "of:=1"), ' table:number-rows-repeated="200000"')
    assert "One formula fills 200,000 rows" in read("a.ods", opened(rows)).problems[0].reason


@pytest.mark.parametrize(
    "before",
    [
        '<x:table xmlns:x="x"/>',
        '<x:table-row xmlns:x="x"/>',
        '<x:table-cell xmlns:x="x" table:number-columns-repeated="5"/>',
    ],
)
def test_what_is_of_another_vocabulary_moves_no_formula(before: str) -> None:
    row = team("a", books.ods_number(2, "of:=1+1"))
    sheets = read("a.ods", opened(before + row))
    assert [each.row for each in sheets.rows] == []
    assert any(FORMULA in each.reason for each in sheets.problems)


def test_a_table_inside_a_table_is_refused() -> None:
    inner = '<table:table table:name="N"><table:table-row/></table:table>'
    nested = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    sheets = read("a.ods", opened(nested + team("a", books.ods_number(2, "of:=1+1"))))
    assert TWOFOLD in sheets.problems[0].reason


def test_a_part_of_a_list_that_is_a_formula_is_refused() -> None:
    sheet = b'id,name,audience,also_called\nrent,Rent,resident,"dues;=HYPERLINK(1)"\n'
    sheets = read("services.csv", sheet)
    assert not sheets.rows
    assert "“=HYPERLINK(1)” is a formula." in sheets.problems[0].reason


def test_a_sheet_of_more_cells_than_any_list_has_is_refused() -> None:
    cell = books.ods_text("x").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="101"'
    )
    row = f'<table:table-row table:number-rows-repeated="30000">{cell}</table:table-row>'
    problem = read("a.ods", opened(row)).problems[0]
    assert "more than 3,000,000 cells" in problem.reason


@pytest.mark.parametrize(
    "cell", ["-2+3+cmd|' /C calc'!A0", "+1*SUM(A1)", "-1-A1", " =1", "@SUM(1)"]
)
def test_what_begins_like_a_number_and_calculates_is_a_formula(cell: str) -> None:
    sheet = f'id,name,kind,crews\na,"{cell}",technical,1\n'
    sheets = read("teams.csv", sheet.encode())
    assert [each.column for each in sheets.problems] == ["name"]
    assert "is a formula" in sheets.problems[0].reason
