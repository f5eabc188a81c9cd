"""Checks and findings by command line."""

import pytest

from tests.cli.desk.running import Desk


def test_a_check_is_recorded_from_its_report(desk: Desk) -> None:
    report = desk.report(at="2026-11-16T08:00:00Z", tool="anything else")
    desk.ok("check", "record", "sys-ledger", "files", "--report", report)
    rows = {row["check"]: row for row in desk.json("check", "list", "sys-ledger")["checks"]}
    assert (rows["files"]["verdict"], rows["files"]["files"]) == ("none_full", 1200)
    assert rows["accounts"]["verdict"] is None


def test_any_file_will_do_when_the_verdict_is_told(desk: Desk) -> None:
    words = ("--report", desk.file("scan.pdf"), "--verdict", "none_incomplete", "--gap", "archive")
    desk.ok("check", "record", "sys-ledger", "files", *words, "--files", "9", "--rules", "4")
    rows = {row["check"]: row for row in desk.json("check", "list", "sys-ledger")["checks"]}
    assert rows["files"]["gaps"] == ["archive"]


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        '{"verdict": "none_full", "files": 3}',
        '{"verdict": "fine", "files": 3, "rules": 4}',
        '{"verdict": "none_full", "files": 3.5, "rules": 4}',
        '{"verdict": "none_full", "files": 3, "rules": 4, "at": "2026-11-16T08:00:00"}',
    ],
)
def test_a_report_that_says_nothing_is_a_misuse(desk: Desk, content: str) -> None:
    report = desk.file("report.json", content)
    ran = desk.run("check", "record", "sys-ledger", "files", "--report", report, "--json")
    assert (ran.code, ran.json["code"], ran.json["place"]) == (2, "report-unreadable", report)


def test_a_check_of_nothing_is_no_full_coverage(desk: Desk) -> None:
    report = desk.report(files=0)
    ran = desk.run("check", "record", "sys-ledger", "files", "--report", report, "--json")
    assert (ran.code, ran.json["code"]) == (1, "vacuous")


def test_a_missing_report_is_named(desk: Desk) -> None:
    ran = desk.run("check", "record", "sys-ledger", "files", "--report", "/nowhere/x", "--json")
    assert (ran.code, ran.json["place"]) == (2, "/nowhere/x")


def test_a_finding_holds_until_a_later_check_shows_it_put_right(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger")
    early = desk.json("check", "record", "sys-ledger", "files", "--report", desk.report())
    found = desk.json("finding", "add", "sys-ledger", "--why", "web shell", "--as", "ben")
    desk.ok("finding", "confirm", found["id"], "--as", "ben")
    number = str(desk.json("finding", "list")["findings"][0]["seq"])
    words = ("finding", "remediated", f"#{number}", "--as", "ben", "--check")
    assert desk.run(*words, early["check"]).code == 1
    later = desk.json("check", "record", "sys-ledger", "files", "--report", desk.report())
    desk.ok(*words, later["check"])
    assert desk.json("finding", "list")["findings"] == []
    assert desk.json("finding", "list", "--all")["findings"][0]["state"] == "remediated"


def test_new_detection_makes_the_connected_answer(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("never-cut", "sys-telephony", "--why", "emergency calls")
    rules = desk.file("rules.yar")
    words = ("sys-telephony", "--file", rules, "--count", "3", "--as", "ben")
    answer = desk.json("detection", "changed", *words)
    assert any("detection-changed" in line for line in answer["caused"])


def test_an_entry_that_is_not_there_is_a_misuse(desk: Desk) -> None:
    ran = desk.run("finding", "confirm", "99999999", "--json")
    assert (ran.code, ran.json["code"]) == (2, "entry-unknown")
