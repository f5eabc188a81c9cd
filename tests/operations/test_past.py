"""What was known earlier is what folding everything up to then says, whatever the clock did."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.access.set_clock import SetClock
from reinstate.core.access.set_council import SetCouncil
from reinstate.core.commands.decide import Command
from reinstate.core.journal.entry import Entry, Via
from reinstate.core.journal.events.home import CouncilNames
from reinstate.core.journal.events.register import RowAdded
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve, fold
from reinstate.operations import identity, reading
from reinstate.operations.act import act
from reinstate.operations.opening import Founder, Opening, open_new
from reinstate.operations.past import KEPT_MAX, Past, grown
from reinstate.store import connect
from tests.builders import MINUTE, START_AT

LONG = 1_000


def journal(steps: Iterable[int]) -> list[Entry]:
    """Return a register of systems, one entry each, written so many minutes after the last."""
    at, found = START_AT, list[Entry]()
    for seq, step in enumerate(steps, 1):
        at += step * MINUTE
        event = RowAdded(row=SystemRow(id=f"sys-{seq}", name=f"System {seq}", kind="care"))
        found.append(Entry(seq, at, "asha", Via("asserted", "cli"), f"c{seq}", 0, event))
    return found


def as_folded(entries: Iterable[Entry], at: datetime) -> Council:
    """Return what was known at a moment, the long way: the last prefix that ends by it."""
    known = found = NOTHING_KNOWN
    for entry in entries:
        known = evolve(known, entry)
        found = known if entry.recorded_at <= at else found
    return found


@given(
    steps=st.lists(st.integers(-3, 5), max_size=90),
    cuts=st.lists(st.integers(0, 90), max_size=5),
    ago=st.integers(-2, 200),
)
def test_any_moment_is_the_longest_prefix_that_ends_by_then(
    steps: list[int], cuts: list[int], ago: int
) -> None:
    entries, past, known = journal(steps), Past(spacing=1), NOTHING_KNOWN
    for begin, end in zip((0, *sorted(cuts)), (*sorted(cuts), len(entries)), strict=True):
        past, known = grown(past, known, entries[begin:end])
    at = START_AT + ago * MINUTE
    assert known == fold(entries)
    assert past.as_of(at, lambda after, upto: entries[after:upto]) == as_folded(entries, at)


def test_a_long_journal_keeps_few_states_and_any_moment_is_a_short_fold_away() -> None:
    entries = journal([1] * LONG)
    past, _ = grown(Past(spacing=1), NOTHING_KNOWN, entries)
    assert len(past.stretches) <= KEPT_MAX
    read = list[int]()

    def between(after: int, upto: int) -> list[Entry]:
        read.append(upto - after)
        return entries[after:upto]

    for minute in range(0, LONG, 7):
        assert past.as_of(START_AT + minute * MINUTE, between).seq == minute
    assert max(read) <= LONG / KEPT_MAX * 4


@pytest.fixture
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterable[None]:
    monkeypatch.delenv("REINSTATE_AS", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    open_new(Opening(owner=Founder("Asha Rahman")), tmp_path / "home")
    yield
    connect.disconnect()
    reading.forget()


def done(command: Command) -> Council:
    """Do something as the owner."""
    return act(lambda _, __: command, identity.acting(reading.council())).council


def named(name: str) -> Council:
    """Give the council a name: one more entry."""
    return done(SetCouncil(CouncilNames(name, "status.example")))


@pytest.mark.usefixtures("_home")
def test_a_moment_looked_at_before_is_seen_anew_once_the_clock_was_set_back() -> None:
    began = reading.council().last_at
    for hour in range(1, 4):
        done(SetClock(began + timedelta(hours=hour)))
        named(f"Council {hour}")
    then = began + timedelta(hours=2)
    assert reading.council_as_of(then).home.council.name == "Council 2"
    done(SetClock(began + timedelta(hours=1, minutes=30)))
    after = named("Council 4")
    assert after.last_at < then
    assert reading.council_as_of(then) == after
    reading.forget()
    assert reading.council_as_of(then) == after


@pytest.mark.usefixtures("_home")
def test_what_was_known_of_one_home_is_not_told_of_another(tmp_path: Path) -> None:
    named("Thornmere")
    then = reading.council().last_at
    assert reading.council_as_of(then).home.council.name == "Thornmere"
    connect.disconnect()
    open_new(Opening(owner=Founder("Ben Hughes")), tmp_path / "other")
    assert reading.council_as_of(then) == NOTHING_KNOWN
