"""From everything off to a service open again, and what a finding does to it afterwards."""

import pytest

from tests.cli.desk.running import Desk
from tests.journeys.bringing import bring_back, lift, make_ready

COMMITTEE = "system:sys-committee"
IDENTITY = "system:sys-cloud-identity"
MEETINGS = "svc-council-meetings"
DONE_BY_DAY_TWO = "2026-11-18T09:00:00+00:00"


@pytest.fixture
def off(desk: Desk) -> Desk:
    """Return the desk of a council that declared an incident and cut everything."""
    desk.ok("user", "confirm", "ben", "--as", "fola")
    desk.ok("incident", "declare", "--why", "files encrypted", "--noticed", "-2h")
    desk.ok("isolate", "--all", "--why", "spreading")
    return desk


def level(desk: Desk, service: str, *as_of: str) -> str:
    """Return how residents read a service."""
    services = desk.json("status", *as_of)["services"]
    return next(str(one["level"]) for one in services if one["id"] == service)


def test_reconnecting_is_refused_with_every_reason_at_once(off: Desk) -> None:
    refused = off.run("reconnect", COMMITTEE, "--json")
    assert (refused.code, refused.json["schema"]) == (1, "error/1")
    assert refused.json["blockers"] == off.blockers(COMMITTEE)
    assert {b["code"] for b in refused.json["blockers"]} == {
        "no-route",
        "attestation",
        "tokens-revoked",
        "not-clean",
        "checks",
        "credentials-reset",
        "monitored",
        "needs-connected",
        "accepted",
        "two-clearances",
    }


def test_the_page_rises_with_the_return_and_falls_with_a_finding(off: Desk) -> None:
    assert off.json("status")["zones"] == {
        "unknown": 0,
        "isolated": 188,
        "clean": 0,
        "connected": 0,
    }
    bring_back(off, COMMITTEE)
    held = off.json("level", "show", MEETINGS)["cells"][0]
    assert (held["derived"], held["level"]) == ("partly_working", "stopped")
    refused = off.run("open", MEETINGS, "normal", "--as", "noor", "--json")
    assert {b["code"] for b in refused.json["blockers"]} == {"use-not-connected"}
    off.ok("open", MEETINGS, "partly_working", "--as", "noor")
    assert level(off, MEETINGS) == "partly_working"
    assert off.json("status")["zones"]["connected"] == 2

    off.clock(DONE_BY_DAY_TWO)
    found = off.json("finding", "add", IDENTITY, "--why", "token theft", "--as", "ben")
    assert any("isolate it or clear it again" in line for line in found["caused"])
    gate = off.json("gate", COMMITTEE)
    assert (gate["zone"], gate["open"]) == ("connected", False)
    assert "demand" in {blocker["code"] for blocker in gate["blockers"]}

    off.ok("setback", IDENTITY, "--finding", found["id"])
    assert level(off, MEETINGS) == "stopped"
    assert level(off, MEETINGS, "--as-of", "2026-11-17") == "partly_working"


def test_a_clearance_lapses_when_something_new_is_found(off: Desk) -> None:
    make_ready(off, COMMITTEE)
    lift(off, off.blockers(COMMITTEE)[0]["need"], person="ben")
    found = off.json("finding", "add", IDENTITY, "--why", "token theft", "--as", "ben")
    assert any("lapsed (need-finding)" in line for line in found["caused"])
    codes = {blocker["code"] for blocker in off.blockers(COMMITTEE)}
    assert "two-clearances" in codes


def test_who_restored_a_system_may_not_clear_it(off: Desk) -> None:
    make_ready(off, "system:sys-registrars")
    off.ok("credentials", "sys-registrars", "--by", "ben", "--recovery-accounts-checked")
    refused = off.run("clear", "sys-registrars", "--as", "ben", "--json")
    assert "restorer" in {blocker["code"] for blocker in refused.json["blockers"]}


def test_a_saas_system_comes_back_with_nothing_to_wipe(off: Desk) -> None:
    lifted = make_ready(off, "system:sys-registrars")
    assert {"attestation", "tokens-revoked"} <= set(lifted)
    assert not {"rebuilt", "restore-point", "patched", "support"} & set(lifted)


def test_a_system_of_ours_comes_back_by_restore(off: Desk) -> None:
    subject = "system:sys-core-network"
    off.ok("incident", "first-entry", "--earliest", "-20d", "--latest", "-15d")
    lifted = make_ready(off, subject, route="restore")
    assert {"restore-point", "rebuilt", "patched"} <= set(lifted)


def test_a_link_and_a_device_group_come_back_too(off: Desk) -> None:
    assert "devices-done" in make_ready(off, "devices:devices-recovery-laptops")
    bring_back(off, "link:link-internet-public")


def test_glass_is_broken_for_a_threat_to_life_service_only(off: Desk) -> None:
    make_ready(off, "system:sys-care-rostering")
    words = ("--service", "svc-home-care", "--why", "no rotas", "--as", "lev")
    off.ok("clear", "sys-care-rostering", "--as", "ben")
    off.ok("break-glass", "sys-care-rostering", *words)
    off.ok("reconnect", "sys-care-rostering")
    clocks = off.json("incident", "show")["clocks"]
    assert "break-glass" in {clock["code"] for clock in clocks}
    off.clock(DONE_BY_DAY_TWO)
    codes = {blocker["code"] for blocker in off.blockers("sys-care-rostering")}
    assert "second-signature" in codes
    off.ok("clear", "sys-care-rostering", "--as", "cai")
    assert off.json("gate", "sys-care-rostering")["open"]


def test_a_never_cut_system_has_a_checklist_in_place_of_the_gate(desk: Desk) -> None:
    desk.ok("incident", "declare", "--why", "files encrypted")
    desk.ok("never-cut", "sys-telephony", "--why", "emergency calls run over it")
    assert desk.json("gate", "sys-telephony") == {
        "schema": "gate/1",
        "subject": "system:sys-telephony",
        "zone": "connected",
        "open": True,
        "blockers": [],
    }
    assert "still to be shown" in desk.ok("gate", "sys-telephony").out
    desk.ok("isolate", "--all")
    refused = desk.run("never-cut", "sys-telephony", "--why", "again", "--json")
    assert refused.json["code"] == "was-isolated"


def test_a_need_that_is_missing_may_be_accepted_for_a_while(off: Desk) -> None:
    make_ready(off, IDENTITY)
    need = ("--without", IDENTITY, "--scope", "all", "--until", "+10d", "--loss", "no sign-on")
    before = {b["code"] for b in off.blockers(COMMITTEE)}
    off.ok("accept", COMMITTEE, *need)
    assert before - {b["code"] for b in off.blockers(COMMITTEE)} == {"needs-connected"}
