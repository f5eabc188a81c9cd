"""Demands on one subject are one blocker; a need under a demand is still connected."""

from reinstate.core.checks.finding import ChangeDetection, RaiseFinding
from reinstate.core.gates.clear import Clear
from reinstate.core.journal.events.zones import DemandMet, DemandRaised
from tests.builders import BEN, CAI, LEDGER, Desk, a_digest, a_note
from tests.core.gates.facts import a_check, record
from tests.core.gates.lifting import lift
from tests.core.gates.test_lapses import CORE, cleared_desk, connected_desk

CHECKS = ("event-logs", "files", "accounts")


def sentences(desk: Desk) -> list[str]:
    """Return what the demands on the ledger say."""
    return [one.sentence for one in desk.blockers() if one.code == "demand"]


def test_two_demands_on_one_subject_are_one_line_with_both_causes() -> None:
    desk = connected_desk()
    [first] = desk.do(ChangeDetection(a_digest(), 1, (LEDGER,))).of(DemandRaised)
    [_, second] = desk.do(RaiseFinding((CORE,), a_note())).of(DemandRaised)
    causes = [f"{one.cause} (entry {one.because})" for one in (first, second)]
    assert sentences(desk) == [
        f"Isolate it, or clear it again on new checks: {' and '.join(causes)}."
    ]


def test_one_cause_that_demands_twice_is_named_once() -> None:
    desk = connected_desk()
    desk.do(ChangeDetection(a_digest(), 1, (LEDGER,)))
    [said] = sentences(desk)
    assert said.count("entry") == 1


def test_two_clearances_answer_every_demand_at_once() -> None:
    desk = connected_desk()
    for number in (1, 2):
        desk.do(ChangeDetection(a_digest(str(number)), number, (LEDGER,)))
    record(desk, *(a_check(name) for name in CHECKS))
    desk.do(Clear((LEDGER,)), by=BEN)
    assert len(desk.do(Clear((LEDGER,)), by=CAI).of(DemandMet)) == 2
    assert sentences(desk) == []


def test_a_need_under_a_demand_is_connected_and_costs_what_needs_it_its_signatures() -> None:
    desk = cleared_desk()
    desk.do(RaiseFinding((CORE,), a_note()))
    assert "demand" in desk.codes(CORE)
    assert desk.codes() == {"accepted", "two-clearances"}
    lift(desk, LEDGER)
    assert desk.codes() == set()
