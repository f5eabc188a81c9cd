"""How gate facts, findings, clearances and corrections change what we know."""

from typing import get_args

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.decisions import (
    ActCompleted,
    ActDropped,
    ActProposed,
    ClearanceGiven,
)
from reinstate.core.journal.events.facts import (
    DetectionChanged,
    Fact,
    FindingConfirmed,
    FindingDismissed,
    FindingRaised,
    FindingRemediated,
    GapsAccepted,
)
from reinstate.core.state.council import Council
from reinstate.core.state.step import Step, replace, subject_of, with_fact, with_subject
from reinstate.core.state.subject import Clearance, Finding
from reinstate.core.state.words import Proposal
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.system import FindingState


def _fact(council: Council, entry: Entry, event: GateFact) -> Council:
    subject = subject_of(council, event.subject)
    subject = replace(subject, facts=(*subject.facts, entry.seq))
    return replace(
        council,
        facts=council.facts.set(entry.seq, entry),
        subjects=council.subjects.set(event.subject, subject),
    )


def _found(council: Council, entry: Entry, event: FindingRaised) -> Council:
    council = with_fact(council, entry)
    finding = Finding(entry.id, entry.seq, event.subjects)
    council = replace(council, findings=council.findings.set(entry.id, finding))
    for reference in event.subjects:
        findings = (*subject_of(council, reference).findings, entry.id)
        council = with_subject(council, reference, findings=findings)
    return council


def _confirmed(council: Council, _entry: Entry, event: FindingConfirmed) -> Council:
    return _triaged(council, event.finding, FindingState.CONFIRMED)


def _dismissed(council: Council, entry: Entry, event: FindingDismissed) -> Council:
    return _closed_by(council, entry, event.finding, FindingState.DISMISSED)


def _remediated(council: Council, entry: Entry, event: FindingRemediated) -> Council:
    return _closed_by(council, entry, event.finding, FindingState.REMEDIATED)


def _closed_by(council: Council, entry: Entry, id_: EntryId, state: FindingState) -> Council:
    council = _triaged(with_fact(council, entry), id_, state)
    finding = replace(council.findings[id_], closed_seq=entry.seq)
    return replace(council, findings=council.findings.set(id_, finding))


def _triaged(council: Council, id_: EntryId, state: FindingState) -> Council:
    finding = replace(council.findings[id_], state=state)
    return replace(council, findings=council.findings.set(id_, finding))


def _detection(council: Council, entry: Entry, event: DetectionChanged) -> Council:
    detections = (*council.detections, (entry.seq, event))
    return replace(with_fact(council, entry), detections=detections)


def _cleared(council: Council, entry: Entry, event: ClearanceGiven) -> Council:
    clearance = Clearance(
        entry.id,
        entry.seq,
        entry.recorded_at,
        entry.actor,
        event.round,
        event.text,
        event.digest,
    )
    council = replace(council, clearances=council.clearances.set(entry.id, clearance))
    clearances = (*subject_of(council, event.subject).clearances, entry.id)
    return with_subject(council, event.subject, clearances=clearances)


def _proposed(council: Council, entry: Entry, event: ActProposed) -> Council:
    proposal = Proposal(entry.id, entry.seq, entry.recorded_at, entry.actor, event)
    return replace(council, proposals=council.proposals.set(entry.id, proposal))


def _closed(council: Council, _entry: Entry, event: ActCompleted | ActDropped) -> Council:
    proposal = replace(council.proposals[event.proposal], is_open=False)
    return replace(council, proposals=council.proposals.set(proposal.id, proposal))


STEPS: dict[type, Step] = {
    **dict.fromkeys(get_args(Fact), _fact),
    GapsAccepted: _fact,
    FindingRaised: _found,
    FindingConfirmed: _confirmed,
    FindingDismissed: _dismissed,
    FindingRemediated: _remediated,
    DetectionChanged: _detection,
    ClearanceGiven: _cleared,
    ActProposed: _proposed,
    ActCompleted: _closed,
    ActDropped: _closed,
}
