"""A clock that steps back may shorten a limit, and never lengthens one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.gates.clear import Clear
from reinstate.core.gates.examine import examine
from reinstate.core.incident.milestone import RecordMilestone
from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.core.state.evolve import fold
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    BEN,
    CAI,
    DAY,
    HOUR,
    LEDGER,
    START_AT,
    Desk,
    a_note,
    an_incident,
)
from tests.core.gates.lifting import ready_to_clear

NEWS = RecordMilestone(a_note("news"))


def told_at(desk: Desk, *times: datetime) -> None:
    """Let something be told at each of these times, whatever the clock read before."""
    for at in times:
        desk.do(NEWS, at=at)


def test_a_step_back_is_written_first_by_the_clock_itself() -> None:
    desk = an_incident()
    done = desk.do(NEWS, at=desk.at - 2 * HOUR)
    before = desk.entries[-2]
    assert isinstance(before.event, ClockSteppedBack)
    assert (before.actor, before.position, done.entries[0].position) == ("machine:clock", 0, 1)


def test_a_jump_ahead_that_was_put_right_does_not_freeze_ages() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    today = desk.at
    desk.at = today + 400 * DAY
    ready_to_clear(desk)
    for person in (BEN, CAI):
        desk.do(Clear((LEDGER,)), by=person)
    told_at(desk, today)
    assert "two-clearances" in codes_at(desk, today + 73 * HOUR)
    assert "checks" in codes_at(desk, today + 8 * DAY)


def codes_at(desk: Desk, at: datetime) -> set[str]:
    """Return the codes of the ledger's blockers at a time."""
    return {blocker.code for blocker in examine(desk.council, LEDGER, at).blockers}


def test_entries_of_a_leap_count_as_made_just_before_it() -> None:
    desk = an_incident()
    before = desk.council.last_at
    leapt = desk.do(NEWS, at=desk.at + 30 * DAY)
    told_at(desk, START_AT + DAY)
    entry = leapt.entries[0]
    assert desk.council.time.at(entry.seq, entry.recorded_at) == before


def test_a_small_step_back_costs_an_hour_at_most() -> None:
    desk = an_incident()
    first = desk.do(NEWS).entries[0]
    told_at(desk, first.recorded_at - timedelta(seconds=1))
    age = first.recorded_at - desk.council.time.at(first.seq, first.recorded_at)
    assert age <= HOUR + timedelta(seconds=1)


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=12))
def test_no_entry_ever_looks_younger_than_the_clock_allows(minutes: list[int]) -> None:
    desk = an_incident()
    for span in minutes:
        desk.do(NEWS, at=desk.at + timedelta(minutes=span))
    time = desk.council.time
    for entry in desk.entries:
        later = [one.recorded_at for one in desk.entries if one.seq >= entry.seq]
        assert time.at(entry.seq, entry.recorded_at) <= min(later)
    assert fold(desk.entries) == desk.council
