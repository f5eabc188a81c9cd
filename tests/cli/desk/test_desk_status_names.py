"""`status` for people: which systems, not only how many; what waits for one person; 80 columns."""

import pytest

from reinstate.cli.status_shown import NAMES_MAX, WAITING_MAX
from tests.cli.desk.running import Desk

WIDTH = 80
MORE = "more: reinstate status --all"


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give everybody a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", str(WIDTH))


def said(desk: Desk, *words: str) -> str:
    """Return what `status` says, its lines joined."""
    return " ".join(desk.ok("status", *words).out.split())


def names(desk: Desk, zone: str) -> list[str]:
    """Return the names of the systems in a zone, as JSON has them."""
    return sorted(one["name"] for one in desk.json("status")["systems"] if one["zone"] == zone)


def test_what_nobody_knows_about_is_named_the_first_few_first(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    first = said(desk).partition(" Unknown ")[2].partition(MORE)[0]
    assert len(first.split(", and ")[0].split(", ")) == NAMES_MAX
    whole = said(desk, "--all")
    assert [name for name in names(desk, "unknown") if name not in whole] == []
    assert MORE not in whole


def test_what_is_isolated_is_named(desk: Desk) -> None:
    assert "Isolated" not in said(desk)
    desk.ok("isolate", "sys-registrars", "sys-ledger")
    first, second = names(desk, "isolated")
    assert f"Isolated {first}, {second}" in said(desk)


def test_what_waits_for_one_person_is_told_to_who_asks(desk: Desk) -> None:
    assert "Waits for" not in said(desk)
    assert "waiting" not in desk.json("status")
    desk.ok("incident", "declare", "--why", "files encrypted")
    found = desk.json("status", "--as", "asha")["waiting"]
    words = said(desk, "--as", "asha")
    assert "Waits for Asha Rahman" in words
    assert found[0]["sentence"] in words
    assert all(one["sentence"] in said(desk, "--as", "asha", "--all") for one in found)
    assert (len(found) > WAITING_MAX) == (MORE in words.partition("Waits for")[2])


def test_who_has_nothing_to_do_reads_that(desk: Desk) -> None:
    desk.ok("user", "add", "Zed Quill", "--role", "auditor")
    assert "Nothing waits for Zed Quill." in said(desk, "--as", "zed")


def test_nobody_of_a_name_is_told_with_the_nearest(desk: Desk) -> None:
    assert desk.run("status", "--as", "ashe").code == 2


def test_it_fits_eighty_columns(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "--all", "--yes")
    for words in ((), ("--all",), ("--as", "asha")):
        wide = [line for line in desk.ok("status", *words).out.splitlines() if len(line) > WIDTH]
        assert wide == []
