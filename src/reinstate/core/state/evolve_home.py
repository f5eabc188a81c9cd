"""How events of the home change what we know."""

import immutables

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.home import (
    ClockSet,
    ClockSteppedBack,
    CouncilSet,
    HomeOpened,
    KeptLonger,
    KeyTrusted,
    LimitTightened,
    NoteRedacted,
    RequiredCheckAdded,
)
from reinstate.core.state.clock import stepped_back
from reinstate.core.state.council import Council, Home
from reinstate.core.state.step import Step, replace, unchanged
from reinstate.core.terms.limit import UNRECORDED_LIMITS


def _opened(council: Council, entry: Entry, event: HomeOpened) -> Council:
    home = Home(
        kind=event.kind,
        council=event.council,
        origin=event.origin,
        limits=immutables.Map({**UNRECORDED_LIMITS, **event.limits}),
        required_checks=event.required_checks,
        opened_at=entry.recorded_at,
    )
    return replace(council, home=home)


def _named(council: Council, _entry: Entry, event: CouncilSet) -> Council:
    return replace(council, home=replace(council.home, council=event.council))


def _trusted(council: Council, _entry: Entry, event: KeyTrusted) -> Council:
    return replace(council, home=replace(council.home, keys=(*council.home.keys, event.key)))


def _clock(council: Council, _entry: Entry, event: ClockSet) -> Council:
    return replace(council, home=replace(council.home, clock=event.to))


def _stepped_back(council: Council, entry: Entry, event: ClockSteppedBack) -> Council:
    return replace(council, time=stepped_back(council.time, entry.seq, event.to))


def _tightened(council: Council, _entry: Entry, event: LimitTightened) -> Council:
    limits = council.home.limits.set(event.limit, event.minutes)
    return replace(council, home=replace(council.home, limits=limits))


def _check_added(council: Council, _entry: Entry, event: RequiredCheckAdded) -> Council:
    added = (*council.home.added_checks, event.rule)
    return replace(council, home=replace(council.home, added_checks=added))


def _redacted(council: Council, entry: Entry, event: NoteRedacted) -> Council:
    council = replace(council, redacted=council.redacted | {event.note})
    person = council.people.get(event.note)  # before `person-erased/1` it stood for people too
    if person is None:
        return council
    erased = replace(person, erased_at=entry.recorded_at)
    return replace(council, people=council.people.set(person.id, erased))


STEPS: dict[type, Step] = {
    HomeOpened: _opened,
    CouncilSet: _named,
    KeyTrusted: _trusted,
    ClockSet: _clock,
    ClockSteppedBack: _stepped_back,
    LimitTightened: _tightened,
    RequiredCheckAdded: _check_added,
    NoteRedacted: _redacted,
    KeptLonger: unchanged,  # the dates themselves lie beside the journal
}
