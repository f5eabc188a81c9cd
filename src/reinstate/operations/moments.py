"""Moments in facts as people type them: a point, a day, or a range `A..B` open on either side."""

from datetime import date, datetime, timedelta

from reinstate.core.terms.moment import UNTOLD, Moment, exactly
from reinstate.operations.days import end_of_day
from reinstate.operations.times import instant, until

ANY_TIME = UNTOLD
"""Nobody said when."""


def moment(words: str, now: datetime) -> Moment:
    """Return when something was true: `2026-11-20` is that whole day, `A..B` a range.

    A day that is not over ends now: what happened cannot lie ahead.
    """
    if not words:
        return ANY_TIME
    if ".." in words:
        first, _, last = words.partition("..")
        return between(first, last, now)
    return between(words, words, now) if _is_day(words) else exactly(instant(words, now))


def between(first: str, last: str, now: datetime) -> Moment:
    """Return the moment that lies between two, either of which may be left open."""
    return Moment(
        earliest=instant(first, now) if first else None,
        latest=_end(last, now) if last else None,
    )


def _end(words: str, now: datetime) -> datetime:
    """Return the last minute of a day, but not past now; any other time as it is."""
    if not _is_day(words):
        return instant(words, now)
    return _not_past(until(words, now) - timedelta(minutes=1), words, now)


def _not_past(end: datetime, day: str, now: datetime) -> datetime:
    has_begun = instant(day, now) <= now < end_of_day(date.fromisoformat(day))
    return min(end, now) if has_begun else end


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
