"""Every bad row is named with file, line, column and reason; nothing bad is taken."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.rows import AnyRow
from reinstate.engines.imports import table
from reinstate.engines.imports.kinds import KINDS
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Known, Problem, Sheets

TEAMS = "id,name,kind,crews\n"
SYSTEMS = "id,name,hosting,owner_team\n"
ESTIMATES = "id,name,hosting,recovery_hours_low,recovery_hours_likely,recovery_hours_high\n"
EDGES = "from,to,kind\n"
KNOWN = Known(
    frozenset({"team:t", "system:a", "system:b", "service:s", "organisation:o", "service:a"}),
    {"asha": "p-1"},
)


def read(*texts: str | bytes, known: Known = KNOWN) -> Sheets:
    files = [
        (f"sheet-{number}.csv", text.encode() if isinstance(text, str) else text)
        for number, text in enumerate(texts, 1)
    ]
    return read_sheets(files, known)


def the_problem(*texts: str | bytes, known: Known = KNOWN) -> Problem:
    (problem,) = read(*texts, known=known).problems
    return problem


def test_a_missing_id_is_named_at_its_cell() -> None:
    sheets = read(TEAMS + "t1,One,technical,1\n,Two,technical,1\n")
    assert [placed.row.id for placed in sheets.rows] == ["t1"]
    (problem,) = sheets.problems
    assert (problem.file, problem.line, problem.column) == ("sheet-1.csv", 3, "id")
    assert problem.reason == "The cell is empty; every row of this sheet needs its id."


def test_a_repeated_id_names_both_lines_across_files() -> None:
    problem = the_problem(TEAMS + "x,One,technical,1\n", TEAMS + "x,Two,technical,1\n")
    assert (problem.file, problem.line, problem.column) == ("sheet-2.csv", 2, "id")
    assert "sheet-1.csv line 2 and in sheet-2.csv line 2" in problem.reason


def test_a_repeated_dependency_is_bad_even_when_its_kind_differs() -> None:
    problem = the_problem(EDGES + "s,system:b,needs\nsystem:a,b,uses\nservice:s,b,uses\n")
    assert (problem.line, problem.column) == (4, "from")
    assert problem.reason.startswith("service:s -> system:b stands twice")


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        (TEAMS + "x,One,tecnical,1\n", "kind", "“tecnical” is none of: technical, supplier"),
        (TEAMS + "x,One,technical,two\n", "crews", "“two” is no whole number from 0"),
        (TEAMS + "x,One,technical,-1\n", "crews", "“-1” is no whole number"),
        (TEAMS + "x,=1+1,technical,1\n", "name", "“=1+1” is a formula. Formulas are not taken"),
        (TEAMS + 'x,"\t@SUM(A1)",technical,1\n', "name", "is a formula"),
        (TEAMS + "x,One,technical,٣\n", "crews", "“٣” is no whole number"),
        (TEAMS + "x/y,One,technical,1\n", "id", "“x/y” is no id"),
        (TEAMS + "x,\x1b[2Jgone,technical,1\n", "name", "cannot be printed (code 27)"),
        (TEAMS + f"x,{'w' * 4001},technical,1\n", "name", "4,001 characters; the most is 4,000"),
        (SYSTEMS + "x,One,on the moon,t\n", "hosting", "is none of: on-premises, hosted, SaaS"),
        (SYSTEMS + "x,One,SaaS,nobody\n", "owner_team", "team:nobody is neither in this import"),
        ("id,name,hosting,support_ends\nx,X,SaaS,31/12/2026\n", "support_ends", "YYYY-MM-DD"),
        ("id,name,hosting,support_ends\nx,X,SaaS,2026-02-30\n", "support_ends", "calendar"),
        ("id,name,hosting,skills\nx,X,SaaS,a;b;a\n", "skills", "names “a” twice"),
        (
            ESTIMATES + "x,X,SaaS,5,4,9\n",
            "recovery_hours_likely",
            "must not fall",
        ),
        (
            "id,name,hosting,recovery_hours_low\nx,X,SaaS,0.33\n",
            "recovery_hours_low",
            "no whole minutes",
        ),
        ("id,name,audience,workaround_relief\nx,X,resident,1.2\n", "workaround_relief", "share"),
        ("id,name,audience,workaround_relief\nx,X,resident,0.1234\n", "workaround_relief", "three"),
        ("id,name,audience,statutory\nx,X,resident,maybe\n", "statutory", "neither yes nor no"),
        ("id,name,controller\nx,X,perhaps\n", "controller", "“perhaps” is neither yes nor no"),
        (EDGES + "s,nothing,needs\n", "to", "has the id “nothing”"),
        (EDGES + "s,service:a,needs\n", "to", "must be of the kind system, link, wave or devices"),
        (EDGES + "a,b,needs\n", "from", "write service:a or system:a"),
        (EDGES + "system:b,b,uses\n", "to", "depend on itself"),
        (EDGES + "s,system:b c,needs\n", "to", "“b c” is no id"),
        (EDGES + "s/web/all,b,needs\n", "from", "none of the cells that its service is divided"),
        (EDGES + "s/web/all/x,b,needs\n", "from", "write service/channel/group"),
        (
            "id,name,count,reach,owner\nw,W,4,b;system:b,asha\n",
            "reach",
            "names one thing twice",
        ),
        ("id,name,count,reach,owner\nw,W,4,b,zed\n", "owner", "person:zed is neither"),
        ("service,threat_to_life\nnone,yes\n", "service", "service:none is neither"),
        ("service,threat_to_life\ns,\n", "threat_to_life", "The cell is empty"),
        ("handle,name,roles\nx,X,king\n", "roles", "“king” is none of"),
        ("handle,name,roles\nx,X,clearer@\n", "roles", "is no role: write role, role@scope"),
        ("handle,name,roles\nx,X,clearer@wave:w\n", "roles", "wave:w is neither"),
        ("handle,name,roles\nx,X,external-adviser\n", "roles", "needs an end"),
        ("id,cell,name,baseline\nb,s/web/all,B,3\n", "cell", "none of the cells"),
    ],
)
def test_a_bad_cell_is_named_with_its_line_column_and_reason(
    text: str, column: str, words: str
) -> None:
    problem = the_problem(text)
    assert (problem.file, problem.line, problem.column) == ("sheet-1.csv", 2, column)
    assert words in problem.reason
    assert problem.reason.endswith(".")


def test_every_bad_cell_of_every_row_is_named_at_once() -> None:
    sheets = read(TEAMS + "a b,One,nothing,many\nx,,technical,1\n")
    places = [(problem.line, problem.column) for problem in sheets.problems]
    assert places == [(2, "id"), (2, "kind"), (2, "crews"), (3, "name")]
    assert sheets.rows == ()


@pytest.mark.parametrize(("row", "words"), [("x,One\n", "2 cells"), ("x,,,,\n", "5 cells")])
def test_a_row_with_the_wrong_count_of_cells_is_bad(row: str, words: str) -> None:
    problem = the_problem(TEAMS + row)
    assert (problem.line, problem.column) == (2, "")
    assert problem.reason == f"The row has {words}; the header has 4."


def test_a_row_that_names_a_bad_row_is_bad_too_and_so_on() -> None:
    sheets = read(
        TEAMS + "t2,Two,technical,many\n",
        SYSTEMS + "x,One,SaaS,t2\ny,Two,SaaS,t\n",
        EDGES + "x,y,needs\ns,y,needs\n",
    )
    reasons = {(problem.file, problem.line): problem.reason for problem in sheets.problems}
    assert "its row is bad (sheet-1.csv line 2)" in reasons["sheet-2.csv", 2]
    assert "its row is bad (sheet-2.csv line 2)" in reasons["sheet-3.csv", 2]
    assert len(reasons) == 3
    assert [(placed.file, placed.line) for placed in sheets.rows] == [
        ("sheet-2.csv", 3),
        ("sheet-3.csv", 3),
    ]


def test_a_bad_row_that_the_register_has_leaves_those_that_name_it_good() -> None:
    sheets = read(SYSTEMS + "b,Old,nowhere,t\n", EDGES + "s,b,needs\n")
    assert [problem.file for problem in sheets.problems] == ["sheet-1.csv"]
    assert [placed.file for placed in sheets.rows] == ["sheet-2.csv"]


def test_cells_that_overlap_fall_together_with_the_rest_of_their_service() -> None:
    sheets = read(
        "service,channel,group\ns,web,all\ns,phone,all\ns,all,tenants\na,web,all\n",
        "id,cell,name,baseline\nk,s/web/all,K,3\n",
    )
    assert sheets.cells == {"a": ("cell:a/web/all",)}
    assert [(problem.file, problem.line) for problem in sheets.problems] == [
        ("sheet-1.csv", 2),
        ("sheet-1.csv", 3),
        ("sheet-1.csv", 4),
        ("sheet-2.csv", 2),
    ]
    assert "overlaps cell:s/web/all of sheet-1.csv line 2" in sheets.problems[2].reason
    assert "another cell of its service is bad" in sheets.problems[0].reason


def test_a_service_has_a_limit_of_cells() -> None:
    rows = "".join(f"s,all,g{number}\n" for number in range(201))
    sheets = read("service,channel,group\n" + rows)
    assert sheets.cells == {}
    assert "too many cells; the most is 200" in sheets.problems[-1].reason


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 0, "The file is empty"),
        (b"\n\n , \n", 0, "The file is empty"),
        (b"id,name,kind,crews\n", 1, "a header and no rows"),
        (b"\xef\xbb\xbfid,name\nx\xff,X\n", 2, "Byte 12 of the file is not UTF-8"),
        (b"id,name\nx,\0\n", 2, "NUL character"),
        (b"id,name,id\nx,X,y\n", 1, "has the column “id” twice"),
        (b"id,name,\nx,X,y\n", 1, "Column 3 of the header has no name"),
        (b"id,name,crews\nx,X,1\n", 1, "the nearest is teams. It lacks: kind."),
        (b"id,name,kind,crews,colour\nx,X,technical,1,red\n", 1, "has no: “colour”."),
        (b"id" + b"," * 5_000_000 + b"\nx\n", 1, "5,000,001 columns; the most is 100"),
        (b"alpha,beta\n1,2\n", 1, "no sheet we read. We read lists of: organisations, teams,"),
        (b'id,name,kind,crews\nx,"X,technical,1\ny,Y,technical,1\n', 2, "line 2 is never closed"),
        (b'id,name,kind,crews\nx,"X"y,technical,1\n', 2, "out of place"),
        (b"id,name,kind,crews\nx," + b"w" * 140_000 + b",technical,1\n", 2, "too long"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(data: bytes, line: int, words: str) -> None:
    sheets = read(data)
    (problem,) = sheets.problems
    assert problem.line == line
    assert words in problem.reason
    assert sheets.rows == ()


def test_files_and_rows_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS_PER_FILE_MAX", 2)
    rows = TEAMS + "x,X,technical,1\ny,Y,technical,1\n"
    assert read(rows).problems == ()
    assert "3 rows; the most is 2" in the_problem(rows + "z,Z,technical,1\n").reason
    monkeypatch.setattr(table, "FILE_BYTES_MAX", len(rows) - 1)
    assert "bytes; the most is" in the_problem(rows).reason


def test_lines_are_physical_even_after_quoted_line_breaks() -> None:
    text = (
        'id,name,kind,crews\r\n\r\nx,"One\r\nand\r\nmore",technical,1\r\ny,Two,technical,many\r\n'
    )
    sheets = read(text)
    assert [(placed.line, placed.row.name) for placed in sheets.rows] == [(3, "One and more")]
    assert [problem.line for problem in sheets.problems] == [6]


def test_problems_stand_in_the_order_of_the_files() -> None:
    sheets = read(EDGES + "s,x,needs\n", SYSTEMS + "x,One,nowhere,t\n")
    assert [problem.file for problem in sheets.problems] == ["sheet-1.csv", "sheet-2.csv"]


HEADERS = st.sampled_from([",".join(column.name for column in kind.columns) for kind in KINDS])
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(("x", "s", "system:a", "s/web/all", "yes", "needs", "SaaS", "1", '"', "asha")),
    st.sampled_from(("clearer@service:s", "cell:a/b/c", ":", "/", "person:asha", "")),
)
SHEETS = st.builds(
    lambda header, rows: "\n".join((header, *(",".join(row) for row in rows))).encode(
        "utf-8", "surrogatepass"
    ),
    HEADERS,
    st.lists(st.lists(CELLS, max_size=12), max_size=6),
)


@given(st.lists(st.one_of(st.binary(max_size=200), SHEETS), max_size=5))
def test_garbage_never_raises_but_gives_problems(data: list[bytes]) -> None:
    sheets = read(*data)
    taken = {placed.file for placed in sheets.rows}
    taken |= {placed.file for placed in sheets.patches} | {placed.file for placed in sheets.people}
    named = {problem.file for problem in sheets.problems}
    cells = sum(len(cells) for cells in sheets.cells.values())
    assert len(taken | named) + cells >= len(data)
    assert all(problem.reason for problem in sheets.problems)
    for placed in sheets.rows:
        assert msgspec.json.decode(msgspec.json.encode(placed.row), type=AnyRow) == placed.row
