"""Which subjects an entry hits, and how: the causes of lapses and demands."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from reinstate.core.access.roles import holds
from reinstate.core.checks.required import required_checks
from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.gates.look import CHANGES, facts_of_round, is_void, look_at, signers_of
from reinstate.core.gates.rows_clean import is_all, last_restored
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.facts import (
    DetectionChanged,
    FindingRaised,
    Restored,
    RestorePointRecorded,
    RouteChosen,
)
from reinstate.core.journal.events.home import RequiredCheckAdded
from reinstate.core.journal.events.incident import FirstEntryBounded
from reinstate.core.journal.events.people import PersonCompromised, PersonLeft, RoleEnded
from reinstate.core.journal.events.register import RowAdded, RowChanged
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.journal.events.zones import (
    IsolationWithdrawn,
    LapseCause,
    SubjectIsolated,
    SubjectReconnected,
)
from reinstate.core.journal.rows import EdgeRow, WaveRow, key_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of, subject_of
from reinstate.core.state.subject import Subject
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.reference import PersonId, Ref, is_subject
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Route
from reinstate.core.terms.zone import Basis
from reinstate.core.zones.reach import needs_of, reached


class Hit(Struct, frozen=True):
    """A subject, the cause, and the entry; `person` limits it to one signer's clearances.

    `is_demand` says that it also reaches what is connected already.
    """

    subject: Ref
    cause: LapseCause
    because: int
    is_demand: bool = True
    person: PersonId = ""


class Moved(Struct, frozen=True):
    """One entry, and what was known before and after the whole command."""

    before: Council
    after: Council
    entry: Entry
    at: datetime

    @property
    def seq(self) -> int:
        """Return the seq of the entry."""
        return self.entry.seq


def hits_of(moved: Moved) -> Iterable[Hit]:
    """Return everything that one entry hits."""
    find = HITS.get(type(moved.entry.event))
    return find(moved, moved.entry.event) if find is not None else ()


def _isolated(moved: Moved, event: SubjectIsolated) -> Iterable[Hit]:
    return _reaching(moved, (event.subject,), "need-isolated")


def _found(moved: Moved, subjects: tuple[Ref, ...]) -> Iterable[Hit]:
    yield from (Hit(subject, "finding", moved.seq) for subject in subjects)
    yield from _reaching(moved, subjects, "need-finding")


def _raised(moved: Moved, event: FindingRaised) -> Iterable[Hit]:
    return _found(moved, event.subjects)


def _changed(moved: Moved, event: GateFact) -> Iterable[Hit]:
    is_route = isinstance(event, RouteChosen)
    cause: LapseCause = "route-changed" if is_route else "subject-changed"
    return (Hit(event.subject, cause, moved.seq, is_demand=False),)


def _detection(moved: Moved, event: DetectionChanged) -> Iterable[Hit]:
    for subject in event.subjects or tuple(moved.after.subjects):
        if is_subject(subject):
            yield Hit(subject, "detection-changed", moved.seq)


def _reaching(moved: Moved, sources: tuple[Ref, ...], cause: LapseCause) -> Iterable[Hit]:
    """Everything that needs the sources lapses; demands stop at accepted edges."""
    after, at = moved.after, moved.at
    starts = dict.fromkeys(sources, moved.seq)
    demanded = reached(
        after, starts, lambda who, what: current_acceptance(after, who, what, at) is not None
    )
    for subject in reached(after, starts):
        if is_subject(subject) and subject not in starts:
            yield Hit(subject, cause, moved.seq, is_demand=subject in demanded)


def _register(moved: Moved, event: RowAdded | RowChanged) -> Iterable[Hit]:
    """A new hosting or need changes a subject; a connected need asks nothing of what is up."""
    row = event.row
    changed: Ref = row.from_ if isinstance(row, EdgeRow) else key_of(row)
    if changed in moved.after.subjects:
        yield from _other_checks(moved, changed)
    state = moved.after.subjects.get(changed)
    if state is None or state.changed_seq != moved.seq:
        return
    new = needs_of(moved.after, changed) - needs_of(moved.before, changed)
    is_by_needs = isinstance(row, EdgeRow | WaveRow)
    is_missing = any(not subject_of(moved.after, need).is_connected for need in new)
    is_demand = is_missing or not is_by_needs
    yield Hit(changed, "subject-changed", moved.seq, is_demand=is_demand)


def _other_checks(moved: Moved, subject: Ref) -> Iterable[Hit]:
    """Another kind of system may need more checks than the one that was cleared."""
    if _needs_more_checks(moved, subject):
        yield Hit(subject, "required-checks-grew", moved.seq, is_demand=False)


def _needs_more_checks(moved: Moved, subject: Ref) -> bool:
    before, after = moved.before, moved.after
    old, new = before.register.rows.get(subject), after.register.rows.get(subject)
    if old is None or new is None:
        return False
    route = look_at(after, subject, moved.at).route or Route.KEEP
    return not set(required_checks(after, new, route)) <= set(required_checks(before, old, route))


def _first_entry(moved: Moved, _event: object) -> Iterable[Hit]:
    """Earlier, or no longer known: what rests on restore points has to be looked at again."""
    old, new = _first_entry_at(moved.before), _first_entry_at(moved.after)
    if old is None or (new is not None and new >= old):
        return
    for subject, state in moved.after.subjects.items():
        is_hurt = state.is_connected and _rests_on_suspect(moved.after, subject, moved.at)
        yield Hit(subject, "first-entry-earlier", moved.seq, is_demand=is_hurt)


def _first_entry_at(council: Council) -> datetime | None:
    incident = council.incident
    if incident is None or incident.first_entry is None:
        return None
    return incident.first_entry.earliest or EPOCH


def _rests_on_suspect(council: Council, subject: Ref, at: datetime) -> bool:
    look = look_at(council, subject, at)
    restored = last_restored(look)
    if restored is None or not is_all(restored):
        return False
    assert isinstance(restored.event, Restored)
    point = fact_of(council, (subject,), restored.event.point)
    if point is None or not isinstance(point.event, RestorePointRecorded):
        return True
    return is_suspect(council, point.event.point)


def _more_checks(moved: Moved, _event: RequiredCheckAdded) -> Iterable[Hit]:
    """A longer list holds what is on its way back; it asks nothing of what is connected."""
    for subject in moved.after.subjects:
        yield from _other_checks(moved, subject)


def _left(moved: Moved, event: PersonLeft) -> Iterable[Hit]:
    return _lost_role(moved, event.person)


def _role_ended(moved: Moved, event: RoleEnded) -> Iterable[Hit]:
    return _lost_role(moved, moved.after.grants[event.grant].person)


def _lost_role(moved: Moved, person: PersonId) -> Iterable[Hit]:
    """Who may no longer clear holds back what is on its way; what is connected stays so."""
    for clearance in moved.after.clearances.values():
        subject = clearance.text.subject
        may_clear = holds(moved.after, person, Role.CLEARER, subject, moved.at)
        if clearance.person == person and not may_clear:
            yield Hit(subject, "signer-lost-role", moved.seq, is_demand=False, person=person)


def _compromised(moved: Moved, event: PersonCompromised) -> Iterable[Hit]:
    """What rests on a compromised person's word, signed or recorded, is asked again."""
    person = event.person
    for subject, state in moved.after.subjects.items():
        since = event.since.earliest or EPOCH
        rests_on = (
            _recorded_by(moved.after, state, person, since)
            or _said_never_cut(moved.after, state, person, since)
            or _closed_findings(moved.after, state, person, since)
            or _withdrew(moved.after, subject, person, since)
        )
        if rests_on:
            yield Hit(subject, "signer-compromised", moved.seq)
            continue
        is_demand = person in _used_signers(moved.after, state)
        yield Hit(subject, "signer-compromised", moved.seq, is_demand=is_demand, person=person)


def _recorded_by(council: Council, state: Subject, person: PersonId, since: datetime) -> bool:
    return any(
        signer == person and at >= since
        for entry in facts_of_round(council, state)
        for signer, at in signers_of(council, entry)
    )


def _said_never_cut(council: Council, state: Subject, person: PersonId, since: datetime) -> bool:
    """Return whether it counts as never cut on this person's word alone."""
    entry = council.facts.get(state.never_cut_seq)
    if entry is None or state.basis is not Basis.NEVER_CUT:
        return False
    return entry.actor == person and council.at_of(entry) >= since


def _closed_findings(council: Council, state: Subject, person: PersonId, since: datetime) -> bool:
    """Return whether this person closed a finding on it."""
    closed = (council.facts.get(council.findings[id_].closed_seq) for id_ in state.findings)
    return any(
        signer == person and at >= since
        for entry in closed
        if entry is not None
        for signer, at in signers_of(council, entry)
    )


def _withdrew(council: Council, subject: Ref, person: PersonId, since: datetime) -> bool:
    """Return whether this person signed that a cut of it was never made."""
    return any(
        person in (entry.actor, *_proposers(council, entry.event)) and council.at_of(entry) >= since
        for entry in council.facts.values()
        if isinstance(entry.event, IsolationWithdrawn) and entry.event.subject == subject
    )


def _proposers(council: Council, event: IsolationWithdrawn) -> Iterable[PersonId]:
    return (p.by for p in council.proposals.values() if p.proposed.event == event)


def _used_signers(council: Council, state: Subject) -> frozenset[PersonId]:
    entry = council.facts.get(state.reconnected_seq)
    if entry is None or not isinstance(entry.event, SubjectReconnected):
        return frozenset()
    return frozenset(council.clearances[id_].person for id_ in entry.event.clearances)


def _corrected(moved: Moved, event: EntryCorrected) -> Iterable[Hit]:
    """A correction hits whoever was cleared on the fact that it puts right."""
    old = moved.before.facts.get(event.entry)
    if old is None:
        return
    for clearance in moved.after.clearances.values():
        state = subject_of(moved.after, clearance.text.subject)
        if old.id in clearance.text.facts and clearance.round == state.round:
            yield Hit(clearance.text.subject, "fact-corrected", moved.seq)
    if isinstance(old.event, FirstEntryBounded):
        yield from _first_entry(moved, event)


def hits_since(council: Council, subject: Ref, isolation: int, at: datetime) -> Iterable[Hit]:
    """Return what would have hit a subject had it not been isolated by entry `isolation`.

    While it was isolated no demand could stand on it. Once its isolation is withdrawn, it
    is connected as if it had never been cut, so all that came meanwhile is asked of it.
    """
    for seq in sorted(seq for seq in council.facts if seq > isolation):
        entry = council.facts[seq]
        if isinstance(entry.event, _CAME_MEANWHILE) and _still_stands(council, entry):
            hits = hits_of(Moved(council, council, entry, at))
            yield from (hit for hit in hits if hit.subject == subject)
    state = subject_of(council, subject)
    if state.changed_seq > isolation:
        yield Hit(subject, "subject-changed", state.changed_seq)
    incident = council.incident
    if incident is not None and incident.first_entry_seq > isolation:
        is_hurt = _rests_on_suspect(council, subject, at)
        yield Hit(subject, "first-entry-earlier", incident.first_entry_seq, is_demand=is_hurt)
    if any(is_void(council, entry) for entry in facts_of_round(council, state)) or any(
        council.people[signer].compromised for signer in _used_signers(council, state)
    ):
        yield Hit(subject, "signer-compromised", council.seq)


_CAME_MEANWHILE: Final = (SubjectIsolated, FindingRaised, DetectionChanged)


def _still_stands(council: Council, entry: Entry) -> bool:
    """Return whether an isolation was neither withdrawn nor followed by another."""
    if not isinstance(entry.event, SubjectIsolated):
        return True
    return subject_of(council, entry.event.subject).isolated_seq == entry.seq


HITS: Final[dict[type, Callable[[Moved, Any], Iterable[Hit]]]] = {
    SubjectIsolated: _isolated,
    FindingRaised: _raised,
    **dict.fromkeys(CHANGES, _changed),
    RowAdded: _register,
    RowChanged: _register,
    DetectionChanged: _detection,
    FirstEntryBounded: _first_entry,
    RequiredCheckAdded: _more_checks,
    RoleEnded: _role_ended,
    PersonLeft: _left,
    PersonCompromised: _compromised,
    EntryCorrected: _corrected,
}
"""What each kind of entry hits; the others hit nothing."""
