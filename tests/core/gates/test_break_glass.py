"""Break-glass: one signature and the owner's acceptance, for a day, and nothing else."""

from datetime import timedelta

import pytest

from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.journal.events.zones import SubjectReconnected
from reinstate.core.terms.role import Role
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    CAST,
    HOUR,
    LEDGER,
    Desk,
    a_note,
    a_service,
    a_system,
    an_edge,
    an_incident,
    codes,
)
from tests.core.gates.facts import credentials, patched, record
from tests.core.gates.lifting import connect, lift

CARE, BINS = "svc-care", "svc-bins"
FAY = "fay"
CORE = "system:sys-core"
GLASS = BreakGlass(LEDGER, CARE, a_note("lives at risk"))
LAST = frozenset({"two-clearances", "accepted"})
PEOPLE = {**CAST, FAY: (Role.DUTY_DIRECTOR,)}


def a_desk() -> Desk:
    """Return a desk whose care service needs the ledger, through a portal; both are off."""
    desk = an_incident(
        a_system(),
        a_system("sys-portal"),
        a_system("sys-else"),
        a_service(CARE),
        a_service(BINS, is_threat_to_life=False),
        an_edge("system:sys-portal", LEDGER),
        an_edge(f"service:{CARE}", "system:sys-portal"),
        an_edge(f"service:{BINS}", LEDGER),
        people=PEOPLE,
    )
    desk.do(Isolate((LEDGER, "system:sys-portal", "system:sys-else")))
    return desk


def a_ready_desk() -> Desk:
    """Return that desk with all lifted from the ledger but signatures and acceptance."""
    desk = a_desk()
    lift(desk, LEDGER, leaving=LAST)
    return desk


def test_one_clearance_and_the_director_bring_back_what_a_life_depends_on() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    glass = desk.do(GLASS, by=FAY)
    assert desk.codes() == set()
    done = desk.do(Reconnect(LEDGER), by=FAY)
    (event,) = done.of(SubjectReconnected)
    assert event.glass == glass.id
    assert len(event.clearances) == 1
    assert desk.subject().glass == glass.id


def test_it_does_not_matter_who_signs_first() -> None:
    desk = a_ready_desk()
    desk.do(GLASS, by=FAY)
    assert desk.codes() == {"two-clearances"}
    desk.do(Clear((LEDGER,)), by=BEN)
    assert desk.codes() == set()


def test_glass_alone_is_no_clearance() -> None:
    desk = a_ready_desk()
    desk.do(GLASS, by=FAY)
    assert codes(desk.refused(Reconnect(LEDGER))) == {"two-clearances"}


def test_all_else_stands_before_glass_is_broken() -> None:
    desk = a_desk()
    held = codes(desk.refused(GLASS, by=FAY))
    assert held == desk.codes() - {"two-clearances", "accepted", "needs-connected"}
    assert held >= {"no-route", "evidence-taken", "checks", "credentials-reset"}


def test_glass_is_never_broken_over_an_open_finding() -> None:
    desk = a_ready_desk()
    desk.do(RaiseFinding((LEDGER,), a_note()))
    assert codes(desk.refused(GLASS, by=FAY)) == {"finding"}


def test_a_finding_after_the_glass_was_broken_holds_the_gate() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    desk.do(RaiseFinding((LEDGER,), a_note()))
    assert desk.codes() == {"finding", "two-clearances"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (BreakGlass(LEDGER, BINS, a_note()), "not-threat-to-life"),
        (BreakGlass(LEDGER, "svc-none", a_note()), "unknown-service"),
    ],
)
def test_the_service_is_one_that_a_life_depends_on(command: BreakGlass, code: str) -> None:
    assert codes(a_ready_desk().refused(command, by=FAY)) == {code}


def test_the_subject_is_one_that_the_service_needs() -> None:
    desk = a_desk()
    lift(desk, "system:sys-else", leaving=LAST)
    command = BreakGlass("system:sys-else", CARE, a_note())
    assert codes(desk.refused(command, by=FAY)) == {"not-needed"}


def test_only_a_duty_director_breaks_glass() -> None:
    assert codes(a_ready_desk().refused(GLASS, by=BEN)) == {"role"}


def test_who_restored_it_may_not_break_the_glass() -> None:
    assert codes(a_ready_desk().refused(GLASS, by=ASHA)) == {"restorer"}


def test_who_cleared_it_may_not_break_the_glass() -> None:
    desk = a_desk()
    desk.enrol("gus", Role.DUTY_DIRECTOR, Role.CLEARER)
    lift(desk, LEDGER, leaving=LAST)
    desk.do(Clear((LEDGER,)), by="gus")
    assert codes(desk.refused(GLASS, by="gus")) == {"clearer"}


def test_who_broke_the_glass_may_not_clear_as_well() -> None:
    desk = a_desk()
    desk.enrol("gus", Role.DUTY_DIRECTOR, Role.CLEARER)
    lift(desk, LEDGER, leaving=LAST)
    desk.do(GLASS, by="gus")
    assert codes(desk.refused(Clear((LEDGER,)), by="gus")) == {"director"}


def test_a_director_found_to_have_restored_it_counts_no_more() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    record(desk, credentials(by=FAY))
    lift(desk, LEDGER, leaving=LAST)
    desk.do(Clear((LEDGER,)), by=BEN)
    assert desk.codes() == LAST


def test_one_person_alone_behind_director_and_clearer_is_not_two_people() -> None:
    desk = a_desk()
    desk.enrol("gus", Role.CLEARER, confirmed_by="")
    desk.enrol("hal", Role.DUTY_DIRECTOR, confirmed_by="")
    lift(desk, LEDGER, leaving=LAST)
    desk.do(Clear((LEDGER,)), by="gus")
    desk.do(BreakGlass(LEDGER, CARE, a_note()), by="hal")
    assert desk.codes() == {"two-clearances"}


def test_glass_broken_before_the_subject_changed_no_longer_stands() -> None:
    desk = a_ready_desk()
    desk.do(GLASS, by=FAY)
    record(desk, patched())
    lift(desk, LEDGER, leaving=LAST)
    desk.do(Clear((LEDGER,)), by=BEN)
    assert desk.codes() == LAST


def test_after_a_day_a_second_signature_is_demanded() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    desk.do(Reconnect(LEDGER))
    assert desk.codes(at=desk.at + 23 * HOUR) == set()
    desk.wait(timedelta(hours=25))
    assert desk.codes() == {"second-signature"}
    assert desk.subject().is_connected


def test_the_second_signature_ends_what_the_glass_left_open() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    desk.do(Reconnect(LEDGER))
    desk.wait(timedelta(hours=25))
    desk.do(Clear((LEDGER,)), by=CAI)
    assert desk.codes() == set()


def test_glass_older_than_a_day_no_longer_lets_anything_back() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    desk.wait(timedelta(hours=25))
    assert "two-clearances" in codes(desk.refused(Reconnect(LEDGER)))


def test_a_compromised_director_broke_no_glass() -> None:
    desk = a_ready_desk()
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(GLASS, by=FAY)
    desk.do(ReportCompromised(FAY))
    assert desk.codes() >= LAST


def test_glass_stands_in_for_acceptance_beside_two_clearances_and_is_named() -> None:
    desk = a_ready_desk()
    desk.do(GLASS, by=FAY)
    for person in (BEN, CAI):
        desk.do(Clear((LEDGER,)), by=person)
    (event,) = desk.do(Reconnect(LEDGER)).of(SubjectReconnected)
    assert len(event.clearances) == 2
    assert event.glass


def test_what_is_connected_needs_no_glass() -> None:
    desk = a_desk()
    connect(desk)
    assert codes(desk.refused(GLASS, by=FAY)) >= {"already-connected"}


def test_needs_still_hold_what_glass_was_broken_for() -> None:
    desk = a_desk()
    portal = "system:sys-portal"
    lift(desk, portal, leaving=LAST | {"needs-connected"})
    desk.do(Clear((portal,)), by=BEN)
    desk.do(BreakGlass(portal, CARE, a_note()), by=FAY)
    assert desk.council.facts[desk.council.seq].event.__class__ is GlassBroken
    assert codes(desk.refused(Reconnect(portal))) == {"needs-connected"}
