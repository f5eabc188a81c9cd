"""Status, the grab bag, the incident's clocks, and watches by command line."""

from pathlib import Path

from tests.cli.desk.running import Desk
from tests.journeys.bringing import bring_back


def test_r28_the_grab_bag_holds_plan_contacts_and_open_blockers(desk: Desk, tmp_path: Path) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "--all")
    place = tmp_path / "grab-bag.txt"
    desk.ok("status", "--print", str(place))
    text = place.read_text(encoding="utf-8")
    for part in ("PLAN", "CONTACTS", "OPEN BLOCKERS", "Asha Rahman", "Child protection"):
        assert part in text
    assert text.index("(system:sys-core-network") < text.index("(system:sys-firewalls")
    assert "No route is chosen" in text
    assert "PRACTICE HOME" in text


def test_a_grab_bag_that_cannot_be_written_is_told(desk: Desk) -> None:
    ran = desk.run("status", "--print", "/nowhere/bag.txt", "--json")
    assert (ran.code, ran.json["code"]) == (3, "print-failed")


def test_last_week_reads_as_it_was_known_then(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.clock("2026-11-23T09:00:00+00:00")
    desk.ok("isolate", "--all")
    then = desk.json("status", "--as-of", "2026-11-17")
    assert (then["zones"]["isolated"], then["phase"]) == (0, "contain")
    assert desk.json("gate", "sys-ledger", "--as-of", "-2d")["zone"] == "unknown"
    assert desk.json("gate", "sys-ledger")["zone"] == "isolated"


def test_the_72_hours_of_a_controller_run_and_stop(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("incident", "aware", "org-thornmere", "--earliest", "-1h")
    (clock,) = desk.json("incident", "show")["clocks"]
    assert (clock["code"], clock["due_at"]) == ("authority", "2026-11-19T08:00:00Z")
    desk.ok("incident", "told", "org-thornmere", "--at", "now", "--as", "jamal")
    assert desk.json("incident", "show")["clocks"][0]["is_met"]


def test_a_phase_is_held_by_its_conditions_and_a_person_may_judge_one(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    held = desk.run("incident", "phase", "investigate", "--json")
    assert {b["code"] for b in held.json["blockers"]} == {"zones-known", "authority-told"}
    desk.ok("isolate", "--all")
    desk.ok("incident", "condition", "authority-told", "--why", "no personal data is hit")
    desk.ok("incident", "phase", "investigate")
    assert desk.json("status")["phase"] == "investigate"


def test_a_decision_keeps_its_options_and_the_first_is_number_one(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    options = ("--option", "send", "--option", "hold", "--choice", "2", "--why", "unchecked")
    desk.ok("incident", "decision", "Bills", *options)
    (told,) = desk.json("incident", "show")["story"]
    assert told["text"] == "Bills - hold - unchecked"
    options = ("--option", "send", "--option", "hold", "--choice", "0", "--why", "unchecked")
    assert desk.run("incident", "decision", "Bills", *options).code == 1


def test_the_end_of_an_incident_names_everything_that_is_left(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    refused = desk.run("incident", "close", "--report", desk.file("report.pdf"), "--json")
    codes = {blocker["code"] for blocker in refused.json["blockers"]}
    assert {"not-in-learn", "zones-known", "root-cause-remediated", "all-connected"} <= codes


def test_a_watched_system_that_falls_silent_is_noted_and_so_is_its_return(desk: Desk) -> None:
    desk.ok("user", "confirm", "ben", "--as", "fola")
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "sys-registrars")
    bring_back(desk, "system:sys-registrars")
    desk.ok("heartbeat", "sys-registrars")
    assert desk.json("heartbeat", "check")["entries"] == []
    desk.clock("2026-11-18T09:00:00+00:00")
    silent = desk.json("heartbeat", "check")
    assert [entry["tag"] for entry in silent["entries"]] == ["heartbeat-missed/1"]
    heard = desk.json("heartbeat", "sys-registrars")
    assert [entry["tag"] for entry in heard["entries"]] == ["heartbeat-resumed/1"]


def test_zones_and_levels_are_words_as_well_as_colours(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "--all")
    out = desk.ok("status").out
    assert "isolated 188" in out
    assert "threat to life" in out
    assert max(map(len, out.splitlines())) <= 80
