"""Importing sheets: shown first, taken whole, refused with the place of every problem."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.answers import Home
from tests.engines.imports.books import an_xlsx

TEAMS = (
    "id,name,kind,people,crews\n"
    "team-net,Networks,technical,6,2\n"
    "team-tax,Revenues,department,20,0\n"
)
SYSTEMS = (
    "id,name,kind,hosting,owner_team\n"
    "sys-net,Core network,network,on-premises,team-net\n"
    "sys-tax,Council tax,application,on-premises,team-net\n"
    "sys-web,Website,application,SaaS,team-net\n"
)
SERVICES = (
    "id,name,audience,owner_team,criticality\nsvc-tax,Council tax billing,resident,team-tax,high\n"
)
DEPENDENCIES = "from,to,kind\nsvc-tax,sys-tax,needs\nsys-tax,sys-net,needs\n"
PEOPLE = (
    "handle,name,organisation,roles\n"
    "dee,Dee Okafor,,auditor\n"
    "eli,Eli Strand,,service-owner@service:svc-tax;external-adviser until 2030-12-31\n"
)


@pytest.fixture
def sheets(home: Home) -> Path:
    """Return a folder of sheets that are right."""
    folder = home.files / "sheets"
    folder.mkdir()
    every = {
        "teams": TEAMS,
        "systems": SYSTEMS,
        "services": SERVICES,
        "dependencies": DEPENDENCIES,
        "people": PEOPLE,
    }
    for name, text in every.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def change(sheets: Path, name: str, old: str, new: str) -> None:
    """Replace words in one sheet."""
    path = sheets / f"{name}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """Return the ids of rows."""
    return [each["id"] for each in rows]


def test_sheets_are_shown_and_not_taken_unless_somebody_says_yes(home: Home, sheets: Path) -> None:
    size = home.size()
    answer = home.answer("import", str(sheets))
    assert not answer["is_done"]
    kinds = [each["kind"] for each in answer["added"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "team": 2,
        "service": 1,
        "system": 3,
        "edge": 2,
    }
    assert [each["handle"] for each in answer["people"]] == ["dee", "eli"]
    assert home.size() == size


def test_sheets_are_taken_as_one_command(home: Home, sheets: Path) -> None:
    size = home.size()
    answer = home.answer("import", str(sheets), "--yes")
    assert answer["is_done"]
    assert home.size() == size + answer["entries"] == size + 8 + 2 + 3
    entries = home.answer("journal", "show", "--after", str(size))["entries"]
    assert len({each["command_id"] for each in entries}) == 1
    assert {each["via"]["surface"] for each in entries} == {"import"}


def test_the_same_sheets_twice_change_nothing(home: Home, sheets: Path) -> None:
    home.ok("import", str(sheets), "--yes")
    size = home.size()
    answer = home.answer("import", str(sheets), "--yes")
    assert (answer["entries"], answer["unchanged"], answer["people"]) == (0, 8, [])
    assert home.size() == size


def test_what_changes_is_shown_with_its_old_and_new_value(home: Home, sheets: Path) -> None:
    home.ok("import", str(sheets), "--yes")
    change(sheets, "services", "high", "critical")
    answer = home.answer("import", str(sheets))
    assert answer["changed"] == [
        {
            "kind": "service",
            "id": "svc-tax",
            "name": "Council tax billing",
            "fields": [{"field": "criticality", "old": "high", "new": "critical"}],
        }
    ]
    said = home.ok("import", str(sheets)).out
    assert all(word in said for word in ("criticality", "high", "critical", "--yes"))


def test_nothing_goes_unless_its_kind_is_replaced(home: Home, sheets: Path) -> None:
    home.ok("import", str(sheets), "--yes")
    change(sheets, "systems", "sys-web,Website,application,SaaS,team-net\n", "")
    assert home.answer("import", str(sheets))["gone"] == []
    answer = home.answer("import", str(sheets), "--yes", "--replace", "systems")
    assert ids(answer["gone"]) == ["sys-web"]
    entry = home.answer("journal", "show", "--limit", "1")["entries"][0]
    assert entry["event"]["tag"] == "row-gone/1"


def test_what_others_still_need_does_not_go(home: Home, sheets: Path) -> None:
    home.ok("import", str(sheets), "--yes")
    (sheets / "dependencies.csv").unlink()
    change(sheets, "systems", "sys-tax,Council tax,application,on-premises,team-net\n", "")
    words = ("import", str(sheets), "--replace", "system")
    answer = home.answer(*words, code=1)
    assert {each["code"] for each in answer["blockers"]} == {"left-hanging"}
    assert home.refused(*words, "--yes") == ["left-hanging", "left-hanging"]


@pytest.mark.parametrize("crews", ["=2", "2,3"])
def test_a_row_that_is_bad_is_not_a_row_that_is_gone(home: Home, crews: str) -> None:
    head = "id,name,kind,crews\na,A,technical,1\n"
    home.ok("import", home.file("teams.csv", f"{head}b,B,technical,2\n"), "--yes")
    sheet = home.file("teams.csv", f"{head}b,B,technical,{crews}\n")
    words = ("import", sheet, "--quarantine", "--replace", "teams")
    size = home.size()
    assert home.refused(*words) == home.refused(*words, "--yes") == ["not-whole"]
    assert home.size() == size
    home.answer("import", sheet, "--quarantine", "--yes", code=4)


def test_only_a_kind_whose_sheet_is_there_is_replaced(home: Home, sheets: Path) -> None:
    assert home.misused("import", str(sheets), "--replace", "wave") == "replace-unbrought"
    assert home.misused("import", str(sheets), "--replace", "dogs") == "kind-unknown"


def test_every_problem_is_told_with_file_line_and_column(home: Home, sheets: Path) -> None:
    size = home.size()
    change(sheets, "systems", "SaaS", "cloudy")
    change(sheets, "services", "high", "hihg")
    answer = home.answer("import", str(sheets), "--yes", code=1)
    places = [(Path(p["file"]).name, p["line"], p["column"]) for p in answer["problems"]]
    assert {("services.csv", 2, "criticality"), ("systems.csv", 4, "hosting")} <= set(places)
    assert all(problem["reason"] for problem in answer["problems"])
    assert not answer["is_done"]
    assert home.size() == size


def test_in_quarantine_the_good_rows_are_taken_and_the_rest_is_listed(
    home: Home, sheets: Path
) -> None:
    change(sheets, "systems", "SaaS", "cloudy")
    answer = home.answer("import", str(sheets), "--quarantine", "--yes", code=4)
    assert answer["is_done"]
    assert "sys-web" not in ids(answer["added"])
    assert "sys-tax" in ids(answer["added"])
    assert len(answer["problems"]) == 1
    assert home.run("import", str(sheets), "--quarantine").code == 4


def test_a_loop_of_needs_is_printed_as_the_loop(home: Home, sheets: Path) -> None:
    change(sheets, "dependencies", "sys-tax,sys-net", "sys-net,sys-tax,needs\nsys-tax,sys-net")
    answer = home.answer("import", str(sheets), "--yes", code=1)
    problem = answer["problems"][0]
    assert "system:sys-net -> system:sys-tax -> system:sys-net" in problem["reason"]
    assert (Path(problem["file"]).name, problem["line"]) == ("dependencies.csv", 4)


def test_in_quarantine_the_row_that_closes_a_loop_is_left_out(home: Home, sheets: Path) -> None:
    change(sheets, "dependencies", "sys-tax,sys-net", "sys-net,sys-tax,needs\nsys-tax,sys-net")
    answer = home.answer("import", str(sheets), "--yes", "--quarantine", code=4)
    edges = [each["id"] for each in answer["added"] if each["kind"] == "edge"]
    assert len(edges) == 2


def test_people_already_here_are_known_by_their_handle(home: Home, sheets: Path) -> None:
    change(sheets, "people", "dee,Dee Okafor,,auditor", "ben,Benjamin Hughes,,auditor;clearer")
    answer = home.answer("import", str(sheets), "--yes")
    ben = next(each for each in answer["people"] if each["handle"] == "ben")
    assert (ben["is_new"], ben["old_name"]) == (False, "Ben Hughes")
    assert [role["role"] for role in ben["roles"]] == ["auditor"]
    people = {each["handle"]: each for each in home.answer("user", "list")["people"]}
    assert people["ben"]["name"] == "Benjamin Hughes"


def test_nobody_comes_back_by_a_sheet_after_leaving(home: Home, sheets: Path) -> None:
    home.ok("user", "leave", "ben")
    change(sheets, "people", "dee,Dee Okafor", "ben,Ben Hughes")
    answer = home.answer("import", str(sheets), "--yes", code=1)
    assert "has left" in answer["problems"][0]["reason"]


def test_a_wave_is_owned_by_somebody_of_the_same_import(home: Home, sheets: Path) -> None:
    (sheets / "waves.csv").write_text("id,name,count,reach,owner\nwave-a,Staff,40,sys-web,dee\n")
    home.ok("import", str(sheets), "--yes")
    people = {each["handle"]: each["id"] for each in home.answer("user", "list")["people"]}
    entries = home.answer("journal", "show", "--after", "0")["entries"]
    rows = [each["event"].get("row", {}) for each in entries]
    assert [row["owner"] for row in rows if row.get("id") == "wave-a"] == [people["dee"]]
    assert home.answer("import", str(sheets), "--yes")["entries"] == 0


def test_only_who_keeps_people_calls_somebody_anew(home: Home) -> None:
    home.ok("user", "grant", "ben", "recovery-manager")
    sheet = home.file("people.csv", "handle,name,roles\ncai,Asha Rahman,\n")
    assert home.refused("import", sheet, "--yes", "--as", "ben") == ["role"]
    assert "Cai Morgan" in home.ok("user", "list").out
    home.ok("import", sheet, "--yes")
    assert "Cai Morgan" not in home.ok("user", "list").out


def test_who_may_not_enrol_imports_no_people(home: Home, sheets: Path) -> None:
    home.ok("user", "grant", "ben", "recovery-manager")
    size = home.size()
    assert home.refused("import", str(sheets), "--yes", "--as", "ben") == ["role"]
    assert home.size() == size


@pytest.mark.parametrize("place", ["nowhere.csv", "empty"])
def test_where_no_sheet_is_nothing_is_imported(home: Home, place: str) -> None:
    (home.files / "empty").mkdir()
    assert home.misused("import", home.place(place)) in {"file-unreadable", "no-sheets"}


def test_a_file_that_is_no_sheet_is_one_problem(home: Home) -> None:
    answer = home.answer("import", home.file("notes.csv", "Dear all,\n"), code=1)
    assert [each["line"] for each in answer["problems"]] == [1]


def test_an_option_is_never_taken_as_the_kind_to_replace(home: Home, sheets: Path) -> None:
    answer = home.answer("import", str(sheets), "--replace", "--yes", code=2)
    assert answer["code"] == "kind-unknown"
    assert "dependencies" in answer["next"]


def test_a_preview_that_would_be_refused_says_so(home: Home, sheets: Path) -> None:
    home.ok("import", str(sheets), "--yes")
    (sheets / "dependencies.csv").unlink()
    change(sheets, "systems", "sys-tax,Council tax,application,on-premises,team-net\n", "")
    ran = home.run("import", str(sheets), "--replace", "system")
    assert ran.code == 1
    assert "This would be refused: " in ran.out
    assert "repeat it" not in ran.out


def test_one_problem_alone_is_mended_and_not_offered_for_quarantine(home: Home) -> None:
    sheet = home.file("teams.csv", "id,name,kind,people,crews\nteam-a,A,technical,many,2\n")
    said = home.run("import", sheet).out
    assert "Mend it." in said
    assert "--quarantine" not in said


def test_a_folder_gives_every_sheet_and_nothing_that_an_open_program_left(home: Home) -> None:
    folder = home.files / "mixed"
    folder.mkdir()
    (folder / "teams.tsv").write_text(TEAMS.replace(",", "\t"))
    (folder / "systems.xlsx").write_bytes(
        an_xlsx(Systems=[line.split(",") for line in SYSTEMS.splitlines()])
    )
    (folder / "~$systems.xlsx").write_bytes(b"x")
    (folder / "notes.md").write_text("# Notes")
    answer = home.answer("import", str(folder))
    assert [each["kind"] for each in answer["added"]].count("system") == 3
    assert answer["remarks"] == [
        {
            "file": str(folder / "teams.tsv"),
            "sentence": "Columns are separated by tabs, not by commas.",
        }
    ]


def test_only_the_named_sheets_of_a_workbook_are_taken(home: Home) -> None:
    path = home.files / "book.xlsx"
    rows = [line.split(",") for line in TEAMS.splitlines()]
    path.write_bytes(an_xlsx(Teams=rows, Notes=[["Dear all"]]))
    assert home.answer("import", str(path), "--sheet", "Teams", "--yes")["entries"] == 2


def test_what_a_workbook_assumed_is_told_before_what_it_changes(home: Home) -> None:
    path = home.files / "book.xlsx"
    rows = [["Teams of the council"], [], *(line.split(",") for line in TEAMS.splitlines())]
    path.write_bytes(an_xlsx(Teams=rows, Old=[["x"]], hidden=("Old",)))
    said = home.ok("import", str(path)).out
    assert "Hidden sheets are not read: Old." in said
    assert "book.xlsx [Teams]: Row 1 is above the header and not read" in said


def test_everyday_words_and_the_need_of_a_service_are_taken(home: Home, sheets: Path) -> None:
    (sheets / "service-facts.csv").write_text(
        "service,threat_to_life,also_called,need\nsvc-tax,no,rates;poll tax,Pay what I owe\n"
    )
    home.ok("import", str(sheets), "--yes")
    entries = home.answer("journal", "show", "--after", "0")["entries"]
    rows = [each["event"].get("row", {}) for each in entries]
    (row,) = [row for row in rows if row.get("id") == "svc-tax"]
    assert (row["also_called"], row["need"]) == (["rates", "poll tax"], "Pay what I owe")
