"""How events of containment change what we know of subjects."""

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    DemandMet,
    DemandRaised,
    HeartbeatMissed,
    HeartbeatResumed,
    IsolationWithdrawn,
    MeasureOrdered,
    NeverCutDeclared,
    SubjectCleaned,
    SubjectIsolated,
    SubjectReconnected,
    SubjectSeen,
)
from reinstate.core.state.council import Council
from reinstate.core.state.step import Step, replace, subject_of, with_fact, with_subject
from reinstate.core.state.subject import Demand, Lapse, Sighting
from reinstate.core.terms.zone import Basis, Declared


def _isolated(council: Council, entry: Entry, event: SubjectIsolated) -> Council:
    before = subject_of(council, event.subject)
    incident = council.incident
    return with_subject(
        with_fact(council, entry),
        event.subject,
        declared=Declared.ISOLATED,
        basis=Basis.ISOLATED,
        measure=event.measure,
        measure_note=event.note,
        round=event.round,
        rounds_opened=max(before.rounds_opened, event.round),
        isolated_seq=entry.seq,
        isolated_in=incident.id if incident else "",
        glass="",
        silent_since=None,
        before=before,
    )


def _measure(council: Council, _entry: Entry, event: MeasureOrdered) -> Council:
    return with_subject(council, event.subject, measure=event.measure, measure_note=event.note)


def _seen(council: Council, entry: Entry, event: SubjectSeen) -> Council:
    sighting = Sighting(event.state, event.at, entry.actor, entry.seq)
    return with_subject(with_fact(council, entry), event.subject, seen=sighting)


def _never_cut(council: Council, entry: Entry, event: NeverCutDeclared) -> Council:
    return with_subject(
        with_fact(council, entry),
        event.subject,
        declared=Declared.CONNECTED,
        basis=Basis.NEVER_CUT,
        never_cut_seq=entry.seq,
        checklist=event.checklist,
    )


def _cleaned(council: Council, entry: Entry, event: SubjectCleaned) -> Council:
    return with_subject(with_fact(council, entry), event.subject, declared=Declared.CLEAN)


def _reconnected(council: Council, entry: Entry, event: SubjectReconnected) -> Council:
    return with_subject(
        with_fact(council, entry),
        event.subject,
        declared=Declared.CONNECTED,
        basis=Basis.RECONNECTED,
        reconnected_seq=entry.seq,
        watch_minutes=event.watch_minutes,
        glass=event.glass,
    )


def _glass(council: Council, entry: Entry, event: GlassBroken) -> Council:
    subject = subject_of(council, event.subject)
    return with_subject(with_fact(council, entry), event.subject, facts=(*subject.facts, entry.seq))


def _withdrawn(council: Council, entry: Entry, event: IsolationWithdrawn) -> Council:
    now = subject_of(council, event.subject)
    before = now.before if now.before is not None else now
    restored = replace(
        before,
        rounds_opened=now.rounds_opened,
        facts=now.facts,
        clearances=now.clearances,
        demands=now.demands,
        findings=now.findings,
        seen=now.seen,
        changed_seq=now.changed_seq,
        changed_at=now.changed_at,
    )
    subjects = council.subjects.set(event.subject, restored)
    return replace(with_fact(council, entry), subjects=subjects)


def _missed(council: Council, _entry: Entry, event: HeartbeatMissed) -> Council:
    return with_subject(council, event.subject, silent_since=event.since)


def _resumed(council: Council, _entry: Entry, event: HeartbeatResumed) -> Council:
    return with_subject(council, event.subject, silent_since=None)


def _lapsed(council: Council, _entry: Entry, event: ClearanceLapsed) -> Council:
    clearance = council.clearances[event.clearance]
    lapses = (*clearance.lapses, Lapse(event.cause, event.because))
    clearance = replace(clearance, lapses=lapses)
    return replace(council, clearances=council.clearances.set(clearance.id, clearance))


def _revived(council: Council, _entry: Entry, event: ClearanceRevived) -> Council:
    clearance = replace(council.clearances[event.clearance], lapses=())
    return replace(council, clearances=council.clearances.set(clearance.id, clearance))


def _demanded(council: Council, entry: Entry, event: DemandRaised) -> Council:
    demand = Demand(
        entry.id,
        entry.seq,
        entry.recorded_at,
        event.subject,
        event.cause,
        event.because,
        event.minutes,
    )
    demands = (*subject_of(council, event.subject).demands, entry.id)
    council = replace(council, demands=council.demands.set(entry.id, demand))
    return with_subject(council, event.subject, demands=demands)


def _met(council: Council, _entry: Entry, event: DemandMet) -> Council:
    demand = replace(
        council.demands[event.demand],
        is_met=True,
        met_how=event.how,
        met_round=subject_of(council, event.subject).round,
    )
    return replace(council, demands=council.demands.set(demand.id, demand))


STEPS: dict[type, Step] = {
    SubjectIsolated: _isolated,
    MeasureOrdered: _measure,
    SubjectSeen: _seen,
    NeverCutDeclared: _never_cut,
    SubjectCleaned: _cleaned,
    SubjectReconnected: _reconnected,
    GlassBroken: _glass,
    IsolationWithdrawn: _withdrawn,
    HeartbeatMissed: _missed,
    HeartbeatResumed: _resumed,
    ClearanceLapsed: _lapsed,
    ClearanceRevived: _revived,
    DemandRaised: _demanded,
    DemandMet: _met,
}
