"""What is answered by a shorter way is what the long way answers, all through the story."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

import pytest

from reinstate.core.gates.look import look_at, route_of
from reinstate.core.incident.conditions import exit_blockers, exits_blockers, is_exit_held
from reinstate.core.journal.events.incident import Phase
from reinstate.core.journal.rows import BacklogRow, SystemRow
from reinstate.core.levels.view import View
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve
from reinstate.core.state.step import all_cells, cells_of
from reinstate.core.terms.reference import id_of, is_subject, kind_of, service_of
from reinstate.core.terms.system import Hosting
from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import reading

STEP = 150
"""The council is looked at after so many entries, and at the end."""

pytestmark = pytest.mark.usefixtures("played")


def councils() -> Iterator[tuple[Council, datetime]]:
    """Yield what was known every so often, and when."""
    known, end = NOTHING_KNOWN, reading.council().seq
    for entry in reading.entries():
        known = evolve(known, entry)
        if entry.seq % STEP == 0 or entry.seq == end:
            yield known, entry.recorded_at


def test_whether_an_exit_is_held_is_whether_anything_holds_it() -> None:
    answers = set[bool]()
    for council, at in councils():
        for phase in Phase:
            is_held = is_exit_held(council, phase, at)
            assert is_held == bool(exit_blockers(council, phase, at)), (council.seq, phase)
            answers.add(is_held)
    assert answers == {True, False}


def test_what_holds_all_exits_is_what_holds_each_without_repeats() -> None:
    for council, at in councils():
        each = chain.from_iterable(exit_blockers(council, phase, at) for phase in Phase)
        every = exits_blockers(council, tuple(Phase), at)
        assert tuple(dict.fromkeys(every)) == tuple(dict.fromkeys(each))


def test_the_route_alone_is_the_route_that_the_gate_sees() -> None:
    found = set[object]()
    for council, at in councils():
        for subject in all_subjects(council):
            route = route_of(council, subject)
            assert route == look_at(council, subject, at).route, (council.seq, subject)
            found.add(route)
    assert len(found) > 3


def test_what_is_remembered_of_the_register_is_what_stands_in_it() -> None:
    for council, at in councils():
        rows = council.register.rows
        subjects = sorted(filter(is_subject, rows))
        assert all_subjects(council) == tuple(subjects)
        assert all_subjects(council, "link") == tuple(
            one for one in subjects if kind_of(one) == "link"
        )
        hosted = [one for one in subjects if _hosting(council, one) is Hosting.SAAS]
        assert all_subjects(council, hosting=Hosting.SAAS) == tuple(hosted)
        services = sorted(key for key in rows if kind_of(key) == "service")
        assert all_cells(council) == tuple(
            cell for key in services for cell in cells_of(council, id_of(key))
        )
        backlogs = sorted(key for key, row in rows.items() if isinstance(row, BacklogRow))
        seen = View(council, at).backlogs
        assert sorted(f"backlog:{row.id}" for some in seen.values() for row in some) == backlogs
        assert all(service_of(row.cell) == key for key, some in seen.items() for row in some)


def _hosting(council: Council, subject: str) -> Hosting | None:
    row = council.register.rows[subject]
    return row.hosting if isinstance(row, SystemRow) else None
