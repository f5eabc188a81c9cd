"""Sheets in our own shape are read whole: kinds by header, values exact, facts merged."""

from datetime import date

import pytest

from reinstate.core.journal.rows import (
    BacklogRow,
    EdgeRow,
    ServiceRow,
    SystemRow,
    WaveRow,
    key_of,
)
from reinstate.core.register.compare import compare
from reinstate.core.register.incoming import Patch, Present
from reinstate.core.register.loops import find_loop
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting
from reinstate.engines.imports.read import read_sheets, with_owners
from reinstate.engines.imports.ring import loop_problem
from reinstate.engines.imports.sheets import Grant, Known, Sheets, batch_of

SERVICES = "id,name,audience,workaround_relief,lgsl_id\n"
KNOWN = Known(
    frozenset({"service:s", "system:a", "system:b", "organisation:o", "wave:w"}),
    {"asha": "p-1"},
)


def read(*texts: str | bytes, known: Known = KNOWN) -> Sheets:
    files = [
        (f"sheet-{number}.csv", text.encode() if isinstance(text, str) else text)
        for number, text in enumerate(texts, 1)
    ]
    sheets = read_sheets(files, known)
    assert sheets.problems == ()
    return sheets


def rows_of(sheets: Sheets) -> list[object]:
    return [placed.row for placed in sheets.rows]


@pytest.mark.parametrize(
    ("share", "per_mille"), [("0.4", 400), ("0.07", 70), ("1", 1000), ("0.999", 999), ("", 0)]
)
def test_shares_become_whole_numbers_without_float_error(share: str, per_mille: int) -> None:
    assert rows_of(read(SERVICES + f"x,X,resident,{share},0266\n")) == [
        ServiceRow(id="x", name="X", workaround_relief_per_mille=per_mille, lgsl_id="0266")
    ]


def test_hours_become_minutes() -> None:
    sheet = "id,name,hosting,recovery_hours_low,recovery_hours_high\nx,X,saas,0.1,1.75\n"
    assert rows_of(read(sheet)) == [
        SystemRow(
            id="x",
            name="X",
            hosting=Hosting.SAAS,
            recovery_minutes_low=6,
            recovery_minutes_high=105,
        )
    ]


@pytest.mark.parametrize(("cell", "expected"), [("YES", True), ("TRUE", True), ("y", True)])
@pytest.mark.parametrize("other", ["No", "FALSE", "n", "0"])
def test_yes_and_no_are_read_in_the_forms_that_spreadsheets_write(
    cell: str, other: str, *, expected: bool
) -> None:
    sheets = read(f"service,threat_to_life\ns,{cell}\n", f"system,foundation\na,{other}\n")
    assert [placed.row.values for placed in sheets.patches] == [
        (("is_threat_to_life", expected),),
        (("is_foundation", False),),
    ]


def test_a_byte_order_mark_capitals_and_crlf_are_accepted() -> None:
    data = b"\xef\xbb\xbfID,Name,Kind,Hours per day,CREWS\r\nx,X,Technical,6,1\r\n"
    (placed,) = read(data).rows
    assert (placed.row.id, placed.line) == ("x", 2)


@pytest.mark.parametrize("name", ["-", "+44 20 7946 0000", "-3.5", "(020) 7946 0000", "- 12 %"])
def test_a_number_with_its_sign_is_no_formula(name: str) -> None:
    (placed,) = read(SERVICES + f"x,{name},resident,0,\n").rows
    assert placed.row.name == name


def test_facts_join_the_row_of_the_same_import() -> None:
    sheets = read("service,threat_to_life,organisation\nx,yes,o\n", SERVICES + "x,X,resident,0,\n")
    assert rows_of(sheets) == [
        ServiceRow(id="x", name="X", is_threat_to_life=True, organisation="o")
    ]
    assert sheets.patches == ()
    assert sheets.rows[0].said >= {"is_threat_to_life", "organisation", "lgsl_id"}


def test_facts_alone_are_a_patch_for_the_row_of_the_register() -> None:
    sheets = read("system,foundation,serves,accepting_role\na,yes,o,Service owner\n")
    values = (
        ("accepting_role", Role.SERVICE_OWNER),
        ("is_foundation", True),
        ("serves", ("o",)),
    )
    assert [placed.row for placed in sheets.patches] == [Patch("system:a", values)]
    assert sheets.kinds == frozenset()


def test_an_empty_cell_of_a_facts_sheet_clears_the_fact() -> None:
    sheets = read("service,threat_to_life,organisation\ns,no,\n")
    assert sheets.patches[0].row.values == (("is_threat_to_life", False), ("organisation", ""))


def test_dependencies_name_bare_ids_kinds_and_cells() -> None:
    sheets = read(
        "from,to,kind\ns,a,needs\nsystem:a,system:b,uses\ns/Web,a,needs\ncell:s/phone/all,b,uses\n",
        "service,channel,group\ns,web,\ns,Phone,\n",
    )
    assert [(row.row.from_, row.row.to) for row in sheets.rows if isinstance(row.row, EdgeRow)] == [
        ("service:s", "system:a"),
        ("system:a", "system:b"),
        ("cell:s/web/all", "system:a"),
        ("cell:s/phone/all", "system:b"),
    ]
    assert sheets.cells == {"s": ("cell:s/web/all", "cell:s/phone/all")}
    assert sheets.kinds == {"edge", "cell"}


def test_a_backlog_stands_on_a_cell_that_the_register_has() -> None:
    known = Known(frozenset({"service:s"}), cells={"s": ("cell:s/web/all",)})
    sheet = "id,cell,name,unit,baseline\nk,s/web/all,Cases,cases,12\n"
    assert rows_of(read(sheet, known=known)) == [
        BacklogRow(id="k", name="Cases", cell="cell:s/web/all", unit="cases", baseline=12)
    ]


def test_people_are_read_with_their_grants() -> None:
    sheets = read(
        "handle,name,organisation,roles\n"
        "Ruth,Ruth Mensah,o,clearer@o; service-owner@s until 2027-01-31;auditor\n"
    )
    (placed,) = sheets.people
    assert (placed.row.handle, placed.row.name, placed.row.organisation) == (
        "ruth",
        "Ruth Mensah",
        "o",
    )
    assert placed.row.grants == (
        Grant(Role.CLEARER, "organisation:o"),
        Grant(Role.SERVICE_OWNER, "service:s", date(2027, 1, 31)),
        Grant(Role.AUDITOR),
    )


def test_the_owner_of_a_wave_is_a_known_person_or_one_of_this_import() -> None:
    header = "id,name,count,device_groups,reach,owner\n"
    sheets = read(
        header + "one,One,3,,system:a;b,asha\ntwo,Two,4,,b,ruth\n",
        "handle,name,roles\nruth,Ruth Mensah,\n",
    )
    assert rows_of(sheets) == [
        WaveRow(id="one", name="One", count=3, reach=("system:a", "system:b"), owner="p-1"),
        WaveRow(id="two", name="Two", count=4, reach=("system:b",), owner="ruth"),
    ]
    enrolled = with_owners(sheets.rows, {"asha": "p-1", "ruth": "p-2"})
    assert [placed.row.owner for placed in enrolled if isinstance(placed.row, WaveRow)] == [
        "p-1",
        "p-2",
    ]


def test_a_sheet_without_a_column_keeps_what_another_sheet_brought() -> None:
    first = read("system,foundation\nx,yes\n", "id,name,hosting\nx,X,SaaS\n")
    known = Present({key_of(placed.row): placed.row for placed in first.rows})
    again = read("id,name,hosting\nx,X,SaaS\n")
    assert compare(known, batch_of(again)).is_empty


def test_a_loop_is_placed_at_the_row_that_closes_it() -> None:
    sheets = read("from,to,kind\nsystem:b,system:a,needs\ns,a,needs\na,b,needs\ns,b,uses\n")
    loop = find_loop(placed.row for placed in sheets.rows)
    problem = loop_problem(loop, sheets)
    assert (problem.file, problem.line) == ("sheet-1.csv", 4)
    assert "system:a -> system:b -> system:a" in problem.reason


def test_a_wave_that_closes_a_loop_is_its_place() -> None:
    edge = "from,to,kind\nsystem:a,wave:w,needs\n"
    sheets = read(edge, "id,name,count,reach,owner\nw,W,3,a,asha\n")
    problem = loop_problem(find_loop(placed.row for placed in sheets.rows), sheets)
    assert (problem.file, problem.line, problem.column) == ("sheet-2.csv", 2, "reach")
