"""Isolating by command line: never refused, harm shown first, and slips told afterwards."""

from tests.cli.desk.running import Desk


def test_a_script_without_yes_sees_the_harm_and_isolates(desk: Desk) -> None:
    ran = desk.run("isolate", "--all")
    assert ran.code == 0
    assert "60 services" in ran.err
    assert "THREAT TO LIFE" in ran.err
    assert desk.json("status")["zones"]["isolated"] == 188


def test_kind_and_hosting_narrow_all(desk: Desk) -> None:
    desk.ok("isolate", "--all", "--kind", "system")
    assert desk.json("status")["zones"]["isolated"] == 159


def test_hosting_alone_cuts_only_systems_so_hosted_through_their_supplier(desk: Desk) -> None:
    desk.ok("isolate", "--all", "--hosting", "SaaS")
    systems = desk.json("status")["systems"]
    cut = [one for one in systems if one["zone"] == "isolated"]
    assert {one["hosting"] for one in cut} == {"SaaS"}
    assert {one["measure"] for one in cut} == {"supplier"}


def test_what_is_isolated_already_stays_as_it_is(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger")
    again = desk.json("isolate", "sys-ledger")
    assert again["entries"] == []
    assert again["did"].startswith("Nothing was new")


def test_a_slip_names_the_nearest_and_the_rest_is_isolated(desk: Desk) -> None:
    ran = desk.run("isolate", "sys-ledgr", "sys-portal", "--json")
    assert ran.code == 4
    assert ran.json["unknown"] == ["sys-ledgr"]
    assert "system:sys-ledger" in ran.err
    assert desk.json("gate", "sys-portal")["zone"] == "isolated"


def test_only_slips_are_a_misuse_and_nothing_is_written(desk: Desk) -> None:
    ran = desk.run("isolate", "sys-ledgr", "--json")
    assert (ran.code, ran.json["code"]) == (2, "subject-unknown")
    assert ran.json["next"].count("system:") <= 3


def test_an_auditor_may_isolate_and_nothing_else(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger", "--as", "dee")
    assert desk.run("clean", "sys-ledger", "--as", "dee").code == 1


def test_a_setback_with_an_unknown_finding_isolates_all_the_same(desk: Desk) -> None:
    for finding in ("99999999", "abc.0"):
        ran = desk.run("setback", "sys-ledger", "--finding", finding)
        assert ran.code == 4
        assert "without naming one" in ran.err
    assert desk.json("gate", "sys-ledger")["zone"] == "isolated"


def test_power_has_to_be_explained(desk: Desk) -> None:
    desk.ok("isolate", "sys-ledger", "--measure", "power")
    assert "power-unexplained" in {b["code"] for b in desk.blockers("sys-ledger")}
    desk.ok("isolate", "sys-ledger", "--measure", "power", "--why", "no port to pull")
    assert "power-unexplained" not in {b["code"] for b in desk.blockers("sys-ledger")}


def test_a_withdrawal_takes_evidence_and_two_people(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("isolate", "sys-ledger")
    log = desk.file("switch.log")
    proposed = desk.json("withdraw", "sys-ledger", "--evidence", log, "--why", "the port stayed up")
    assert desk.run("sign", proposed["id"]).code == 1
    desk.ok("sign", proposed["id"], "--as", "ben")
    assert desk.json("gate", "sys-ledger")["zone"] == "unknown"


def test_a_repeated_sighting_is_no_entry(desk: Desk) -> None:
    assert len(desk.json("seen", "sys-ledger", "--state", "live")["entries"]) == 1
    assert desk.json("seen", "sys-ledger", "--state", "live")["entries"] == []
    assert len(desk.json("seen", "sys-ledger", "--state", "cut")["entries"]) == 1


def test_a_subject_is_found_by_its_id_in_any_case_with_or_without_kind(desk: Desk) -> None:
    for words in ("sys-ledger", "SYS-LEDGER", "system:sys-ledger", "System:Sys-Ledger"):
        assert desk.json("gate", words)["subject"] == "system:sys-ledger"
