"""A clock that was set back: what is done next is done, told, and led to as ever."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.operations import identity, reading, settings_of_home
from tests.desk.conftest import At
from tests.desk.staff import Staff

STEP = timedelta(hours=2)


@pytest.fixture
def asha(later: At) -> Iterator[Staff]:
    """Yield who runs the desk, in a home whose clock ran two hours ahead until just now."""
    asha = later("asha")
    right = reading.council().last_at
    settings_of_home.set_clock(asha.acting(), right + STEP)
    settings_of_home.set_clock(asha.acting(), right)
    size = reading.council().seq
    yield asha
    first = next(reading.entries(size))
    assert isinstance(first.event, ClockSteppedBack), "else nothing was tried"


def test_who_is_enrolled_is_named_and_led_to(asha: Staff) -> None:
    assert "Zoe Quill is enrolled" in asha.sent("/people/enrol/", {"name": "Zoe Quill"})


def test_a_role_that_was_given_is_told(asha: Staff) -> None:
    lev = identity.person_id(reading.council(), "lev")
    page = asha.sent(f"/people/{lev}/grant/", {"role": "trainer", "scope": "all"})
    assert "is trainer over everything" in page


def test_the_board_tells_what_was_done_and_not_that_the_clock_stepped_back(asha: Staff) -> None:
    asha.sent("/people/enrol/", {"name": "Zoe Quill"})
    page = asha.page("/")
    assert "Asha Rahman: Zoe Quill is enrolled" in page
    assert "The clock stepped back" not in page


def test_words_that_were_proposed_are_led_to(asha: Staff) -> None:
    typed = {"place": "update", "audience": "residents", "title": "Still off", "text": "More soon."}
    assert "Still off" in asha.sent("/messages/draft/", typed)


@pytest.mark.usefixtures("asha")
def test_what_was_seen_is_counted_without_the_clock() -> None:
    page = Staff("fola").sent("/systems/seen/?subject=system:sys-portal", {"state": "unclear"})
    assert "1 seen differently than before" in page
