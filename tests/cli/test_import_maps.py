"""Lists of other shapes: guessed, written down, corrected, confirmed; and maps that come along."""

from pathlib import Path

import pytest

from tests.cli.answers import Home

LIST = (
    "Asset;System name;Where hosted;Remarks\n"
    "TH 001;Rent accounts;Data centre;=A1\n"
    "TH 002;Care records;Azure;\n"
)


def a_list(home: Home) -> str:
    """Return a list of another shape than ours."""
    return home.file("list.csv", LIST)


def test_an_unknown_list_is_guessed_and_nothing_is_taken(home: Home) -> None:
    size = home.size()
    answer = home.answer("import", a_list(home), "--yes", code=1)
    (guess,) = answer["guesses"]
    assert guess["kind"] == "systems"
    assert {each["theirs"]: each["ours"] for each in guess["matches"]} == {
        "Asset": "id",
        "System name": "name",
        "Where hosted": "hosting",
    }
    assert [each["theirs"] for each in guess["left_over"]] == ["Remarks"]
    assert not answer["is_done"]
    assert home.size() == size
    ran = home.run("import", a_list(home))
    assert ran.code == 1
    assert "a guess at what its columns mean" in ran.out
    assert "A guess is never taken: write it down with --save-map FILE" in ran.out


def test_nothing_in_a_sheet_commands_the_terminal(home: Home) -> None:
    sheet = home.file(
        "a.csv", "\x1b[2JTitle\n\nSystem\x1b[2J,Where hosted,\u202ealive\nx,y,\x1b[1m\n"
    )
    ran = home.run("import", sheet)
    assert "Title" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)


def test_a_map_file_holds_no_cells_of_people(home: Home) -> None:
    sheet = home.file("a.csv", "System name,Where hosted,Contact\nRent,SaaS,Zelda Quill\n")
    place = home.place("ours.toml")
    ran = home.run("import", sheet, "--save-map", place)
    assert "Zelda Quill" in ran.out
    assert "Zelda Quill" not in Path(place).read_text()


def test_a_guess_is_written_corrected_and_confirmed(home: Home) -> None:
    place = home.place("ours.toml")
    answer = home.answer("import", a_list(home), "--save-map", place, code=1)
    assert answer["saved"] == [place]
    path = Path(place)
    path.write_text(
        path.read_text()
        .replace('"Data centre" = ""', '"Data centre" = "on-premises"')
        .replace('"Azure" = ""', '"Azure" = "SaaS"')
    )
    shown = home.answer("import", a_list(home), "--map", place)
    assert [each["id"] for each in shown["added"]] == ["th-001", "th-002"]
    assert not shown["is_done"]
    assert home.answer("import", a_list(home), "--map", place, "--yes")["entries"] == 2
    again = home.answer("import", a_list(home), "--map", place, "--yes")
    assert (again["entries"], again["unchanged"]) == (0, 2)


def test_a_map_file_that_somebody_corrected_is_never_written_over(home: Home) -> None:
    place = home.file("ours.toml", "# corrected")
    assert home.misused("import", a_list(home), "--save-map", place) == "map-there"
    assert Path(place).read_text() == "# corrected"


def test_two_guesses_are_two_files(home: Home) -> None:
    other = home.file("other.csv", "Service,Audience,Volume\nBins,resident,9\n")
    answer = home.answer(
        "import", a_list(home), other, "--save-map", home.place("ours.toml"), code=1
    )
    assert [Path(each).name for each in answer["saved"]] == ["ours.toml", "ours-2.toml"]
    assert 'makes = "services"' in Path(answer["saved"][1]).read_text()


def test_a_copy_of_a_map_that_comes_along_is_written_to_be_corrected(home: Home) -> None:
    sheet = home.file("vm.csv", "Name,Status,Cluster,vCPUs\napp-1,Active,A,2\n")
    place = home.place("ours.toml")
    answer = home.answer("import", sheet, "--map", "netbox-virtual-machines", "--save-map", place)
    assert answer["saved"] == [place]
    Path(place).write_text(Path(place).read_text().replace('"on-premises"', '"hosted"'))
    assert home.answer("import", sheet, "--map", place, "--yes")["entries"] == 1


def test_where_a_map_that_comes_along_fits_its_copy_is_written(home: Home) -> None:
    sheet = home.file("vm.csv", "Name,Status,Cluster,vCPUs\napp-1,Active,A,2\n")
    place = home.place("ours.toml")
    home.answer("import", sheet, "--save-map", place, code=1)
    assert "NetBox" in Path(place).read_text()
    assert home.answer("import", sheet, "--map", place, "--yes")["entries"] == 1


def test_a_map_that_fits_is_named_as_the_way_on(home: Home) -> None:
    sheet = home.file("vm.csv", "Name,Status,Cluster,vCPUs\napp-1,Active,A,2\n")
    ran = home.run("import", sheet)
    assert "its columns are those of the map netbox-virtual-machines" in ran.out
    assert "Repeat with --map netbox-virtual-machines, and with --save-map FILE" in ran.out
    assert ran.code == 1


@pytest.mark.parametrize(
    ("text", "code"), [(None, "map-unreadable"), ('makes = "dogs"\n', "map-wrong")]
)
def test_a_map_that_cannot_be_used_is_refused_with_the_way_on(
    home: Home, text: str | None, code: str
) -> None:
    place = home.file("m.toml", text) if text else home.place("nowhere.toml")
    answer = home.answer("import", a_list(home), "--map", place, code=2)
    assert answer["code"] == code
    assert "docs/imports.md" in answer["next"] or "netbox-devices" in answer["next"]


def test_with_nothing_to_guess_no_map_is_written(home: Home) -> None:
    sheet = home.file("teams.csv", "id,name,kind,crews\nteam-a,A,technical,2\n")
    place = home.place("ours.toml")
    assert home.misused("import", sheet, "--save-map", place) == "nothing-to-save"
    assert not Path(place).exists()
