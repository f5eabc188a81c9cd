"""What a person reads at the desk: numbers for ids, each line once, and a plain way on."""

import sqlite3
from contextlib import closing

import pytest
from rich.console import Console

from reinstate.cli.output import output
from reinstate.store.connect import DATABASE_NAME
from tests.cli.desk.running import Desk
from tests.journeys.bringing import make_ready


def found_on(desk: Desk, subject: str) -> str:
    """Return the number of a new finding on a subject."""
    desk.ok("finding", "add", subject, "--why", "web shell", "--as", "ben")
    return str(desk.json("finding", "list")["findings"][-1]["seq"])


def test_isolating_at_a_terminal_never_asks_who_acts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reinstate.cli.who._asked", lambda: pytest.fail("it asked"))
    desk.ok("isolate", "sys-ledger")
    found = found_on(desk, "sys-ledger")
    desk.ok("setback", "sys-ledger", "--finding", found)


def test_a_finding_is_put_right_by_the_name_of_its_newest_check(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger")
    words = ("finding", "remediated", found_on(desk, "sys-ledger"), "--as", "ben", "--check")
    early = desk.run(*words, "accounts", "--json")
    assert (early.code, early.json["code"]) == (2, "check-not-made")
    desk.ok("check", "record", "sys-ledger", "accounts", "--report", desk.report())
    slip = desk.run(*words, "acounts", "--json")
    assert (slip.code, slip.json["sentence"]) == (2, "No check is called 'acounts'.")
    assert "accounts" in slip.json["next"]
    desk.ok(*words, "accounts")
    assert desk.json("finding", "list")["findings"] == []


def test_the_gate_names_a_finding_by_its_entry(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger")
    number = found_on(desk, "sys-ledger")
    out = desk.ok("gate", "sys-ledger").out
    assert f"Finding #{number} is open." in out
    assert f"reinstate finding remediated {number} --check CHECK" in out


def test_a_second_person_signs_by_the_number_that_the_first_read(desk: Desk) -> None:
    number = found_on(desk, "sys-ledger")
    out = desk.ok("finding", "dismiss", number, "--why", "our agent", "--as", "ben").out
    proposal = out.split("reinstate sign ")[1].strip()
    assert proposal == str(desk.json("proposal", "list")["proposals"][0]["seq"])


def test_a_kind_that_the_register_lacks_is_told_as_such(desk: Desk) -> None:
    ran = desk.run("isolate", "--all", "--kind", "wagon")
    assert ran.code == 2
    assert "nothing of that kind" in ran.err


def test_a_changed_journal_is_told_by_the_status(desk: Desk) -> None:
    assert desk.json("status")["journal_whole"]
    assert "not what was written" not in desk.ok("status").out
    with closing(sqlite3.connect(desk.home / DATABASE_NAME)) as database:
        database.execute(
            "UPDATE journal_entry SET body = replace(body, 'clearer', 'trainer') WHERE seq ="
            " (SELECT min(seq) FROM journal_entry WHERE body LIKE '%clearer%')"
        )
        database.commit()
    assert not desk.json("status")["journal_whole"]
    assert "not what was written, from entry " in desk.ok("status").out


def test_who_may_not_clear_reads_no_text_to_sign(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "sys-registrars")
    make_ready(desk, "system:sys-registrars")
    ran = desk.run("clear", "sys-registrars", "--as", "dee")
    assert ran.code == 1
    assert "You say yes" not in ran.out + ran.err


def test_a_clearer_reads_what_is_missing_and_when_nothing_is(desk: Desk) -> None:
    desk.ok("user", "confirm", "ben", "--as", "fola")
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "sys-registrars")
    make_ready(desk, "system:sys-registrars")
    first = desk.ok("clear", "sys-registrars", "--as", "ben").out
    assert "It does not count yet: A second person must clear it" in first
    line = next(line for line in first.splitlines() if "facts: " in line)
    numbers = [int(one.strip(" #")) for one in line.split("facts: ")[1].split(",") if one.strip()]
    assert numbers == sorted(numbers)
    assert "Two clearances stand." in desk.ok("clear", "sys-registrars", "--as", "cai").out


def test_a_connected_subject_reads_what_keeps_it_connected_each_once(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("never-cut", "sys-telephony", "--why", "emergency calls")
    for _ in range(2):
        found_on(desk, "sys-telephony")
    out = desk.ok("gate", "sys-telephony").out
    assert "To stay connected" in out
    assert "Before it is connected" not in out
    for words in (("status",), ("incident", "show")):
        assert desk.ok(*words).out.count("must be isolated or cleared again") == 1


def test_before_the_home_began_nothing_was_known_and_the_future_is_not(desk: Desk) -> None:
    assert "this home began on" in desk.ok("status", "--as-of", "2020-01-01").out
    assert desk.json("status", "--as-of", "2020-01-01")["systems"] == []
    for words in (("status",), ("gate", "sys-ledger"), ("level", "show", "svc-rent")):
        ran = desk.run(*words, "--as-of", "2090-01-01", "--json")
        assert (ran.code, ran.json["code"]) == (2, "not-yet")


def test_clocks_and_decisions_read_in_the_time_of_the_council(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("incident", "next-update", "+1d")
    desk.ok("incident", "milestone", "all is off")
    out = desk.ok("incident", "show").out
    assert "UTC" not in out
    assert out.index("What happened, and what was decided") < out.index("all is off")


def test_no_count_is_parted_from_its_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "console", Console(width=72))
    assert "\n         Not yet checked 0\n" in desk.ok("status").out


def test_a_service_is_shown_the_way_to_its_levels(desk: Desk) -> None:
    ran = desk.run("gate", "svc-rent")
    assert ran.code == 2
    assert "That is a service: reinstate level show svc-rent" in ran.err


def test_status_lists_every_service_when_asked(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "--all")
    assert "more: reinstate status --all" in desk.ok("status").out
    assert " more: " not in desk.ok("status", "--all").out


def test_one_service_that_stops_is_told_as_one(desk: Desk) -> None:
    found: list[str] = []
    for system in desk.json("status")["systems"]:
        err = desk.run("isolate", system["id"]).err
        found += [err] if "stops 1 service for" in err else []
        if found:
            break
    assert found
    assert "1 services" not in found[0]
