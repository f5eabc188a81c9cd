"""When something public last changed: by a person, or because a date came that we had told."""

from datetime import datetime

from reinstate.operations.public_record import PublicPromise, PublicRecord, PublicService


def promise_moved_at(promise: PublicPromise) -> datetime:
    """Return when a promise was made, its date passed or it ended."""
    moments = [promise.said_at, *_told(promise.ended_at)]
    if was_late(promise):
        moments.append(deadline_of(promise))
    return max(moments)


def service_moved_at(service: PublicService) -> datetime:
    """Return when residents last read something new about a service."""
    return max([service.changed_at, *map(promise_moved_at, service.promises)])


def record_moved_at(record: PublicRecord) -> datetime:
    """Return when residents last read anything new."""
    moments = [record.changed_at, *map(promise_moved_at, record.promises)]
    moments += [
        one.earliest for one in record.promises if one.has_begun and one.earliest is not None
    ]
    incident = record.incident
    if incident is not None and incident.is_late:
        moments += _told(incident.next_update_at)
    return max(moments)


def deadline_of(promise: PublicPromise) -> datetime:
    """Return by when a promise is to be kept."""
    return promise.latest or promise.say_more_by or promise.said_at


def was_late(promise: PublicPromise) -> bool:
    """Return whether its date passed while it stood."""
    if promise.ended_at is None:
        return promise.is_overdue
    return promise.ended_at > deadline_of(promise)


def _told(at: datetime | None) -> tuple[datetime, ...]:
    return (at,) if at is not None else ()
