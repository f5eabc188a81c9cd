"""Times as people type and read them: in the council's zone, or as a step from now."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from reinstate.core.terms.trouble import BadInput
from reinstate.operations.days import FIRST_YEAR, LAST_YEAR, ZONE, end_of_day, out_of_range

_STEP: Final = re.compile(r"(?P<sign>[+-])(?P<count>[0-9]{1,6})(?P<unit>[mhdw])")
_SPAN: Final = re.compile(r"(?P<count>[0-9]{1,8})(?P<unit>[mhdw]?)")
_MINUTES: Final = {"": 1, "m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}


def instant(words: str, now: datetime) -> datetime:
    """Return the moment that `words` name, in UTC.

    A date is its first minute, and a time without a zone is told in Europe/London;
    `+3d` and `-2h` are steps from `now`.

    Raises:
        BadInput: If they name no moment.
    """
    try:
        found = _instant(words, now)
    except OverflowError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise out_of_range(words)
    return found


def _instant(words: str, now: datetime) -> datetime:
    if words == "now":
        return now
    if step := _STEP.fullmatch(words):
        span = timedelta(minutes=int(step["count"]) * _MINUTES[step["unit"]])
        return now + span if step["sign"] == "+" else now - span
    try:
        told = datetime.fromisoformat(words)
    except ValueError as error:
        raise BadInput(
            "time-unreadable",
            f"{words!r} is no moment.",
            next="Write 2026-12-01, '2026-12-01 09:30', +3d or now.",
        ) from error
    return (told if told.tzinfo else told.replace(tzinfo=ZONE)).astimezone(UTC)


def until(words: str, now: datetime) -> datetime:
    """Return when something ends: a date alone means with the end of that day.

    Raises:
        BadInput: If the words name no moment.
    """
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return instant(words, now)
    return end_of_day(day)


def span_minutes(words: str) -> int:
    """Return a span, such as 90, 90m, 4h, 3d or 2w, in minutes.

    Raises:
        BadInput: If it is none.
    """
    span = _SPAN.fullmatch(words)
    if not span:
        raise BadInput(
            "span-unreadable", f"{words!r} is no span of time.", next="Write 90m, 4h, 3d or 2w."
        )
    return int(span["count"]) * _MINUTES[span["unit"]]


def span_words(minutes: int) -> str:
    """Return a span as people say it: `3 days`, `36 hours`, `90 minutes`."""
    for unit, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if minutes % size == 0:
            count = minutes // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    raise AssertionError("every whole number of minutes is one of minutes")


def told_end(moment: datetime) -> str:
    """Return when something ends; the end of a day is told by that day."""
    if moment.astimezone(ZONE).time() == time():
        return f"the end of {moment.astimezone(ZONE) - timedelta(minutes=1):%-d %b %Y}"
    return told(moment)


def told(moment: datetime) -> str:
    """Return a moment as the council reads it: `22 Nov 2026 10:05`."""
    return f"{moment.astimezone(ZONE):%-d %b %Y %H:%M}"
