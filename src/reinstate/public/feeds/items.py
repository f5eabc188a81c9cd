"""What stands in the feeds: incidents, returns, updates, levels and promises, one entry each.

The id of an entry is a `tag:` URI of the host, the year in which the thing was first told, and
its public id: a correction moves `updated` and nothing else.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

from reinstate.core.terms.level import WORDS
from reinstate.operations.public_record import (
    PublicLevel,
    PublicNotice,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.public.feeds.atom import Category, Item
from reinstate.public.feeds.status import STATUS_WORDS
from reinstate.public.identifiers import public_id, service_address, update_address
from reinstate.public.incidents import NAME, Incident
from reinstate.public.maintenances import Maintenance
from reinstate.public.message import Message, one_line, text_of, title_of
from reinstate.public.moved import promise_moved_at, was_late
from reinstate.public.words import (
    ENDED,
    MEANING,
    moment_words,
    paragraphs,
    promise_words,
    sentence,
)


def tag(record: PublicRecord, at: datetime, place: str) -> str:
    """Return an id that never changes: `at` is when the thing was first told."""
    return f"tag:{record.host},{at.astimezone(UTC).year}:{place}"


def of_incident(record: PublicRecord, one: Incident) -> Item:
    """Return an incident, with everything we said in it."""
    services = [message.notice.service for message in one.messages if message.notice]
    return Item(
        id=tag(record, one.began_at, f"incident/{one.id}"),
        title=NAME,
        link=f"https://{record.host}/updates/",
        published=one.began_at,
        updated=max(message.changed_at for message in one.messages),
        html=_messages(one.messages),
        categories=_categories(record, services),
    )


def of_maintenance(record: PublicRecord, one: Maintenance) -> Item:
    """Return the return of a service, with every range that was given."""
    place = service_address(one.service) if one.service else "/"
    return Item(
        id=tag(record, one.created_at, f"return/{one.id}"),
        title=one.name,
        link=f"https://{record.host}{place}",
        published=one.created_at,
        updated=one.changed_at,
        html=_messages(one.messages),
        categories=_categories(record, [one.service]),
    )


def of_update(record: PublicRecord, notice: PublicNotice) -> Item:
    """Return an update as its words stand now."""
    return Item(
        id=tag(record, notice.first_said_at, f"update/{public_id('notice', notice.id)}"),
        title=title_of(notice),
        link=f"https://{record.host}{update_address(notice.id)}",
        published=notice.first_said_at,
        updated=notice.changed_at,
        html=_html(text_of(notice)),
        categories=_categories(record, [notice.service]),
    )


def of_level(record: PublicRecord, service: PublicService, level: PublicLevel) -> Item:
    """Return a level that a service came to have."""
    since = level.since or service.added_at
    id_ = public_id("level", f"{service.id}/{since.isoformat()}")
    return Item(
        id=tag(record, since, f"level/{id_}"),
        title=f"{one_line(service.name)}: {WORDS[level.level]}",
        link=f"https://{record.host}{service_address(service.id)}",
        published=since,
        updated=since,
        html=_html(MEANING[level.level]),
        categories=_categories(record, [service.id]),
    )


def of_promise(record: PublicRecord, service: PublicService, promise: PublicPromise) -> Item:
    """Return a promise about a service, and how it ended."""
    return Item(
        id=tag(record, promise.said_at, f"promise/{public_id('promise', promise.id)}"),
        title=f"{one_line(service.name)}: when it will be back",
        link=f"https://{record.host}{service_address(service.id)}",
        published=promise.said_at,
        updated=promise_moved_at(promise),
        html=_html("\n\n".join(_told(promise))),
        categories=_categories(record, [service.id]),
    )


def _told(promise: PublicPromise) -> list[str]:
    said = [sentence(promise_words(promise))]
    if promise.ended_at is not None:
        late = "It was late. " if was_late(promise) else ""
        said.append(f"{late}{ENDED[promise.state]} ({moment_words(promise.ended_at)})")
    return said


def _categories(record: PublicRecord, services: Iterable[str]) -> tuple[Category, ...]:
    named = frozenset(services)
    shown = (service for service in record.services if service.id in named)
    return tuple(Category(service.id, one_line(service.name)) for service in shown)


def _messages(messages: Iterable[Message]) -> str:
    """Return messages as they come, each with its date and what it meant."""
    return "\n".join(f"<h2>{_heading(one)}</h2>\n{_html(one.text)}" for one in messages)


def _heading(message: Message) -> str:
    return escape(f"{moment_words(message.at)}: {STATUS_WORDS[message.status]}")


def _html(text: str) -> str:
    blocks = ("<br>".join(escape(line) for line in lines) for lines in paragraphs(text))
    return "\n".join(f"<p>{block}</p>" for block in blocks)
