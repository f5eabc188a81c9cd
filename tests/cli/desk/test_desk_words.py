"""What the program says to people: allowed words, names, numbers to type; nothing cut off."""

import pytest

from tests.cli.desk.running import Desk

WIDTH = 80


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("seen", "sys-ledger", "--state", "cutt"),
            "--state cannot be 'cutt': it is cut, live or unclear. Did you mean cut?",
        ),
        (
            ("route", "sys-ledger", "away"),
            "ROUTE cannot be 'away': it is keep, restore, rebuild, replace or retire.",
        ),
        (
            ("promise", "end", "12", "we're late"),
            'HOW cannot be "we\'re late": it is kept, broken, replaced or withdrawn.',
        ),
    ],
)
def test_a_word_that_is_not_allowed_is_answered_with_those_that_are(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    ran = desk.run(*words, "--json")
    assert (ran.code, ran.json["code"], ran.json["sentence"]) == (2, "usage", said)


def test_a_number_that_is_none_is_told_so(desk: Desk) -> None:
    ran = desk.run("journal", "show", "--limit", "many", "--json")
    assert (ran.code, ran.json["sentence"]) == (2, "--limit has to be a whole number.")


def test_a_list_of_people_is_wrapped_and_never_cut(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    name = "Wilhelmina Rosalind Featherstone of Thornmere"
    scope = "organisation:org-thornmere-homes"
    desk.ok("user", "add", name, "--role", f"service-owner@{scope}", "--handle", "wilhelmina")
    said = desk.ok("user", "list").out
    assert [line for line in said.splitlines() if len(line) > WIDTH] == []
    assert "…" not in said
    assert [part for part in (*name.split(), "org-thornmere") if part not in said] == []


def test_the_harm_of_one_system_names_its_services(desk: Desk) -> None:
    said = desk.ok("isolate", "sys-registrars").err
    assert "Death registration" in said


def test_a_draft_is_answered_with_the_number_to_type(desk: Desk) -> None:
    drafted = desk.ok("notice", "draft", "--title", "Rent", "--text", "Set it aside.")
    seq = desk.json("notice", "list")["notices"][0]["seq"]
    assert f"Drafted: #{seq}. " in drafted.out
    assert f"reinstate notice show {seq}\n" in drafted.out
    desk.ok("notice", "approve", str(seq), "--as", "gwen")
