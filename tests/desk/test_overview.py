"""What is kept between requests is what looking at everything anew would show."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

import msgspec
import pytest

from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.reference import Ref
from reinstate.operations import contain, overview, reading, situation
from reinstate.operations.moved import moved_gates
from reinstate.operations.overview import Glance, Overview
from tests.desk.conftest import At

OF_A_SORT = 2
"""So many commands that brought the same kinds of events are compared."""


def pairs() -> Iterator[tuple[Council, Council]]:
    """Yield the council before and after commands of the story, a few of each sort.

    Commands after which everything is looked at anew are left out.
    """
    known, met = NOTHING_KNOWN, Counter[frozenset[str]]()
    for _, command in groupby(reading.entries(), key=lambda entry: entry.command_id):
        entries = tuple(command)
        after = fold(entries, known)
        sort = frozenset(type(entry.event).__name__ for entry in entries)
        if moved_gates(after, entries) is not None and met[sort] < OF_A_SORT:
            met[sort] += 1
            yield known, after
        known = after


def compared(found: Overview) -> tuple[dict[Ref, Glance], object]:
    """Return what an overview shows, whenever it was looked at."""
    subjects = {
        one: msgspec.structs.replace(glance, looked_at=found.at)
        for one, glance in found.subjects.items()
    }
    return subjects, dict(found.services)


@pytest.mark.usefixtures("played")
def test_after_a_command_it_is_what_looking_anew_shows() -> None:
    at, count = reading.council().last_at, 0
    for before, after in pairs():
        overview.forget()
        first = overview.overview(before, at)
        kept = overview.overview(after, at)
        anew = overview.overview(after, at, is_past=True)
        assert any(kept.subjects[one] is first.subjects[one] for one in first.subjects)
        assert compared(kept) == compared(anew), after.seq
        count += 1
    assert count > 40


def test_one_entry_looks_again_at_what_it_moves_alone(at: At) -> None:
    fola = at("fola")
    council, now = situation.now()
    first = overview.overview(council, now)
    acted = contain.isolate(fola.acting(), ("system:sys-core-network",))
    second = overview.overview(acted.council, now)
    same = [one for one in first.subjects if first.subjects[one] is second.subjects[one]]
    assert "system:sys-core-network" not in same
    assert len(same) > len(first.subjects) / 10


def test_who_began_to_look_before_the_last_entry_makes_nothing_anew(at: At) -> None:
    """Else two thousand gates would be looked at again whenever two requests cross."""
    fola = at("fola")
    council, now = situation.now()
    overview.overview(council, now)
    acted = contain.isolate(fola.acting(), ("system:sys-core-network",))
    newer = overview.overview(acted.council, now + timedelta(milliseconds=5))
    assert overview.overview(council, now) is newer


def test_a_clock_that_was_set_back_lets_everything_be_looked_at_anew(at: At) -> None:
    at("fola")
    council, now = situation.now()
    ahead = overview.overview(council, now + timedelta(hours=1))
    assert overview.overview(council, now).at == now != ahead.at


def test_what_nobody_looked_at_for_long_is_looked_at_anew(at: At) -> None:
    at("fola")
    council, now = situation.now()
    first = overview.overview(council, now)
    just = now + overview.STALE_MAX
    assert overview.overview(council, just) is first
    late = overview.overview(council, just + timedelta(seconds=1))
    assert {one.looked_at for one in late.subjects.values()} == {late.at}


def test_a_server_looks_again_at_what_time_may_have_moved(at: At) -> None:
    at("fola")
    council, now = situation.now()
    overview.overview(council, now)
    later = now + overview.STALE + timedelta(seconds=1)
    looked = overview.refreshed(council, later, 3)
    anew = [one for one in looked.subjects.values() if one.looked_at == later]
    assert len(anew) == 3
    assert looked.services_at == later
    assert overview.overview(council, later) is looked
