"""A guess is shown and written down, and never applied."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.engines.imports.column_map import BadMap, read_map
from reinstate.engines.imports.map_file import map_of
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Guess
from tests.engines.imports.taken import systems_of

LIST = (
    "Asset No.,System name,Hosted where,Live?,OS,End of support\n"
    "TH 001,Rent accounts,SaaS,yes,Debian 12,31/12/2027\n"
    "TH 002,Care records,on-premises,yes,,01/02/2028\n"
)


def the_guess(sheet: str) -> Guess:
    """Return the guess at a sheet."""
    (guess,) = read_sheets([("list.csv", sheet.encode())]).guesses
    return guess


def test_a_guess_says_what_each_column_may_be_and_why() -> None:
    guess = the_guess(LIST)
    assert guess.kind == "systems"
    assert {(each.theirs, each.ours, each.why) for each in guess.matches} == {
        ("Asset No.", "id", "known name"),
        ("System name", "name", "known name"),
        ("Hosted where", "hosting", "its cells"),
        ("OS", "operating_system", "known name"),
        ("End of support", "support_ends", "known name"),
    }
    assert [(each.theirs, each.example) for each in guess.left_over] == [("Live?", "yes")]
    assert guess.missing == ()


def test_nothing_is_ever_taken_by_a_guess() -> None:
    sheets = read_sheets([("list.csv", LIST.encode())])
    assert (sheets.rows, len(sheets.problems), len(sheets.guesses)) == ((), 1, 1)


def test_what_no_column_looks_like_is_missing() -> None:
    guess = the_guess("System name,OS\nRent,Debian\nCare,Windows\n")
    assert set(guess.missing) == {"id", "hosting"}


@pytest.mark.parametrize(
    ("sheet", "kind"),
    [
        ("Service,Audience,People affected,Statutory\nBins,resident,9,yes\n", "services"),
        ("Parent,Child,Relationship\nrent,sys-a,needs\nbins,sys-b,uses\n", "dependencies"),
        ("Username,Full name,Roles\nasha,Asha,auditor\n", "people"),
        ("Site,System,Where\nHall,Rent,Azure\nHall,Care,Cloud\n", "systems"),
        ("Team,Kind,Crews,Members\nNetworks,technical,2,6\n", "teams"),
    ],
)
def test_the_kind_of_sheet_is_guessed_from_its_columns(sheet: str, kind: str) -> None:
    assert the_guess(sheet).kind == kind


def test_a_header_that_says_nothing_is_not_guessed() -> None:
    assert read_sheets([("a.csv", b"alpha,beta\n1,2\n")]).guesses == ()


def test_a_written_guess_is_a_map_that_reads_the_sheet() -> None:
    written = map_of(the_guess(LIST))
    map_ = read_map("ours.toml", written.encode())
    sheets = read_sheets([("list.csv", LIST.encode())], wanted=Wanted((map_,)))
    assert sheets.problems == ()
    assert [placed.row.id for placed in sheets.rows] == ["th-001", "th-002"]
    assert [row.support_ends for row in systems_of(sheets)] == ["2027-12-31", "2028-02-01"]


def test_values_that_are_not_ours_are_listed_to_be_translated() -> None:
    sheet = LIST.replace("SaaS", "Azure").replace("Hosted where", "Hosting")
    written = map_of(the_guess(sheet))
    assert '"Azure" = ""' in written
    map_ = read_map("ours.toml", written.replace('"Azure" = ""', '"Azure" = "hosted"').encode())
    assert read_sheets([("l.csv", sheet.encode())], wanted=Wanted((map_,))).problems == ()


def test_a_guess_that_lacks_what_we_need_is_refused_until_it_is_filled_in() -> None:
    written = map_of(the_guess("System name,OS\nRent,Debian\nCare,Windows\n"))
    with pytest.raises(BadMap, match="systems need these columns too: hosting"):
        read_map("ours.toml", written.encode())
    filled = written.replace("# [columns.hosting]\n# always", "[columns.hosting]\nalways")
    assert read_map("ours.toml", filled.encode()).needed == ("System name", "OS")


def test_days_and_months_that_nothing_tells_apart_are_asked_about() -> None:
    written = map_of(the_guess(LIST.replace("31/12/2027", "03/12/2027")))
    assert "Nothing in the sheet tells days from months" in written


CELLS = st.text(max_size=12)


@given(st.lists(CELLS, min_size=3, max_size=5, unique=True), st.lists(CELLS, max_size=4))
def test_any_guess_is_written_as_toml(headings: list[str], cells: list[str]) -> None:
    lines = ["\t".join(("name", *headings))] + ["\t".join([cell] * 4) for cell in cells]
    data = "\n".join(lines).encode("utf-8", "replace")
    for guess in read_sheets([("a.csv", data)]).guesses:
        assert tomllib.loads(map_of(guess))["makes"] == guess.kind
