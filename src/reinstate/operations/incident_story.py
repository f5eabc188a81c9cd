"""The incident as leaders read it: its phase and conditions, clocks, milestones, decisions."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.incident.conditions import CONDITIONS, missing
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.incident import DecisionTaken, MilestoneReached
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.operations import texts


class ConditionSeen(Struct, frozen=True):
    """One exit condition of the phase, and everything it still lacks."""

    code: str
    sentence: str
    blockers: tuple[Blocker, ...]


class Told(Struct, frozen=True):
    """One thing that happened, in words."""

    seq: int
    at: datetime
    text: str


class Story(Struct, frozen=True):
    """The incident that goes on; without one, only clocks."""

    id: str
    phase: str
    declared_at: datetime | None
    why: str
    conditions: tuple[ConditionSeen, ...]
    clocks: tuple[Clock, ...]
    told: tuple[Told, ...]


def story(council: Council, at: datetime) -> Story:
    """Return the incident as it stands at `at`."""
    incident = council.incident
    running = clocks(council, at)
    if incident is None:
        return Story("", "ready", None, "", (), running, ())
    conditions = tuple(
        ConditionSeen(one.code, one.sentence, missing(council, incident.phase, one, at))
        for one in CONDITIONS[incident.phase]
    )
    entries = [council.facts[seq] for seq in incident.story if seq in council.facts]
    return Story(
        incident.id,
        incident.phase.value,
        incident.declared_at,
        texts.text(incident.note),
        conditions,
        running,
        _told(entries),
    )


def _told(entries: list[Entry]) -> tuple[Told, ...]:
    known = texts.texts(note for entry in entries for note in _notes(entry))
    return tuple(
        Told(entry.seq, _at(entry), _words([known[note.id] for note in _notes(entry)]))
        for entry in entries
    )


def _notes(entry: Entry) -> tuple[Note, ...]:
    match entry.event:
        case MilestoneReached(note=note):
            return (note,)
        case DecisionTaken(title=title, options=options, choice=choice, reasons=reasons):
            return (title, options[choice], reasons)
        case _:
            return ()


def _at(entry: Entry) -> datetime:
    if isinstance(entry.event, MilestoneReached) and entry.event.at.latest is not None:
        return entry.event.at.latest
    return entry.recorded_at


def _words(texts_: list[str]) -> str:
    return " - ".join(texts_)
