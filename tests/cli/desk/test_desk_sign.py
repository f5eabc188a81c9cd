"""Clearing and second signatures by command line: what is read is what is signed."""

import io

import pytest

from tests.cli.desk.running import Desk
from tests.journeys.bringing import lift, make_ready

LINKS = ("link-internet", "link-internet-public")


def prepared(desk: Desk, *links: str) -> None:
    """Isolate these links and lift all but needs, the owner's yes and the clearances."""
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", *LINKS, "--yes")
    for link in links:
        for blocker in desk.blockers(link):
            if blocker["code"] in ("attestation", "credentials-reset"):
                lift(desk, blocker["need"])


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what a person at a terminal types."""
    keyboard = io.StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keyboard)
    return keyboard


def test_a_clearer_sees_the_text_and_signs_its_digest(desk: Desk) -> None:
    prepared(desk, "link-internet")
    ran = desk.run("clear", "link-internet", "--as", "ben", "--json")
    (text,) = ran.json["texts"]
    assert ran.json["digest"] == text["digest"]
    assert text["text"]["subject"] == "link:link-internet"
    assert text["digest"] in ran.err
    assert [entry["tag"] for entry in ran.json["entries"]] == ["clearance-given/1"]


def test_of_a_list_what_is_blocked_drops_out_with_its_reasons(desk: Desk) -> None:
    prepared(desk, "link-internet")
    answer = desk.json("clear", *LINKS, "--as", "ben")
    assert [one["text"]["subject"] for one in answer["texts"]] == ["link:link-internet"]
    (dropped,) = answer["dropped"]
    assert dropped["subject"] == "link:link-internet-public"
    assert "attestation" in {blocker["code"] for blocker in dropped["blockers"]}


def test_a_list_is_signed_at_once(desk: Desk) -> None:
    prepared(desk, *LINKS)
    answer = desk.json("clear", *LINKS, "--as", "ben")
    assert [entry["tag"] for entry in answer["entries"]] == ["clearance-given/1"] * 2
    assert answer["digest"] not in [text["digest"] for text in answer["texts"]]


def test_who_says_no_at_the_terminal_has_signed_nothing(desk: Desk, typed: io.StringIO) -> None:
    prepared(desk, "link-internet")
    typed.write("n\n")
    typed.seek(0)
    assert desk.run("clear", "link-internet", "--as", "ben").code == 1
    assert "two-clearances" in {blocker["code"] for blocker in desk.blockers("link-internet")}


def test_who_says_no_at_the_terminal_has_isolated_nothing(desk: Desk, typed: io.StringIO) -> None:
    typed.write("n\n")
    typed.seek(0)
    assert desk.run("isolate", "--all").code == 1
    assert desk.json("status")["zones"]["isolated"] == 0


def test_a_fact_between_reading_and_signing_stops_the_signature(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(desk, "link-internet")

    def meanwhile(*_: object, **__: object) -> bool:
        lift(desk, "reinstate credentials link-internet --by PERSON --recovery-accounts-checked")
        return True

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", meanwhile)
    ran = desk.run("clear", "link-internet", "--as", "ben")
    assert ran.code == 1
    assert "text has changed since it was read" in ran.err


def test_gaps_take_the_forensic_lead_and_the_risk_owner(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "sys-registrars")
    make_ready(desk, "system:sys-registrars")
    report = desk.report("none_incomplete", gaps=["old archive"])
    desk.ok("check", "record", "sys-registrars", "accounts", "--report", report)
    (gap, _) = [
        b for b in desk.blockers("sys-registrars") if b["code"] in ("checks", "two-clearances")
    ]
    proposed = desk.json(*_words(gap["need"]), "--as", "ben")
    waiting = desk.json("proposal", "list")["proposals"]
    assert [one["id"] for one in waiting] == [proposed["id"]]
    assert desk.run("sign", proposed["id"], "--as", "cai").code == 1
    desk.ok("sign", str(waiting[0]["seq"]), "--as", "kasia")
    assert "checks" not in {blocker["code"] for blocker in desk.blockers("sys-registrars")}
    assert "accepted gap: old archive" in desk.ok("gate", "sys-registrars").out


def _words(need: str) -> list[str]:
    return [word.replace("TEXT", "copied by hand") for word in need.split()[1:]]


def test_a_proposal_may_be_dropped(desk: Desk) -> None:
    found = desk.json("finding", "add", "sys-ledger", "--why", "web shell", "--as", "ben")
    proposed = desk.json("finding", "dismiss", found["id"], "--why", "agent", "--as", "ben")
    desk.ok("proposal", "drop", proposed["id"], "--as", "ben")
    assert desk.json("proposal", "list")["proposals"] == []
    assert desk.json("finding", "list")["findings"][0]["state"] == "open"


def test_support_and_missing_needs_are_accepted_one_at_a_time(desk: Desk) -> None:
    ran = desk.run("accept", "sys-ledger", "--unsupported", "--gaps", "c1.0", "--json")
    assert (ran.code, ran.json["code"]) == (2, "one-at-a-time")
    ran = desk.run("accept", "sys-ledger", "--unsupported", "--json")
    assert (ran.code, ran.json["code"]) == (2, "option-missing")
