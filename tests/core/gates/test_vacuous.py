"""Evidence of nothing opens no gate; gaps are accepted by two people, each by name."""

from typing import Final

import pytest
from msgspec import structs

from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.gates.examine import examine
from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import Fact, GapsAccepted
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.events.zones import SubjectReconnected
from reinstate.core.terms.note import Note
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    CAST,
    HOUR,
    LEDGER,
    Desk,
    a_device_group,
    a_note,
    a_system,
    an_incident,
    codes,
)
from tests.core.gates.facts import (
    a_check,
    a_restore_point,
    a_route,
    credentials,
    devices_done,
    evidence,
    rebuilt,
    record,
)
from tests.core.gates.lifting import cleared, connect, lift, ready_to_clear

FAY: Final = "fay"
GAPS: Final = (a_note("archive"), a_note("tmp"))


def a_desk(*, checks: tuple[CheckRule, ...] | None = None) -> Desk:
    """Return a desk whose ledger is off; Fay owns the risk."""
    people = {**CAST, FAY: (Role.SENIOR_RISK_OWNER,)}
    desk = (
        an_incident(people=people)
        if checks is None
        else an_incident(a_system(kind="server"), people=people, checks=checks)
    )
    desk.do(Isolate((LEDGER,)))
    return desk


def incomplete(desk: Desk, *, gaps: tuple[Note, ...] = GAPS, files: int = 100) -> str:
    """Record a check of files with gaps, and return its id."""
    check = a_check("files", verdict=Verdict.NONE_INCOMPLETE, gaps=gaps, files=files)
    return record(desk, check).id


def acceptance(check: str, gaps: tuple[Note, ...] = GAPS) -> Propose:
    """Return the proposal to accept gaps of a check."""
    act = GapsAccepted(
        subject=LEDGER,
        check=check,
        gaps=gaps,
        reason=a_note("encrypted tapes"),
        compensation=a_note("more logs"),
    )
    return Propose(act)


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (evidence(files=()), "no-files"),
        (a_check("files", files=0), "vacuous"),
        (a_check("files", rules=0), "vacuous"),
        (a_check("files", files=-1), "negative"),
        (a_check("files", gaps=GAPS), "gaps"),
        (a_check("files", verdict=Verdict.NONE_INCOMPLETE), "gaps-unnamed"),
        (a_check("a-check-nobody-knows"), "unknown-check"),
        (structs.replace(credentials(), done_by=()), "done-by"),
        (structs.replace(credentials(), done_by=("nobody",)), "unknown-person"),
        (structs.replace(rebuilt(), done_by=()), "done-by"),
        (a_restore_point(files=-1), "negative"),
    ],
)
def test_evidence_of_nothing_is_refused(fact: Fact, code: str) -> None:
    assert code in codes(a_desk().refused(Record(fact)))


@pytest.mark.parametrize("check", [a_check("files", files=0), a_check("files", rules=0)])
def test_a_vacuous_check_that_stands_in_a_journal_still_opens_nothing(check: Fact) -> None:
    desk = a_desk()
    ready_to_clear(desk)
    desk.tell(structs.replace(check, round=1))
    assert "checks" in desk.codes()


def test_evidence_without_files_that_stands_in_a_journal_opens_nothing() -> None:
    desk = a_desk()
    record(desk, a_route())
    desk.tell(structs.replace(evidence(files=()), round=1))
    assert "evidence-taken" in desk.codes()


@pytest.mark.parametrize("point", [a_restore_point(files=0), a_restore_point(rules=0)])
def test_a_restore_point_swept_for_nothing_opens_nothing(point: Fact) -> None:
    desk = a_desk()
    record(desk, structs.replace(a_route(), route="restore"), evidence(), rebuilt())
    desk.tell(structs.replace(point, round=1))
    assert "restore-point" in desk.codes()


def test_an_empty_list_of_required_checks_holds_the_gate() -> None:
    desk = a_desk(checks=(CheckRule(kinds=("printer",), checks=("firmware-digest",)),))
    record(desk, a_route())
    assert "no-required-checks" in desk.codes()
    with pytest.raises(AssertionError, match="Nothing lifts no-required-checks"):
        lift(desk, LEDGER)


def test_a_group_without_devices_is_never_done() -> None:
    desk = an_incident(a_device_group(count=0))
    desk.do(Isolate(("devices:laptops",)))
    assert "devices-done" in desk.codes("devices:laptops")
    assert codes(desk.refused(Record(devices_done()))) == {"no-devices"}


def test_each_device_of_a_group_is_rebuilt_or_examined() -> None:
    desk = an_incident(a_device_group(count=10))
    desk.do(Isolate(("devices:laptops",)))
    record(desk, devices_done(rebuilt=5), devices_done(rebuilt=5))
    assert "devices-done" in desk.codes("devices:laptops")
    record(desk, devices_done(rebuilt=6, examined=4))
    assert "devices-done" not in desk.codes("devices:laptops")


def test_gaps_are_accepted_by_forensic_lead_and_senior_risk_owner() -> None:
    desk = a_desk()
    ready_to_clear(desk)
    check = incomplete(desk)
    assert "checks" in desk.codes()
    proposal = desk.do(acceptance(check))
    assert "checks" in desk.codes()
    assert "same-person" in codes(desk.refused(Complete(proposal.id), by=ASHA))
    desk.do(Complete(proposal.id), by=FAY)
    assert "checks" not in desk.codes()


def test_accepted_gaps_stand_in_the_text_and_double_the_watch() -> None:
    desk = a_desk()
    ready_to_clear(desk)
    desk.do(Complete(desk.do(acceptance(incomplete(desk))).id), by=FAY)
    assert examine(desk.council, LEDGER, desk.at).gaps == GAPS
    cleared(desk)
    connect(desk)
    (event,) = [e.event for e in desk.entries if isinstance(e.event, SubjectReconnected)]
    assert event.watch_minutes == 2 * 14 * 24 * 60


def test_every_gap_is_listed_and_no_other() -> None:
    desk = a_desk()
    check = incomplete(desk)
    for gaps in ((), GAPS[:1], (*GAPS, a_note("else"))):
        assert codes(desk.refused(acceptance(check, gaps))) == {"gaps-differ"}


def test_gaps_of_a_check_of_nothing_or_that_could_not_run_are_never_accepted() -> None:
    desk = a_desk()
    empty = incomplete(desk, files=0)
    assert codes(desk.refused(acceptance(empty))) == {"no-gaps"}
    failed = record(desk, a_check("files", verdict=Verdict.FAILED)).id
    assert codes(desk.refused(acceptance(failed, ()))) == {"no-gaps"}


def test_a_newer_check_takes_its_own_acceptance() -> None:
    desk = a_desk()
    ready_to_clear(desk)
    desk.do(Complete(desk.do(acceptance(incomplete(desk))).id), by=FAY)
    incomplete(desk)
    assert "checks" in desk.codes()


def test_gaps_proposed_by_a_compromised_person_are_not_accepted() -> None:
    desk = a_desk()
    desk.enrol("gus", Role.FORENSIC_LEAD)
    ready_to_clear(desk)
    proposal = desk.do(acceptance(incomplete(desk)), by="gus")
    desk.do(Complete(proposal.id), by=FAY)
    assert "checks" not in desk.codes()
    desk.do(ReportCompromised("gus"))
    assert "checks" in desk.codes()


def test_a_proposal_lapses_after_a_day() -> None:
    desk = a_desk()
    proposal = desk.do(acceptance(incomplete(desk)))
    late = desk.at + 24 * HOUR
    assert codes(desk.refused(Complete(proposal.id), by=FAY, at=late)) == {"lapsed"}
    assert desk.do(Complete(proposal.id), by=FAY, at=late - HOUR).entries
