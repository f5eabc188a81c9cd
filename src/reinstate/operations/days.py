"""Days as the council counts them: in its own zone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from reinstate.core.terms.trouble import BadInput

ZONE: Final = ZoneInfo("Europe/London")
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199


def end_of_day(day: date) -> datetime:
    """Return the moment with which a day ends in the council's zone, in UTC.

    Raises:
        BadInput: If it lies so far away that nobody can mean it.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise out_of_range(day.isoformat())
    return datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)


def out_of_range(words: str) -> BadInput:
    """Return what is said of a time that nobody can mean."""
    return BadInput(
        "time-out-of-range",
        f"{words!r} is outside the years {FIRST_YEAR} to {LAST_YEAR}.",
        next="Write 2026-12-01, '2026-12-01 09:30', +3d or now.",
    )
