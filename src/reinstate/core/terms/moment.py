"""Moments in facts are ranges, told in a time zone; gates take the worst case."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True)]
"""A point in time, always in UTC."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MINUTES_PER_HOUR: Final = 60
MINUTES_PER_DAY: Final = 24 * MINUTES_PER_HOUR


class Moment(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """When something was true: between `earliest` and `latest`, either may be open."""

    earliest: Instant | None = None
    latest: Instant | None = None
    zone: str = "Europe/London"


UNTOLD: Final = Moment()
"""The one moment of which nothing was told: as a default it leaves no trace in a line."""


def exactly(at: datetime) -> Moment:
    """Return the moment that is one known instant, whatever zone it was told in."""
    at = at.astimezone(UTC)
    return Moment(earliest=at, latest=at)


def minutes(count: int) -> timedelta:
    """Return a span of `count` minutes."""
    return timedelta(minutes=count)
