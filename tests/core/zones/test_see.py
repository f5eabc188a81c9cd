"""Sightings and heartbeats: only what changed is worth an entry."""

from datetime import timedelta

from reinstate.core.journal.events.zones import HeartbeatMissed, HeartbeatResumed, SubjectSeen
from reinstate.core.terms.zone import Declared, Seen
from reinstate.core.zones.heartbeat import NoteHeartbeats, is_watched
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from tests.builders import DAY, HOUR, LEDGER, an_incident
from tests.core.gates.lifting import connect


def test_what_is_seen_differs_from_what_was_ordered() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    assert desk.do(See((LEDGER,), Seen.LIVE)).of(SubjectSeen)
    seen = desk.subject().seen
    assert seen is not None
    assert (desk.subject().declared, seen.state, seen.by) == (Declared.ISOLATED, Seen.LIVE, "asha")


def test_seeing_the_same_again_is_no_entry() -> None:
    desk = an_incident()
    desk.do(See((LEDGER,), Seen.LIVE))
    assert desk.do(See((LEDGER,), Seen.LIVE)).entries == ()
    assert desk.do(See((LEDGER,), Seen.CUT)).entries != ()


def test_a_silence_and_its_end_are_told_once_each() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    desk.wait(timedelta(hours=30))
    assert len(desk.do(NoteHeartbeats({})).of(HeartbeatMissed)) == 1
    assert desk.do(NoteHeartbeats({})).entries == ()
    assert len(desk.do(NoteHeartbeats({LEDGER: desk.at})).of(HeartbeatResumed)) == 1


def test_the_watch_lasts_fourteen_days() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    assert is_watched(desk.council, LEDGER, desk.at + 14 * DAY - HOUR)
    assert not is_watched(desk.council, LEDGER, desk.at + 14 * DAY)


def test_what_was_not_reconnected_is_not_watched() -> None:
    desk = an_incident()
    assert not is_watched(desk.council, LEDGER, desk.at)
    assert desk.do(NoteHeartbeats({LEDGER: desk.at})).entries == ()
