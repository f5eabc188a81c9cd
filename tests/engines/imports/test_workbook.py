"""Workbooks: each visible sheet a table, rows as Excel numbers them, cells as columns read them."""

from datetime import date, datetime, time, timedelta

import pytest

from reinstate.core.journal.rows import SystemRow, TeamRow
from reinstate.core.terms.system import Hosting
from reinstate.engines.imports.apart import shown
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.read import read_sheets
from tests.engines.imports import books
from tests.engines.imports.books import TEAMS

TEAM = TeamRow(id="team-a", name="A", kind="technical", crews=2)
HEADER = ("id", "name", "kind", "crews")
SYSTEM_ROWS = (
    ("id", "name", "hosting", "support_ends", "recovery_hours_low"),
    ("sys-a", 2.5, "SaaS", date(2027, 1, 2), 3.0),
)


def an_old_book() -> bytes:
    head = [books.xls_text(0, n, words) for n, words in enumerate(HEADER)]
    row = [books.xls_text(1, n, words) for n, words in enumerate(("team-a", "A", "technical"))]
    return books.an_xls(*head, *row, books.xls_number(1, 3, 2.0))


def a_binary_book() -> bytes:
    head = books.xlsb_row(0, *(books.xlsb_text(n, words) for n, words in enumerate(HEADER)))
    words = (books.xlsb_text(n, each) for n, each in enumerate(("team-a", "A", "technical")))
    return books.an_xlsb(head, books.xlsb_row(1, *words, books.xlsb_number(3, 2.0)))


def an_open_document() -> bytes:
    head = "".join(map(books.ods_text, HEADER))
    row = "".join(map(books.ods_text, ("team-a", "A", "technical")))
    return books.an_ods(head, row + books.ods_number(2))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("teams.xlsx", books.an_xlsx(Teams=TEAMS)),
        ("teams.xls", an_old_book()),
        ("teams.xlsb", a_binary_book()),
        ("teams.ods", an_open_document()),
    ],
)
def test_every_form_of_workbook_is_read(name: str, data: bytes) -> None:
    sheets = read_sheets([(name, data)])
    assert sheets.problems == ()
    assert [(placed.row, placed.file, placed.line) for placed in sheets.rows] == [
        (TEAM, f"{name} [Teams]", 2)
    ]


def test_each_visible_sheet_is_a_table_of_its_own() -> None:
    data = books.an_xlsx(
        Teams=TEAMS, Systems=SYSTEM_ROWS, Old=(("id",),), Empty=(), hidden=("Old",)
    )
    sheets = read_sheets([("book.xlsx", data)])
    assert [placed.row for placed in sheets.rows] == [
        TEAM,
        SystemRow(
            id="sys-a",
            name="2.5",
            hosting=Hosting.SAAS,
            support_ends="2027-01-02",
            recovery_minutes_low=180,
        ),
    ]
    assert [remark.sentence for remark in sheets.remarks] == [
        "Hidden sheets are not read: Old.",
        "Empty sheets are left out: Empty.",
    ]


def test_only_the_sheets_that_were_asked_for_are_read() -> None:
    data = books.an_xlsx(Teams=TEAMS, Notes=(("Dear all",),))
    wanted = Wanted(only=frozenset({"Teams"}))
    sheets = read_sheets([("book.xlsx", data)], wanted=wanted)
    assert (len(sheets.rows), sheets.problems) == (1, ())
    assert sheets.remarks[0].sentence == "Sheets that were not asked for are not read: Notes."
    missing = read_sheets([("b.xlsx", data)], wanted=Wanted(only=frozenset({"Team"})))
    assert "it has: Teams, Notes." in missing.problems[0].reason


def test_rows_are_numbered_as_excel_numbers_them() -> None:
    rows = (("Our teams",), (), *TEAMS, (), ("team-b", "B", "technical", "many"))
    sheets = read_sheets([("book.xlsx", books.an_xlsx(Teams=rows))])
    assert [placed.line for placed in sheets.rows] == [4]
    assert [problem.line for problem in sheets.problems] == [6]
    assert "Row 1 is above the header" in sheets.remarks[0].sentence


def test_a_table_may_stand_apart_from_the_edge() -> None:
    rows = ((), *(("", *row) for row in TEAMS))
    sheets = read_sheets([("book.xlsx", books.an_xlsx(Teams=rows))])
    assert [(placed.row, placed.line) for placed in sheets.rows] == [(TEAM, 3)]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (-2.5, "-2.5"),
        (True, "yes"),
        (False, "no"),
        (date(2027, 1, 2), "2027-01-02"),
        (datetime(2027, 1, 2), "2027-01-02"),  # noqa: DTZ001 - sheets know no zones
        (datetime(2027, 1, 2, 3, 4), "2027-01-02 03:04"),  # noqa: DTZ001 - likewise
        (time(3, 4), "03:04"),
        (timedelta(hours=1, minutes=30), "1.5"),
    ],
)
def test_cells_become_the_text_that_columns_read(cell: object, words: str) -> None:
    assert shown(cell) == words


def test_a_workbook_of_nothing_says_so() -> None:
    sheets = read_sheets([("book.xlsx", books.an_xlsx(Empty=()))])
    assert sheets.problems[0].reason == "The workbook has no visible sheet with anything in it."


def test_a_visible_sheet_of_notes_is_told_with_the_way_round_it() -> None:
    data = books.an_xlsx(Teams=TEAMS, Notes=(("Dear all",),))
    (problem,) = read_sheets([("book.xlsx", data)]).problems
    assert (problem.file, problem.line) == ("book.xlsx [Notes]", 1)
    assert problem.reason.endswith("Hide it, or name those to read by --sheet.")


def test_problems_of_a_workbook_stand_in_the_order_of_its_sheets() -> None:
    bad = (TEAMS[0], ("x y", "A", "technical", 2))
    data = books.an_xlsx(Zulu=bad, Alpha=bad)
    sheets = read_sheets(
        [("book.xlsx", data), ("a.csv", b"id,name,kind,crews\nx y,A,technical,1\n")]
    )
    assert [problem.file for problem in sheets.problems if "no id" in problem.reason] == [
        "book.xlsx [Zulu]",
        "book.xlsx [Alpha]",
        "a.csv",
    ]
