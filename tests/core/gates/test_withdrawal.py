"""An isolation that was never made is withdrawn by two people, and gives back what it took."""

from typing import Final

from reinstate.core.access.require_check import RequireCheck
from reinstate.core.checks.finding import ChangeDetection, RaiseFinding
from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.incident.declare import Declare
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.events.zones import (
    ClearanceRevived,
    DemandMet,
    DemandRaised,
    IsolationWithdrawn,
)
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Basis, Declared
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    BEN,
    DEE,
    HOUR,
    LEDGER,
    MINUTE,
    Desk,
    Done,
    a_council,
    a_digest,
    a_note,
    a_system,
    an_edge,
    an_import,
    an_incident,
    codes,
)
from tests.core.gates.lifting import cleared, connect

CORE: Final = "system:sys-core"
OTHER: Final = "system:sys-other"


def an_act(subject: str = CORE, *, evidence: str = "switch log") -> IsolationWithdrawn:
    """Return that the cut of a subject was never made."""
    return IsolationWithdrawn(
        subject=subject, round=0, evidence=a_digest(evidence), reason=a_note("never pulled")
    )


def withdrawn(desk: Desk, subject: str = CORE) -> Done:
    """Let Asha propose and Ben complete the withdrawal of an isolation."""
    proposal = desk.do(Propose(an_act(subject)))
    return desk.do(Complete(proposal.id), by=BEN)


def a_desk() -> Desk:
    """Return a desk whose core is back and whose ledger, which needs it, is cleared."""
    desk = an_incident(
        a_system(),
        a_system("sys-core"),
        a_system("sys-other"),
        an_edge(LEDGER, CORE),
        an_edge(LEDGER, OTHER),
    )
    desk.do(Isolate((LEDGER, CORE, OTHER)))
    for subject in (CORE, OTHER):
        connect(desk, subject)
    cleared(desk)
    return desk


def test_round_zone_and_basis_are_as_before() -> None:
    desk = a_desk()
    before = desk.subject(CORE)
    desk.do(Isolate((CORE,)))
    withdrawn(desk)
    after = desk.subject(CORE)
    assert (after.round, after.declared, after.basis) == (1, Declared.CONNECTED, before.basis)
    assert desk.codes(CORE) == set()


def test_a_clearance_that_lapsed_by_it_alone_revives() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    assert "two-clearances" in desk.codes()
    assert len(withdrawn(desk).of(ClearanceRevived)) == 2
    assert "two-clearances" not in desk.codes()


def test_a_clearance_that_a_finding_killed_as_well_stays_dead() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    desk.do(RaiseFinding((LEDGER,), a_note()))
    assert withdrawn(desk).of(ClearanceRevived) == ()
    assert "two-clearances" in desk.codes()


def test_a_clearance_killed_by_two_isolations_revives_once_both_are_withdrawn() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE, OTHER)))
    assert withdrawn(desk, CORE).of(ClearanceRevived) == ()
    assert len(withdrawn(desk, OTHER).of(ClearanceRevived)) == 2


def test_demands_that_it_raised_are_over_and_those_that_it_met_stand_again() -> None:
    desk = a_desk()
    desk.do(ChangeDetection(a_digest(), 1, (CORE,)))
    assert "demand" in desk.codes(CORE)
    desk.do(Isolate((CORE,)))
    done = withdrawn(desk)
    assert [demand.cause for demand in done.of(DemandRaised)] == ["detection-changed"]
    assert "demand" in desk.codes(CORE)


def test_a_demand_on_what_needs_it_is_over() -> None:
    desk = a_desk()
    connect(desk)
    desk.do(Isolate((CORE,)))
    assert "demand" in desk.codes()
    assert [met.how for met in withdrawn(desk).of(DemandMet)] == ["withdrawn"]
    assert desk.codes() == set()


def test_a_finding_that_came_meanwhile_demands_its_answer() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    desk.do(RaiseFinding((CORE,), a_note()))
    done = withdrawn(desk)
    assert [(d.subject, d.cause) for d in done.of(DemandRaised)] == [(CORE, "finding")]
    assert desk.codes(CORE) >= {"demand", "finding"}


def test_new_detection_that_came_meanwhile_demands_its_answer() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    desk.do(ChangeDetection(a_digest(), 2, (CORE,)))
    assert [d.cause for d in withdrawn(desk).of(DemandRaised)] == ["detection-changed"]


def test_a_new_hosting_that_came_meanwhile_demands_its_answer() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    desk.do(an_import(a_system("sys-core", hosting=Hosting.HOSTED)))
    assert [d.cause for d in withdrawn(desk).of(DemandRaised)] == ["subject-changed"]


def test_a_need_isolated_meanwhile_demands_an_answer_of_what_comes_back() -> None:
    desk = a_desk()
    connect(desk)
    desk.do(Isolate((LEDGER,)))
    desk.do(Isolate((CORE,)))
    assert [d.cause for d in withdrawn(desk, LEDGER).of(DemandRaised)] == ["need-isolated"]


def test_what_was_being_cleaned_loses_clearances_to_what_came_meanwhile() -> None:
    desk = a_desk()
    desk.do(Isolate((LEDGER,)))
    rule = CheckRule(kinds=("server",), checks=("firmware-digest",))
    desk.do(RequireCheck(rule))
    withdrawn(desk, LEDGER)
    assert desk.subject().declared is Declared.CLEAN
    assert desk.codes() >= {"two-clearances", "checks"}


def test_nothing_that_came_meanwhile_leaves_its_clearances_as_they_were() -> None:
    desk = a_desk()
    desk.do(Isolate((LEDGER,)))
    withdrawn(desk, LEDGER)
    assert desk.codes() == {"accepted"}


def test_it_takes_two_people() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    proposal = desk.do(Propose(an_act()))
    assert "same-person" in codes(desk.refused(Complete(proposal.id), by=ASHA))
    assert codes(desk.refused(Complete(proposal.id), by=DEE)) == {"role"}


def test_it_is_withdrawn_within_four_hours_or_not_at_all() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    proposal = desk.do(Propose(an_act()), at=desk.at + 4 * HOUR - 2 * MINUTE)
    late = desk.at + 10 * MINUTE
    assert codes(desk.refused(Complete(proposal.id), by=BEN, at=late)) == {"too-late"}
    assert codes(desk.refused(Propose(an_act()), at=late)) == {"too-late"}


def test_it_takes_evidence_that_the_cut_was_never_made() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    act = IsolationWithdrawn(subject=CORE, round=0, evidence="", reason=a_note())
    assert codes(desk.refused(Propose(act))) == {"no-evidence"}


def test_only_an_isolation_that_stands_is_withdrawn() -> None:
    assert codes(a_desk().refused(Propose(an_act()))) == {"not-isolated"}


def test_an_incident_declared_meanwhile_leaves_the_connection_in_doubt() -> None:
    desk = a_council()
    desk.do(DeclareNeverCut(LEDGER, a_note()))
    desk.do(Isolate((LEDGER,)))
    desk.do(Declare(a_note()))
    withdrawn(desk, LEDGER)
    assert desk.subject().basis is Basis.UNKNOWN
    assert desk.codes() == {"zone-unknown"}


def test_a_withdrawn_round_is_never_opened_again() -> None:
    desk = a_desk()
    desk.do(Isolate((CORE,)))
    withdrawn(desk)
    desk.do(Isolate((CORE,)))
    assert desk.subject(CORE).round == 3
