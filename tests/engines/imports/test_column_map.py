"""Column maps: strict files that say once how a sheet of another shape becomes one of ours."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.rows import SystemRow
from reinstate.core.terms.reference import ID_PATTERN
from reinstate.core.terms.system import Hosting
from reinstate.engines.imports.column_map import BadMap, ColumnMap, read_map
from reinstate.engines.imports.mapped import slug
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Known, Problem, Sheets
from tests.engines.imports.taken import systems_of

BASE = """
makes = "systems"
[columns.id]
from = "Asset"
slug = true
[columns.name]
from = "System"
[columns.hosting]
from = "Where"
[columns.hosting.values]
"Data centre" = "on-premises"
"Azure" = "SaaS"
"""
HEADER = "Asset,System,Where\n"


def a_map(text: str = BASE) -> ColumnMap:
    """Return a map."""
    return read_map("ours.toml", text.encode())


def read(sheet: str, *maps: str) -> Sheets:
    """Read one sheet by maps."""
    wanted = Wanted(tuple(map(a_map, maps or (BASE,))))
    known = Known(frozenset({"team:team-net"}))
    return read_sheets([("list.csv", sheet.encode())], known, wanted)


def the_problem(sheet: str, *maps: str) -> Problem:
    """Return the one problem of a sheet."""
    (problem,) = read(sheet, *maps).problems
    return problem


def said(sheets: Sheets) -> list[str]:
    """Return what was remarked."""
    return [remark.sentence for remark in sheets.remarks]


def test_columns_are_read_translated_and_made_into_ids() -> None:
    sheets = read(HEADER + "TH 001,Core,data  CENTRE\nTH/002,Mail,azure\n")
    assert sheets.problems == ()
    assert [placed.row for placed in sheets.rows] == [
        SystemRow(id="th-001", name="Core", hosting=Hosting.ON_PREMISES),
        SystemRow(id="th-002", name="Mail", hosting=Hosting.SAAS),
    ]
    assert said(sheets) == ["Read as systems by the map ours.toml."]


def test_the_same_cell_makes_the_same_id_in_every_import() -> None:
    once = [placed.row.id for placed in read(HEADER + "Å 1,A,Azure\nB,B,Azure\n").rows]
    again = [placed.row.id for placed in read(HEADER + "B,B,Azure\nÅ 1,A,Azure\n").rows]
    assert set(once) == set(again) == {"a-1", "b"}


def test_several_columns_are_joined_and_some_may_be_missing() -> None:
    more = '[columns.operating_system]\nfrom = ["OS", "Version"]\noptional = true\n'
    header = "Asset,System,Where,OS,Version\n"
    sheets = read(header + "a,A,Azure,Windows,2019\nb,B,Azure,Linux,—\n", BASE + more)
    assert [row.operating_system for row in systems_of(sheets)] == ["Windows 2019", "Linux"]
    assert read(HEADER + "a,A,Azure\n", BASE + more).problems == ()
    assert "Not in this sheet, so not read: OS, Version." in said(
        read(HEADER + "a,A,Azure\n", BASE + more)
    )


def test_a_fixed_value_is_told() -> None:
    text = BASE.replace('from = "System"', 'always = "Unnamed"')
    sheets = read("Asset,Where\na,Azure\n", text)
    assert sheets.rows[0].row.name == "Unnamed"
    assert "The map says the same of every row: name = Unnamed." in said(sheets)


def test_rows_are_left_out_and_counted() -> None:
    text = 'leave_out = {"Where" = ["Scrapped", ""]}\n' + BASE
    sheets = read(HEADER + "a,A,Azure\nb,B,scrapped\nc,C,\nd,D,-\n", text)
    assert [placed.row.id for placed in sheets.rows] == ["a"]
    assert "Rows that the map leaves out: 2 with Where: empty; 1 with Where: scrapped." in said(
        sheets
    )


def test_a_column_may_stand_under_another_name() -> None:
    text = 'other_names = {"Where" = ["hosted_at"]}\n' + BASE
    assert read("Asset,System,Hosted at\na,A,Azure\n", text).problems == ()


def test_values_beyond_the_table_take_the_other_value() -> None:
    text = BASE.replace('from = "Where"', 'from = "Where"\notherwise = "hosted"')
    rows = systems_of(read(HEADER + "a,A,Azure\nb,B,Moon\nc,C,\n", text))
    assert [row.hosting for row in rows] == [Hosting.SAAS, *[Hosting.HOSTED] * 2]


@pytest.mark.parametrize(
    ("order", "cell", "day"),
    [
        ("day/month/year", "31/12/2027", "2027-12-31"),
        ("day/month/year", "1.2.2027", "2027-02-01"),
        ("month/day/year", "2/1/2027", "2027-02-01"),
        ("year-month-day", "2027-02-01 00:00:00", "2027-02-01"),
    ],
)
def test_dates_are_read_in_the_order_that_the_map_names(order: str, cell: str, day: str) -> None:
    more = f'[columns.support_ends]\nfrom = "Ends"\ndates = "{order}"\n'
    sheets = read(f"Asset,System,Where,Ends\na,A,Azure,{cell}\n", BASE + more)
    assert [row.support_ends for row in systems_of(sheets)] == [day]


def test_a_day_that_is_none_is_refused_and_never_turned_round() -> None:
    more = '[columns.support_ends]\nfrom = "Ends"\ndates = "month/day/year"\n'
    problem = the_problem("Asset,System,Where,Ends\na,A,Azure,31/12/2027\n", BASE + more)
    assert "“31/12/2027” is no date" in problem.reason


def test_a_list_is_split_at_their_separator() -> None:
    more = '[columns.skills]\nfrom = "Skills"\nsplit = "/"\n'
    sheets = read("Asset,System,Where,Skills\na,A,Azure,sql / linux / sql\n", BASE + more)
    assert [row.skills for row in systems_of(sheets)] == [("sql", "linux")]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("a,A,Moon\n", "Where -> hosting", "“Moon” is none of: on-premises, hosted, SaaS."),
        ("a,,Azure\n", "System -> name", "The cell is empty; every row"),
        ("Ω,A,Azure\n", "Asset -> id", "No id can be made of “Ω”"),
        ('a,"=1+1",Azure\n', "System -> name", "“=1+1” is a formula"),
        ('"@x",A,Azure\n', "Asset -> id", "“@x” is a formula"),
        ("a,A\n", "", "The row has 2 cells; the header has 3."),
    ],
)
def test_a_bad_cell_is_named_as_their_sheet_calls_it(row: str, column: str, words: str) -> None:
    problem = the_problem(HEADER + row)
    assert (problem.file, problem.line, problem.column) == ("list.csv", 2, column)
    assert words in problem.reason


def test_a_value_that_the_map_makes_nothing_of_is_named() -> None:
    text = BASE.replace('"Azure" = "SaaS"', '"Azure" = ""')
    reason = the_problem(HEADER + "a,A,Azure\n", text).reason
    assert reason == "The map makes nothing of “Azure”: say what it is in columns.hosting."


def test_a_formula_in_a_column_that_nothing_reads_is_nothing() -> None:
    text = 'ignore = ["Sum"]\n' + BASE
    assert read("Asset,System,Where,Sum\na,A,Azure,=1+1\n", text).problems == ()


def test_a_column_that_the_map_is_silent_about_is_refused() -> None:
    problem = the_problem("Asset,System,Where,Colour\na,A,Azure,red\n")
    assert "The map “ours.toml” says nothing of: “Colour”." in problem.reason
    assert read("Asset,System,Where,Colour\na,A,Azure,red\n", 'ignore = ["*"]\n' + BASE).rows


def test_a_sheet_without_a_column_of_the_map_is_not_read_by_it() -> None:
    problem = the_problem("Asset,System\na,A\n")
    assert "lacks what the map ours.toml needs: “Where”." in problem.reason


def test_the_first_map_that_fits_is_used_and_our_own_shape_needs_none() -> None:
    other = BASE.replace('"Where"', '"Place"').replace('"System"', '"Title"')
    sheets = read("Asset,Title,Place\na,A,Azure\n", BASE, other)
    assert sheets.problems == ()
    assert read("id,name,hosting\na,A,SaaS\n").problems == ()


def test_names_too_long_for_an_id_never_share_one() -> None:
    long = "a very long name of a system that goes on and on and on and on, number "
    assert slug(long + "1") != slug(long + "2")
    assert slug(long + "1") == slug(f"  {long}1 ")


@given(st.text(max_size=200), st.sampled_from(["", "sys-", "x" * 40]))
def test_a_slug_is_an_id_or_nothing(words: str, prefix: str) -> None:
    made = slug(words, prefix)
    assert not made or re.fullmatch(ID_PATTERN, made)
    assert made == slug(words, prefix)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("makes = ", "It is no TOML file"),
        ("colour = 1\n" + BASE, "A map has no “colour”; it has: makes, columns,"),
        (BASE.replace("slug = true", "slugged = true"), "columns.id has “slugged”; a column has:"),
        (BASE.replace('"systems"', '"machines"'), "makes is “machines”; there are: organisations"),
        (BASE.replace("columns.name", "columns.title"), "systems have no column “title”"),
        (BASE.replace('[columns.name]\nfrom = "System"\n', ""), "need these columns too: name."),
        (BASE.replace("slug = true", 'slug = "yes"'), "Expected bool, got str"),
        (BASE.replace("slug = true", 'always = "x"'), "needs either from or always"),
        (BASE.replace('from = "System"', ""), "columns.name needs either from or always"),
        (BASE.replace('from = "System"', 'from = ""'), "columns.name"),
        (BASE.replace("slug = true", 'prefix = "sys-"'), "needs slug = true"),
        (BASE.replace('from = "System"', 'from = "System"\nsplit = ","'), "holds no list"),
        (BASE.replace('from = "System"', 'from = "System"\noptional = true'), "cannot be optional"),
        (BASE.replace('"Azure" = "SaaS"', '"data centre " = "SaaS"'), "a value twice"),
        ('encoding = "klingon"\n' + BASE, "encoding is “klingon”; there are: utf-8,"),
        ('separator = "x"\n' + BASE, "Invalid enum value 'x'"),
        ('other_names = {"Wher" = ["x"]}\n' + BASE, "other_names has “Wher”"),
        ("columns = 3\n" + 'makes = "systems"\n', "Expected object, got int"),
    ],
)
def test_a_map_that_cannot_be_used_says_why(text: str, words: str) -> None:
    with pytest.raises(BadMap) as trouble:
        a_map(text)
    assert words in str(trouble.value)
    assert str(trouble.value).endswith(".")


@given(st.binary(max_size=300))
def test_no_bytes_make_a_map_raise_anything_else(data: bytes) -> None:
    with pytest.raises(BadMap):
        read_map("any.toml", data)
