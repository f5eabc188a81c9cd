"""Days as the council counts them: in its own zone."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/London")


def end_of_day(day: date) -> datetime:
    """Return the moment with which a day ends in the council's zone, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)
