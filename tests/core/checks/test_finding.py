"""Findings hold the gate until two people dismiss them or later checks show them put right."""

from typing import Final

from reinstate.core.access.grant_role import GrantRole
from reinstate.core.checks.finding import (
    ChangeDetection,
    ConfirmFinding,
    RaiseFinding,
    RemediateFinding,
)
from reinstate.core.commands.proposals import Complete, Drop, Propose
from reinstate.core.journal.events.decisions import ActDropped
from reinstate.core.journal.events.facts import FindingDismissed
from reinstate.core.journal.events.zones import ClearanceRevived
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import FindingState, Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    BEN,
    LEDGER,
    Desk,
    a_digest,
    a_note,
    a_system,
    an_incident,
    codes,
)
from tests.core.gates.facts import a_check, record
from tests.core.gates.lifting import cleared

OTHER: Final = "system:sys-other"


def a_desk() -> Desk:
    """Return a desk with two systems off, the ledger cleared."""
    desk = an_incident(a_system(), a_system("sys-other"))
    desk.do(Isolate((LEDGER, OTHER)))
    cleared(desk)
    return desk


def found(desk: Desk, *subjects: str) -> str:
    """Raise a finding, and return its id."""
    return desk.do(RaiseFinding(subjects or (LEDGER,), a_note("beacon"))).id


def dismissal(finding: str) -> Propose:
    """Return the proposal to dismiss a finding."""
    return Propose(FindingDismissed(finding=finding, reason=a_note("our own tool")))


def test_an_open_or_confirmed_finding_holds_the_gate() -> None:
    desk = a_desk()
    finding = found(desk)
    assert "finding" in desk.codes()
    desk.do(ConfirmFinding(finding))
    assert "finding" in desk.codes()
    assert codes(desk.refused(ConfirmFinding(finding))) == {"already-confirmed"}


def test_dismissing_takes_a_second_person_and_revives_nothing() -> None:
    desk = a_desk()
    finding = found(desk)
    proposal = desk.do(dismissal(finding))
    assert "finding" in desk.codes()
    done = desk.do(Complete(proposal.id), by=BEN)
    assert desk.codes() == {"two-clearances", "accepted"}
    assert done.of(ClearanceRevived) == ()
    assert desk.council.findings[finding].state is FindingState.DISMISSED


def test_a_forensic_lead_is_one_of_the_two_who_dismiss() -> None:
    desk = a_desk()
    finding = found(desk)
    assert codes(desk.refused(dismissal(finding), by="dee")) == {"role"}
    desk.enrol("fay", Role.RECOVERY_MANAGER)
    proposal = desk.do(dismissal(finding), by="fay")
    assert codes(desk.refused(Complete(proposal.id), by=BEN)) == {"roles"}
    assert desk.do(Complete(proposal.id), by=ASHA).entries


def test_who_may_dismiss_on_one_system_does_not_dismiss_on_another_as_well() -> None:
    desk = a_desk()
    desk.enrol("fay")
    desk.do(GrantRole("fay", Role.FORENSIC_LEAD, scope=LEDGER))
    both = found(desk, LEDGER, OTHER)
    assert codes(desk.refused(dismissal(both), by="fay")) == {"role"}
    assert desk.do(dismissal(found(desk)), by="fay").entries


def test_remediation_shows_a_later_full_check_of_each_subject() -> None:
    desk = a_desk()
    early = record(desk, a_check("files"))
    finding = found(desk, LEDGER, OTHER)
    none = RemediateFinding(finding, (early.id,))
    assert codes(desk.refused(none)) == {"no-later-check"}
    one = record(desk, a_check("files"))
    assert len(desk.refused(RemediateFinding(finding, (one.id,)))) == 1
    gaps = a_check("files", of=OTHER, verdict=Verdict.NONE_INCOMPLETE, gaps=(a_note("d"),))
    poor = record(desk, gaps)
    assert len(desk.refused(RemediateFinding(finding, (one.id, poor.id)))) == 1
    two = record(desk, a_check("files", of=OTHER))
    desk.do(RemediateFinding(finding, (one.id, two.id)))
    assert "finding" not in desk.codes()
    assert codes(desk.refused(RemediateFinding(finding, (one.id, two.id)))) == {"not-standing"}


def test_a_finding_is_about_something_on_the_register() -> None:
    desk = a_desk()
    assert codes(desk.refused(RaiseFinding((), a_note()))) == {"no-subject"}
    nowhere = RaiseFinding(("system:sys-nowhere",), a_note())
    assert codes(desk.refused(nowhere)) == {"not-on-register"}


def test_new_detection_says_how_much_is_new_and_of_what() -> None:
    desk = a_desk()
    assert codes(desk.refused(ChangeDetection(a_digest(), 0))) == {"nothing-new"}
    nowhere = ChangeDetection(a_digest(), 1, ("system:sys-nowhere",))
    assert codes(desk.refused(nowhere)) == {"nothing-new"}


def test_a_proposal_is_taken_back_by_its_author_and_refused_by_another() -> None:
    desk = a_desk()
    finding = found(desk)
    ends = [desk.do(Drop(desk.do(dismissal(finding)).id), by=person) for person in (ASHA, BEN)]
    assert [event.how for end in ends for event in end.of(ActDropped)] == ["taken-back", "refused"]
    assert "finding" in desk.codes()
