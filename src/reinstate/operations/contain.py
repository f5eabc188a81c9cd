"""Containment: isolate, set back, see, declare never cut, withdraw an isolation."""

from datetime import datetime

from reinstate.core.commands.proposals import Propose
from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.state.step import subject_of
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.zone import Measure, Seen
from reinstate.core.zones.heartbeat import NoteHeartbeats
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from reinstate.operations import clock, reading
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.progress import Progress, silent
from reinstate.operations.writing import Writing
from reinstate.store import sightings

WATCH = "machine:watch"


def isolate(
    acting: Acting,
    subjects: tuple[Ref, ...],
    measure: Measure | None = None,
    why: str = "",
    progress: Progress = silent,
) -> Acted:
    """Order subjects off, at once: this is never refused to an active person."""
    progress("Isolating", 0, len(subjects))
    acted = act(
        lambda writing, _: Isolate(subjects, measure, _noted(writing, why)),
        acting,
    )
    progress("Isolating", len(subjects), len(subjects))
    return acted


def set_back(acting: Acting, subject: Ref, finding: EntryId, why: str = "") -> Acted:
    """Send a subject back to isolation because of a finding."""
    return act(
        lambda writing, _: Isolate((subject,), note=_noted(writing, why), setback=finding),
        acting,
    )


def see(acting: Acting, subjects: tuple[Ref, ...], state: Seen, at: Moment) -> Acted:
    """Say how subjects were seen; only a difference is an entry, each sighting a row."""
    acted = act(lambda _, __: See(subjects, state, at), acting)
    seen_at = at.latest or at.earliest or acted.at
    sightings.put_sightings(
        sightings.LastSeen(subject, state.value, seen_at, acting.person) for subject in subjects
    )
    return acted


def declare_never_cut(acting: Acting, subject: Ref, why: str) -> Acted:
    """Say that a subject was never cut off in this incident, and why."""
    return act(lambda writing, _: DeclareNeverCut(subject, writing.note(why)), acting)


def propose_withdrawal(acting: Acting, subject: Ref, evidence: str, why: str) -> Acted:
    """Sign first that a cut was never made; `evidence` is the digest of what shows it."""
    return act(
        lambda writing, council: Propose(
            IsolationWithdrawn(
                subject=subject,
                round=subject_of(council, subject).round,
                evidence=evidence,
                reason=writing.note(why),
            )
        ),
        acting,
    )


def hear(acting: Acting, subjects: tuple[Ref, ...], at: datetime | None = None) -> Acted:
    """Take heartbeats of watched subjects; the end of a silence is an entry."""
    heard_at = at or clock.now(reading.council())
    last = sightings.heartbeats()
    fresh = {subject: max(heard_at, last.get(subject, heard_at)) for subject in subjects}
    acted = act(lambda _, __: NoteHeartbeats({**last, **fresh}), acting)
    sightings.put_heartbeats(subjects, heard_at)
    return acted


def check_heartbeats() -> Acted:
    """Write down, as the program itself, which watched subjects fell silent or spoke again."""
    acting = Acting(WATCH, Via("asserted", "cli"))
    return act(lambda _, __: NoteHeartbeats(sightings.heartbeats()), acting)


def _noted(writing: Writing, why: str) -> Note | None:
    """Return the note of a reason; without one nothing waits."""
    return writing.note(why) if why.strip() else None
