"""The incident as leaders read it: its phase and conditions, clocks, milestones, decisions."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.incident.conditions import CONDITIONS, missing
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.incident import DecisionTaken, MilestoneReached, Phase
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note, notes_of
from reinstate.core.terms.reference import PersonId
from reinstate.operations import texts
from reinstate.store import connect

PHASES: Final = {
    Phase.READY: "Ready",
    Phase.CONTAIN: "Contain",
    Phase.INVESTIGATE: "Investigate",
    Phase.CLEAN: "Clean",
    Phase.RESTORE: "Restore",
    Phase.CATCH_UP: "Catch up",
    Phase.LEARN: "Learn",
}
"""The seven phases as people call them, in their order."""


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


class Decided(Struct, frozen=True):
    """A decision: what could have been done, which of it is done (counted from 0), and why."""

    seq: int
    at: datetime
    by: PersonId
    title: str
    options: tuple[str, ...]
    choice: int
    why: str


class Story(Struct, frozen=True):
    """The incident that goes on; without one, only clocks."""

    id: str
    phase: str
    declared_at: datetime | None
    why: str
    conditions: tuple[ConditionSeen, ...]
    clocks: tuple[Clock, ...]
    told: tuple[Told, ...]


Held = tuple[tuple[ConditionSeen, ...], tuple[Clock, ...]]

KEPT_MAX: Final = 8
"""So many moments are kept worked out: now, and where several people look back."""

_kept: Final[dict[tuple[Path | None, int, datetime, datetime], Held]] = {}


def story(council: Council, at: datetime) -> Story:
    """Return the incident as it stands at `at`."""
    incident = council.incident
    conditions, running = _held(council, at)
    if incident is None:
        return Story("", "ready", None, "", (), running, ())
    return Story(
        incident.id,
        incident.phase.value,
        incident.declared_at,
        texts.text(incident.note),
        conditions,
        running,
        told(council, incident),
    )


def _held(council: Council, at: datetime) -> Held:
    """Return what holds the phase, and what is due: to the minute, kept for who asks next.

    Both look at every subject, which takes a part of a second where there are thousands.
    """
    key = (
        connect.current_home(),
        council.seq,
        council.last_at,
        at.replace(second=0, microsecond=0),
    )
    known = _kept.get(key)
    if known is None:
        known = (_conditions(council, at), clocks(council, at))
        while len(_kept) >= KEPT_MAX:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = known
    return known


def _conditions(council: Council, at: datetime) -> tuple[ConditionSeen, ...]:
    incident = council.incident
    if incident is None:
        return ()
    return tuple(
        ConditionSeen(one.code, one.sentence, missing(council, incident.phase, one, at))
        for one in CONDITIONS[incident.phase]
    )


def told(council: Council, incident: Incident) -> tuple[Told, ...]:
    """Return what happened in an incident, and what was decided, in the order it was told."""
    return _told([council.facts[seq] for seq in incident.story if seq in council.facts])


def decisions(council: Council, incident: Incident) -> tuple[Decided, ...]:
    """Return the decisions of an incident with what else could have been done, newest first."""
    entries = [council.facts[seq] for seq in reversed(incident.story) if seq in council.facts]
    known = texts.texts(note for entry in entries for note in notes_of(entry.event))
    return tuple(
        _decided(entry, entry.event, known)
        for entry in entries
        if isinstance(entry.event, DecisionTaken)
    )


def _decided(entry: Entry, event: DecisionTaken, known: Mapping[str, str]) -> Decided:
    options = tuple(known[note.id] for note in event.options)
    title, why = known[event.title.id], known[event.reasons.id]
    return Decided(entry.seq, entry.recorded_at, entry.actor, title, options, event.choice, why)


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
