"""Heartbeats of watched subjects: only a silence, and its end, are worth an entry."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import HeartbeatMissed, HeartbeatResumed
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import Ref


class NoteHeartbeats(Struct, frozen=True):
    """Compare the last heartbeat of each watched subject with the limit.

    `last` holds when each was last heard; a subject not in it was never heard.
    """

    last: dict[Ref, datetime]


def decide(council: Council, command: NoteHeartbeats, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the silences that began and ended."""
    found: list[AnyEvent] = []
    for reference in watched(council, asking.at):
        subject = subject_of(council, reference)
        began = watch_started_at(council, reference)
        heard = max(command.last.get(reference, began), began)
        is_silent = asking.at - heard > minutes(council.limit(Limit.HEARTBEAT))
        if is_silent and subject.silent_since is None:
            found.append(HeartbeatMissed(subject=reference, since=heard))
        if not is_silent and subject.silent_since is not None:
            found.append(HeartbeatResumed(subject=reference))
    return tuple(found)


def watch_started_at(council: Council, reference: Ref) -> datetime:
    """Return when the watch of a reconnected subject began."""
    return council.at_of(council.facts[subject_of(council, reference).reconnected_seq])


def is_watched(council: Council, reference: Ref, at: datetime) -> bool:
    """Return whether a reconnected subject is still on watch."""
    subject = subject_of(council, reference)
    if not (subject.is_connected and subject.reconnected_seq):
        return False
    return at < watch_started_at(council, reference) + minutes(subject.watch_minutes)


def watched(council: Council, at: datetime) -> tuple[Ref, ...]:
    """Return every subject on watch."""
    return tuple(sorted(key for key in council.subjects if is_watched(council, key, at)))
