"""The returns of services as machines follow them: a promised range is a booked maintenance.

Each service, and each of its cells, has one return in an incident. When its range moves, the
return says so and stays the same; it is never deleted. A promise without a range books
nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.state.words import PromiseState
from reinstate.core.terms.level import Level, worst
from reinstate.operations.public_record import (
    PublicLevel,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.public.identifiers import public_id
from reinstate.public.incidents import incident_of
from reinstate.public.message import Message, newest_first, of_fact, one_line
from reinstate.public.moved import deadline_of, was_late
from reinstate.public.words import ALL, moment_words, range_words, whom_words

SCHEDULED: Final = "scheduled"
IN_PROGRESS: Final = "in_progress"
VERIFYING: Final = "verifying"
COMPLETED: Final = "completed"

BEGUN: Final = "The time that we gave has begun."
LATE: Final = "The time that we gave has passed. We are late."
AS_USUAL: Final = "It works as usual again."
IN_PART: Final = "It works, with limits."
ENDED: Final[dict[PromiseState, str]] = {
    "kept": "It is back, as we said.",
    "broken": "We did not keep this date.",
    "replaced": "This date no longer stands.",
    "withdrawn": "We took this date back.",
}

Key = tuple[str, str, str, str]
"""Of a return: incident, service, channel and group."""


class Maintenance(Struct, frozen=True, kw_only=True):
    """The return of a service or cell; `service` is empty when it is of all of them.

    `created_at` is when a range was first given; the range is the one that stands, or the
    last that did.
    """

    id: str
    name: str
    status: str
    created_at: datetime
    changed_at: datetime
    resolved_at: datetime | None
    earliest: datetime
    latest: datetime
    promise: PublicPromise
    service: str
    channel: str
    group: str
    messages: tuple[Message, ...]


def maintenances(record: PublicRecord) -> tuple[Maintenance, ...]:
    """Return every return that was given a range, newest first."""
    services = {service.id: service for service in record.services}
    returns = dict[Key, list[PublicPromise]]()
    for promise in reversed(record.promises):
        incident = incident_of(record, promise.said_at)
        key = (incident, promise.service, promise.channel, promise.group)
        if key in returns or _has_range(promise):
            returns.setdefault(key, []).append(promise)
    found = (_maintenance(record, services, *one) for one in returns.items())
    return tuple(sorted(found, key=lambda one: (one.created_at, one.id), reverse=True))


def status(state: PromiseState, *, has_begun: bool, level: Level) -> str:
    """Return the status of a return, by its standing promise and the level as it is now.

    A promise that ended is over, kept or not: its last message says which. One that stands is
    over as soon as the service works as usual, whoever forgot to say that it was kept.
    """
    if state != "open" or level is Level.NORMAL:
        return COMPLETED
    if not has_begun:
        return SCHEDULED
    return VERIFYING if level is Level.PARTLY_WORKING else IN_PROGRESS


def _maintenance(
    record: PublicRecord,
    services: dict[str, PublicService],
    key: Key,
    promises: Sequence[PublicPromise],
) -> Maintenance:
    incident, id_, channel, group = key
    service = services.get(id_)
    stands = _standing(promises)
    now = _level(record, service, channel, group)
    found = status(stands.state, has_begun=stands.has_begun, level=now.level)
    since = [one for one in _moved(key, service, now) if one.at > promises[0].said_at]
    messages = newest_first([*_told(promises), *since])
    return Maintenance(
        id=public_id("return", "/".join((incident, *_about(id_, channel, group)))),
        name=_name(service, channel, group),
        status=found,
        created_at=promises[0].said_at,
        changed_at=max(one.changed_at for one in messages),
        resolved_at=_resolved_at(stands, now) if found == COMPLETED else None,
        earliest=stands.earliest or stands.said_at,
        latest=stands.latest or stands.said_at,
        promise=stands,
        service=id_,
        channel=channel,
        group=group,
        messages=messages,
    )


def _about(service: str, channel: str, group: str) -> tuple[str, ...]:
    return (service, channel, group) if service else (ALL,)


def _has_range(promise: PublicPromise) -> bool:
    return promise.earliest is not None and promise.latest is not None


def _standing(promises: Sequence[PublicPromise]) -> PublicPromise:
    """Return the newest range that stands, or else the newest that did."""
    ranged = [one for one in promises if _has_range(one)]
    return next((one for one in reversed(ranged) if one.state == "open"), ranged[-1])


def _name(service: PublicService | None, channel: str, group: str) -> str:
    """Return the name; it begins with our words, so no service's name can pass for another."""
    if service is None:
        return "Expected back: all services"
    whom = whom_words(channel, group)
    name = one_line(service.name)
    return f"Expected back: {name} ({whom})" if whom else f"Expected back: {name}"


def _level(
    record: PublicRecord, service: PublicService | None, channel: str, group: str
) -> PublicLevel:
    """Return how what is promised stands now: a cell, a service, or the worst of all."""
    if service is None:
        levels = [one.now.level for one in record.services]
        return PublicLevel(worst(*levels) if levels else Level.UNKNOWN, None)
    if (channel, group) == (ALL, ALL):
        return service.now
    cells = (one.now for one in service.cells if (one.channel, one.group) == (channel, group))
    return next(cells, service.now)


def _resolved_at(stands: PublicPromise, now: PublicLevel) -> datetime:
    return stands.ended_at or max(now.since or stands.said_at, stands.said_at)


def _told(promises: Sequence[PublicPromise]) -> Iterator[Message]:
    """Yield what we told about each promise, and what became of it."""
    for place, promise in enumerate(promises):
        said = public_id("promise", promise.id)
        yield of_fact(said, SCHEDULED, _words(promise), promise.said_at)
        if promise.has_begun and promise.earliest is not None:
            begun = public_id("promise-begun", promise.id)
            yield of_fact(begun, IN_PROGRESS, BEGUN, promise.earliest)
        if was_late(promise):
            late = public_id("promise-late", promise.id)
            yield of_fact(late, IN_PROGRESS, LATE, deadline_of(promise))
        if promise.ended_at is not None and not _gave_way(promise, promises[place + 1 :]):
            ended = public_id("promise-ended", promise.id)
            yield of_fact(ended, COMPLETED, ENDED[promise.state], promise.ended_at)


def _gave_way(promise: PublicPromise, later: Sequence[PublicPromise]) -> bool:
    """Return whether another was already said when this one ended: that says it all."""
    if promise.state != "replaced" or promise.ended_at is None:
        return False
    return any(one.said_at <= promise.ended_at for one in later)


def _words(promise: PublicPromise) -> str:
    if promise.earliest is not None and promise.latest is not None:
        what = "it" if promise.service else "all services"
        return f"We expect {what} back {range_words(promise.earliest, promise.latest)}."
    return f"We have no date yet. We will say more by {moment_words(deadline_of(promise))}."


def _moved(key: Key, service: PublicService | None, now: PublicLevel) -> Iterator[Message]:
    """Yield since when it works, as usual or with limits, newest last."""
    words = {Level.NORMAL: (COMPLETED, AS_USUAL), Level.PARTLY_WORKING: (VERIFYING, IN_PART)}
    past = service.past if service is not None and service.now is now else ()
    for change in dict.fromkeys((*reversed(past), now)):
        if change.level in words and change.since is not None:
            id_ = public_id("return-level", "/".join((*key, change.since.isoformat())))
            yield of_fact(id_, *words[change.level], change.since)
