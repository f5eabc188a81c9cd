"""How events of an incident change what we know."""

from typing import Any, Final

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.incident import (
    AuthorityTold,
    AwarenessRecorded,
    ConditionMet,
    DecisionTaken,
    FirstEntryBounded,
    IncidentClosed,
    IncidentDeclared,
    MilestoneReached,
    NextUpdateDue,
    Phase,
    PhaseEntered,
    RootCauseRemediated,
)
from reinstate.core.state.council import Council
from reinstate.core.state.incident import AuthorityClock, Incident
from reinstate.core.state.step import Step, replace, with_fact
from reinstate.core.terms.zone import Basis, Declared

ORDER: Final = tuple(Phase)


def _declared(council: Council, entry: Entry, event: IncidentDeclared) -> Council:
    incident = Incident(entry.id, entry.seq, entry.recorded_at, event.note, event.noticed)
    council = replace(with_fact(council, entry), incidents=(*council.incidents, incident))
    return _subjects_adopted(_cells_afresh(council), entry)


def _subjects_adopted(council: Council, entry: Entry) -> Council:
    """Doubt every connection, and take isolations made before into the incident."""
    subjects = council.subjects
    for reference, subject in council.subjects.items():
        if subject.declared is Declared.CONNECTED:
            subjects = subjects.set(reference, replace(subject, basis=Basis.UNKNOWN))
        elif subject.isolated_seq and not subject.isolated_in:
            before = subject.before
            if before is not None and before.declared is Declared.CONNECTED:
                before = replace(before, basis=Basis.UNKNOWN)
            adopted = replace(subject, isolated_in=entry.id, before=before)
            subjects = subjects.set(reference, adopted)
    return replace(council, subjects=subjects)


def _cells_afresh(council: Council) -> Council:
    cells = council.cells
    for reference, cell in council.cells.items():
        cells = cells.set(reference, replace(cell, fell_seq=0))
    return replace(council, cells=cells)


def _phase(council: Council, entry: Entry, event: PhaseEntered) -> Council:
    incident = council.incidents[-1]
    conditions = incident.conditions
    if ORDER.index(event.phase) <= ORDER.index(incident.phase):
        conditions = _met_before(conditions, event.phase)
    return _with(
        with_fact(council, entry),
        phase=event.phase,
        phase_seq=entry.seq,
        conditions=conditions,
    )


def _met_before(
    conditions: frozenset[tuple[Phase, str]], phase: Phase
) -> frozenset[tuple[Phase, str]]:
    """Return what stays judged when a phase begins again: only the phases before it."""
    return frozenset(met for met in conditions if ORDER.index(met[0]) < ORDER.index(phase))


def _condition(council: Council, entry: Entry, event: ConditionMet) -> Council:
    incident = council.incidents[-1]
    met = incident.conditions | {(event.phase, event.condition)}
    return _with(with_fact(council, entry), conditions=met)


def _first_entry(council: Council, entry: Entry, event: FirstEntryBounded) -> Council:
    return _with(with_fact(council, entry), first_entry=event.moment, first_entry_seq=entry.seq)


def _story(council: Council, entry: Entry, _event: Event) -> Council:
    story = (*council.incidents[-1].story, entry.seq) if council.incidents else ()
    return _with(with_fact(council, entry), story=story)


def _aware(council: Council, entry: Entry, event: AwarenessRecorded) -> Council:
    clock = AuthorityClock(entry.seq, event.aware)
    authority = council.incidents[-1].authority.set(event.controller, clock)
    return _with(with_fact(council, entry), authority=authority)


def _told(council: Council, entry: Entry, event: AuthorityTold) -> Council:
    authority = council.incidents[-1].authority
    clock = replace(authority[event.controller], told_seq=entry.seq, told=event.at)
    return _with(with_fact(council, entry), authority=authority.set(event.controller, clock))


def _update_due(council: Council, _entry: Entry, event: NextUpdateDue) -> Council:
    return _with(council, next_update_at=event.due_at)


def _root_cause(council: Council, entry: Entry, _event: Event) -> Council:
    return _with(with_fact(council, entry), root_cause_seq=entry.seq)


def _closed(council: Council, entry: Entry, event: IncidentClosed) -> Council:
    return _with(with_fact(council, entry), closed_seq=entry.seq, report=event.report)


def _with(council: Council, **changes: Any) -> Council:
    if not council.incidents:
        return council
    incident = replace(council.incidents[-1], **changes)
    return replace(council, incidents=(*council.incidents[:-1], incident))


STEPS: dict[type, Step] = {
    IncidentDeclared: _declared,
    PhaseEntered: _phase,
    ConditionMet: _condition,
    FirstEntryBounded: _first_entry,
    MilestoneReached: _story,
    DecisionTaken: _story,
    AwarenessRecorded: _aware,
    AuthorityTold: _told,
    NextUpdateDue: _update_due,
    RootCauseRemediated: _root_cause,
    IncidentClosed: _closed,
}
