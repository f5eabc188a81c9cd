"""What a correction changes: the fact as it should have been, from now on."""

from collections.abc import Callable

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.incident import (
    AuthorityTold,
    AwarenessRecorded,
    FirstEntryBounded,
)
from reinstate.core.journal.events.service import BacklogCounted
from reinstate.core.journal.events.union import Correctable, EntryCorrected
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.state.service import Backlog
from reinstate.core.state.step import replace, subject_of, with_subject
from reinstate.core.terms.moment import Moment


def corrected(council: Council, _entry: Entry, event: EntryCorrected) -> Council:
    """Return the council in which entry `event.entry` says what it should have said."""
    old = council.facts.get(event.entry)
    if old is None:
        return council
    if event.event is None:
        return _withdrawn(council, old)
    fixed = replace(old, event=event.event)
    council = replace(council, facts=council.facts.set(old.seq, fixed))
    return _derived_again(council, old.seq, event.event)


def _withdrawn(council: Council, old: Entry) -> Council:
    if isinstance(old.event, GateFact):
        facts = subject_of(council, old.event.subject).facts
        left = tuple(seq for seq in facts if seq != old.seq)
        council = with_subject(council, old.event.subject, facts=left)
    council = _forgotten(council, old)
    return replace(council, facts=council.facts.delete(old.seq))


def _forgotten(council: Council, old: Entry) -> Council:
    """Undo what was derived from a withdrawn entry outside the facts."""
    match old.event:
        case BacklogCounted(backlog=backlog) if _is_last_count(council, backlog, old.seq):
            return replace(council, backlogs=council.backlogs.delete(backlog))
        case FirstEntryBounded():
            return _each(council, lambda one: _first_entry(one, old.seq, None))
        case AuthorityTold(controller=controller):
            return _each(council, lambda one: _told(one, controller, old.seq, None))
        case AwarenessRecorded(controller=controller):
            return _each(council, lambda one: _aware(one, controller, old.seq, None))
        case _:
            return _each(council, lambda one: _untold(one, old.seq))


def _derived_again(council: Council, seq: int, event: Correctable) -> Council:
    """Redo what was derived from a corrected entry outside the facts."""
    match event:
        case BacklogCounted(backlog=backlog, count=count) if _is_last_count(council, backlog, seq):
            at = council.backlogs[backlog].at
            counted = Backlog(count, seq, at)
            return replace(council, backlogs=council.backlogs.set(backlog, counted))
        case FirstEntryBounded(moment=moment):
            return _each(council, lambda one: _first_entry(one, seq, moment))
        case AwarenessRecorded(controller=controller, aware=aware):
            return _each(council, lambda one: _aware(one, controller, seq, aware))
        case AuthorityTold(controller=controller, at=at):
            return _each(council, lambda one: _told(one, controller, seq, at))
        case _:
            return council


def _each(council: Council, change: Callable[[Incident], Incident]) -> Council:
    """Change the incident that knows the entry; the others come back as they were."""
    return replace(council, incidents=tuple(map(change, council.incidents)))


def _first_entry(incident: Incident, seq: int, moment: Moment | None) -> Incident:
    is_mine = incident.first_entry_seq == seq
    return replace(incident, first_entry=moment) if is_mine else incident


def _aware(incident: Incident, controller: str, seq: int, aware: Moment | None) -> Incident:
    clock = incident.authority.get(controller)
    if clock is None or clock.seq != seq:
        return incident
    if aware is None:
        return replace(incident, authority=incident.authority.delete(controller))
    authority = incident.authority.set(controller, replace(clock, aware=aware))
    return replace(incident, authority=authority)


def _told(incident: Incident, controller: str, seq: int, told: Moment | None) -> Incident:
    clock = incident.authority.get(controller)
    if clock is None or clock.told_seq != seq:
        return incident
    clock = replace(clock, told=told, told_seq=seq if told is not None else 0)
    return replace(incident, authority=incident.authority.set(controller, clock))


def _untold(incident: Incident, seq: int) -> Incident:
    return replace(incident, story=tuple(one for one in incident.story if one != seq))


def _is_last_count(council: Council, backlog: str, seq: int) -> bool:
    return backlog in council.backlogs and council.backlogs[backlog].seq == seq
