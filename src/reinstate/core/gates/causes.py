"""Which subjects an entry hits, and how: the causes of lapses and demands."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from reinstate.core.access.roles import holds
from reinstate.core.checks.required import required_checks
from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.gates.look import CHANGES, look_at
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.facts import (
    CheckRecorded,
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
from reinstate.core.journal.events.zones import LapseCause, SubjectIsolated, SubjectReconnected
from reinstate.core.journal.rows import EdgeRow, WaveRow, key_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of, subject_of
from reinstate.core.state.subject import Subject
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.reference import PersonId, Ref, is_subject
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Route, Verdict
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


def _checked(moved: Moved, event: CheckRecorded) -> Iterable[Hit]:
    return _found(moved, (event.subject,)) if event.verdict is Verdict.FINDINGS else ()


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
    state = moved.after.subjects.get(changed)
    if state is None or state.changed_seq != moved.seq:
        return
    new = needs_of(moved.after, changed) - needs_of(moved.before, changed)
    is_by_needs = isinstance(row, EdgeRow | WaveRow)
    is_missing = any(not subject_of(moved.after, need).is_connected for need in new)
    is_demand = is_missing or not is_by_needs
    yield Hit(changed, "subject-changed", moved.seq, is_demand=is_demand)


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
    restored = look.last(Restored)
    if restored is None or not isinstance(restored.event, Restored):
        return False
    if restored.event.contents != "all":
        return False
    point = fact_of(council, (subject,), restored.event.point)
    if point is None or not isinstance(point.event, RestorePointRecorded):
        return True
    return is_suspect(council, point.event.point)


def _more_checks(moved: Moved, _event: RequiredCheckAdded) -> Iterable[Hit]:
    """A longer list holds what is on its way back; it asks nothing of what is connected."""
    before, after = moved.before, moved.after
    for subject in after.subjects:
        row = after.register.rows.get(subject)
        if row is None:
            continue
        route = look_at(after, subject, moved.at).route or Route.KEEP
        if set(required_checks(after, row, route)) - set(required_checks(before, row, route)):
            yield Hit(subject, "required-checks-grew", moved.seq, is_demand=False)


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
        if _recorded_by(moved.after, state, person, event.since.earliest or EPOCH):
            yield Hit(subject, "signer-compromised", moved.seq)
            continue
        is_demand = person in _used_signers(moved.after, state)
        yield Hit(subject, "signer-compromised", moved.seq, is_demand=is_demand, person=person)


def _recorded_by(council: Council, state: Subject, person: PersonId, since: datetime) -> bool:
    entries = (council.facts[seq] for seq in state.facts if seq in council.facts)
    return any(
        entry.actor == person and council.at_of(entry) >= since
        for entry in entries
        if isinstance(entry.event, GateFact) and entry.event.round == state.round
    )


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
        if old.id in clearance.text.facts:
            yield Hit(clearance.text.subject, "fact-corrected", moved.seq)
    if isinstance(old.event, FirstEntryBounded):
        yield from _first_entry(moved, event)


HITS: Final[dict[type, Callable[[Moved, Any], Iterable[Hit]]]] = {
    SubjectIsolated: _isolated,
    FindingRaised: _raised,
    CheckRecorded: _checked,
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
