"""What a correction changes: the fact as it should have been, from now on."""

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
from reinstate.core.state.incident import AuthorityClock, Incident
from reinstate.core.state.service import Backlog
from reinstate.core.state.step import replace, subject_of, with_subject


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
        case FirstEntryBounded() if _incident(council).first_entry_seq == old.seq:
            return _with(council, replace(_incident(council), first_entry=None))
        case AuthorityTold(controller=controller):
            incident = _incident(council)
            clock = replace(incident.authority[controller], told_seq=0, told=None)
            authority = incident.authority.set(controller, clock)
            return _with(council, replace(incident, authority=authority))
        case AwarenessRecorded(controller=controller):
            incident = _incident(council)
            if incident.authority[controller].seq != old.seq:
                return council
            authority = incident.authority.delete(controller)
            return _with(council, replace(incident, authority=authority))
        case _:
            story = tuple(seq for seq in _story(council) if seq != old.seq)
            return _with(council, replace(_incident(council), story=story)) if story else council


def _derived_again(council: Council, seq: int, event: Correctable) -> Council:
    """Redo what was derived from a corrected entry outside the facts."""
    match event:
        case BacklogCounted(backlog=backlog, count=count) if _is_last_count(council, backlog, seq):
            at = council.backlogs[backlog].at
            counted = Backlog(count, seq, at)
            return replace(council, backlogs=council.backlogs.set(backlog, counted))
        case FirstEntryBounded(moment=moment) if _incident(council).first_entry_seq == seq:
            return _with(council, replace(_incident(council), first_entry=moment))
        case AwarenessRecorded(controller=controller, aware=aware):
            incident = _incident(council)
            clock = incident.authority.get(controller, AuthorityClock(seq, aware))
            authority = incident.authority.set(controller, replace(clock, aware=aware))
            return _with(council, replace(incident, authority=authority))
        case AuthorityTold(controller=controller, at=at):
            incident = _incident(council)
            clock = replace(incident.authority[controller], told=at)
            authority = incident.authority.set(controller, clock)
            return _with(council, replace(incident, authority=authority))
        case _:
            return council


def _is_last_count(council: Council, backlog: str, seq: int) -> bool:
    return backlog in council.backlogs and council.backlogs[backlog].seq == seq


def _incident(council: Council) -> Incident:
    return council.incidents[-1]


def _story(council: Council) -> tuple[int, ...]:
    return council.incidents[-1].story if council.incidents else ()


def _with(council: Council, incident: Incident) -> Council:
    return replace(council, incidents=(*council.incidents[:-1], incident))
