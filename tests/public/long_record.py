"""The record of a council that has told a great deal: as many updates and dates as asked for."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from reinstate.operations.public_record import (
    PublicNotice,
    PublicPromise,
    PublicRecord,
    Wording,
)
from tests.public.builders import BINS, START_AT, a_small_council

TITLE_MAX = 150
LONG = "We are sorry: " + "every word of a title that is as long as a title may be, " * 3


def a_record(*, updates: int = 0, promises: int = 0, title_length: int = TITLE_MAX) -> PublicRecord:
    """Return a small council that has told as much as this, a thing every hour."""
    known = a_small_council().record()
    dates = tuple(_date(number) for number in range(promises, 0, -1))
    services = tuple(
        replace(one, promises=dates if one.id == BINS else ()) for one in known.services
    )
    return replace(
        known,
        services=services,
        updates=tuple(_update(number, title_length) for number in range(updates, 0, -1)),
        promises=dates,
        changed_at=at(updates),
    )


def _update(number: int, title_length: int) -> PublicNotice:
    told_at = at(number)
    return PublicNotice(
        id=f"c{number}.0",
        place="update",
        now=Wording(f"{number} {LONG}"[:title_length], f"{LONG} {LONG}", told_at),
        first_said_at=told_at,
        changed_at=told_at,
        service=BINS,
        channel="all",
        group="all",
        state="standing",
        earlier=(),
    )


def _date(number: int) -> PublicPromise:
    told_at = at(number)
    return PublicPromise(
        id=f"d{number}.0",
        said_at=told_at,
        earliest=told_at,
        latest=told_at + timedelta(days=1),
        say_more_by=None,
        state="broken" if number % 7 else "open",
        ended_at=told_at + timedelta(days=2) if number % 7 else None,
        has_begun=False,
        is_overdue=False,
        service=BINS,
        channel="all",
        group="all",
    )


def at(number: int) -> datetime:
    """Return when the thing of this number was told."""
    return START_AT + timedelta(hours=number)
