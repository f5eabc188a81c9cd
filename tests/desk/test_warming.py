"""A process of the desk is ready before it answers: what the first page rests on is known."""

import gc
from collections.abc import Iterator
from http import HTTPStatus

import pytest

from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.desk import warming
from reinstate.operations import overview, reading, situation
from tests.desk.staff import Staff


@pytest.fixture
def _thawed() -> Iterator[None]:
    """Let the collector look at everything again afterwards."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("played", "_thawed")
def test_what_the_first_page_rests_on_was_looked_at_before() -> None:
    overview.forget()
    warming.make_ready()
    _, after = situation.now()
    council, at = situation.now()
    known = overview.overview(council, at)
    assert known.subjects
    assert all(one.looked_at <= after for one in known.subjects.values())
    assert gc.get_freeze_count() > 0


@pytest.mark.usefixtures("played", "_thawed")
def test_a_journal_that_was_replaced_is_told_by_the_pages_not_by_a_dead_process() -> None:
    reading.keep(reading.council(), (), b"the last line of another journal")
    warming.make_ready()
    with pytest.raises(JournalCorrupt):
        reading.council()


@pytest.mark.usefixtures("_thawed")
def test_a_home_in_which_nothing_is_yet_is_ready_too(newborn: Staff) -> None:
    warming.make_ready()
    assert newborn.get("/").status_code == HTTPStatus.OK
