"""Moments in facts as people type them."""

from datetime import UTC, datetime

import pytest

from reinstate.core.terms.moment import Moment
from reinstate.core.terms.trouble import BadInput
from reinstate.operations.moments import between, moment

NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment in July 2026."""
    return datetime(2026, 7, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("", None, None),
        ("2026-07-10 14:00", at(10, 13), at(10, 13)),
        ("2026-07-10T14:00:00Z", at(10, 14), at(10, 14)),
        ("-2h", at(20, 10), at(20, 10)),
        ("2026-07-10", at(9, 23), at(10, 22, 59)),
        ("2026-07-20", at(19, 23), NOW),
        ("2026-07-10..2026-07-12", at(9, 23), at(12, 22, 59)),
        ("2026-07-10..", at(9, 23), None),
        ("..-1d", None, at(19, 12)),
    ],
)
def test_words_name_a_moment(
    words: str, earliest: datetime | None, latest: datetime | None
) -> None:
    assert moment(words, NOW) == Moment(earliest=earliest, latest=latest)


def test_a_day_to_come_is_left_to_the_rules_to_refuse() -> None:
    assert between("2026-07-21", "", NOW).earliest == at(20, 23)


def test_words_that_name_no_moment_are_a_misuse() -> None:
    with pytest.raises(BadInput, match="no moment"):
        moment("last tuesday", NOW)
