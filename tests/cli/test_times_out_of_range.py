"""Times and spans that no calendar holds are refused in words, and lock nothing up."""

import pytest

from tests.cli.answers import Home


@pytest.mark.parametrize("words", ["+999999w", "9999-12-31T23:59-05:00", "0001-01-01"])
def test_a_practice_clock_takes_no_time_that_locks_the_home(home: Home, words: str) -> None:
    assert home.run("clock", "set", words).code == 2
    assert home.run("isolate", "system:sys-ledger").code in (0, 4)


def test_a_watch_of_a_million_years_is_refused(home: Home) -> None:
    assert home.run("limit", "tighten", "watch", "99999999w").code == 1
