"""Text sheets of any separator and encoding: read, and what was assumed said aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.rows import TeamRow
from reinstate.engines.imports.column_map import read_map
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Sheets

TEAMS = "id,name,kind,crews\nt,Café Ünion,technical,2\n"
ROW = TeamRow(id="t", name="Café Ünion", kind="technical", crews=2)


def read(data: bytes) -> Sheets:
    """Read one file of teams."""
    return read_sheets([("teams.csv", data)])


def said(sheets: Sheets) -> str:
    """Return all that was assumed."""
    return " ".join(remark.sentence for remark in sheets.remarks)


def test_plain_utf8_with_commas_needs_no_word() -> None:
    sheets = read(TEAMS.encode())
    assert [placed.row for placed in sheets.rows] == [ROW]
    assert sheets.remarks == ()


@pytest.mark.parametrize(("mark", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_the_separator_is_found_and_said(mark: str, words: str) -> None:
    sheets = read(TEAMS.replace(",", mark).encode())
    assert [placed.row for placed in sheets.rows] == [ROW]
    assert said(sheets) == f"Columns are separated by {words}, not by commas."


def test_lists_in_cells_do_not_make_semicolons_the_separator() -> None:
    rows = "".join(f"t{n},T{n},technical,2,a;b;c;d;e\n" for n in range(40))
    sheets = read(f"id,name,kind,crews,skills\n{rows}".encode())
    assert (len(sheets.rows), sheets.remarks, sheets.problems) == (40, (), ())


def test_a_first_line_that_names_the_separator_is_believed() -> None:
    sheets = read(b"sep=;\r\n" + TEAMS.replace(",", ";").encode())
    assert [(placed.row, placed.line) for placed in sheets.rows] == [(ROW, 3)]
    assert said(sheets) == "The first line says that semicolons separate the columns."


def test_two_separators_that_fit_are_both_named() -> None:
    rows = "".join(f"{n};x,y;z\n" for n in range(9))
    sheets = read(f"one;two,half;three\n{rows}".encode())
    assert "semicolons, not by commas. Commas would fit too" in said(sheets)


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_and_utf32_are_read_with_and_without_a_mark(name: str) -> None:
    sheets = read((TEAMS * 1).encode(name))
    assert [placed.row for placed in sheets.rows] == [ROW]
    assert "not as UTF-8" in said(sheets)


@pytest.mark.parametrize(
    ("name", "told"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS")]
)
def test_an_old_encoding_is_guessed_and_shown_by_a_word(name: str, told: str) -> None:
    sheets = read(TEAMS.encode(name))
    assert [placed.row for placed in sheets.rows] == [ROW]
    assert f"read as {told}" in said(sheets)
    assert "line 2 has “Café Ünion”. As " in said(sheets)
    assert "it would be “" in said(sheets)


def test_pounds_and_dashes_of_windows_are_read_as_such() -> None:
    sheets = read("id,name,kind,crews\nt,Rent \N{EN DASH} £5,technical,2\n".encode("cp1252"))
    assert sheets.rows[0].row.name == "Rent \N{EN DASH} £5"


def test_a_map_remembers_separator_and_encoding() -> None:
    map_ = read_map(
        "ours.toml",
        b"""
        makes = "teams"
        separator = "|"
        encoding = "mac_roman"
        [columns]
        id = {from = "Code"}
        name = {from = "Team, as called"}
        kind = {always = "technical"}
        crews = {always = "1"}
        """,
    )
    data = "Code|Team, as called\na|Ž, x\n".encode("mac_roman", "replace")
    sheets = read_sheets([("teams.csv", data)], wanted=Wanted((map_,)))
    assert [placed.row.id for placed in sheets.rows] == ["a"]


def test_a_title_above_a_known_header_is_named_and_not_read() -> None:
    sheets = read(b"Teams of the council\n\n" + TEAMS.encode())
    assert [(placed.row, placed.line) for placed in sheets.rows] == [(ROW, 4)]
    assert said(sheets) == "Row 1 is above the header and not read: “Teams of the council”."


def test_columns_without_name_or_cells_are_nothing() -> None:
    sheets = read(b"id;name;kind;crews;\nt;T;technical;2;\n")
    assert [placed.row.id for placed in sheets.rows] == ["t"]
    assert sheets.problems == ()


def test_a_nul_byte_is_no_text() -> None:
    sheets = read(b"id,name,kind,crews\nt,\xff\0,technical,2\n")
    assert "NUL byte" in sheets.problems[0].reason
    assert sheets.problems[0].line == 2


WORDS = st.text("abcdéüÀß£€ ", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_is_written_in_utf8_is_read_back_whatever_separates(
    names: list[str], mark: str
) -> None:
    lines = [f"t{n}{mark}x{name}{mark}technical{mark}1" for n, name in enumerate(names)]
    sheets = read("\n".join((mark.join(("id", "name", "kind", "crews")), *lines)).encode())
    assert [placed.row.name for placed in sheets.rows] == [
        " ".join(f"x{name}".split()) for name in names
    ]
