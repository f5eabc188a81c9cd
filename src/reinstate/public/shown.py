"""What each page shows, already in words: templates choose nothing and compute nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from msgspec import Struct

from reinstate.core.terms.level import ORDER, WORDS, Level
from reinstate.operations.public_record import (
    PublicLevel,
    PublicNotice,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.public.identifiers import anchor, service_address, update_address
from reinstate.public.words import (
    ENDED,
    MEANING,
    machine_moment,
    moment_words,
    paragraphs,
    promise_words,
    sentence,
    whom_words,
)

NO_LETTER: Final = "0-9"


class Time(Struct, frozen=True):
    """A moment in words, and as machines read it."""

    words: str
    machine: str


class Tag(Struct, frozen=True):
    """A level as it is drawn: its code names the colour, its word is what is read."""

    code: str
    word: str
    meaning: str


class Count(Struct, frozen=True):
    """How many services read a level."""

    tag: Tag
    count: str


class Words(Struct, frozen=True, kw_only=True):
    """A notice as it is read; `about` is the service it concerns."""

    anchor: str
    address: str
    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    said: Time
    about: str
    about_address: str
    whom: str


class Line(Struct, frozen=True, kw_only=True):
    """A service in a list, or one of its cells, or a level it had: since when."""

    name: str
    address: str
    tag: Tag
    since: Time | None


class Letter(Struct, frozen=True):
    """The services under one letter; `id` is its place on the page."""

    letter: str
    id: str
    lines: tuple[Line, ...]


class Promised(Struct, frozen=True):
    """A date we gave, and how it ended if it has."""

    words: str
    said: Time
    ended: str


class ServicePage(Struct, frozen=True, kw_only=True):
    """One service."""

    line: Line
    cells: tuple[Line, ...]
    notices: tuple[Words, ...]
    promises: tuple[Promised, ...]
    ended: tuple[Promised, ...]
    past: tuple[Line, ...]
    is_working: bool


def time(at: datetime) -> Time:
    """Return a moment both ways."""
    return Time(moment_words(at), machine_moment(at))


def tag(level: Level) -> Tag:
    """Return how a level is drawn."""
    return Tag(level.value, WORDS[level], MEANING[level])


def tags() -> tuple[Tag, ...]:
    """Return every level, best first."""
    return tuple(tag(level) for level in ORDER)


def counts(record: PublicRecord) -> tuple[Count, ...]:
    """Return how many services read each level, none included."""
    levels = [service.now.level for service in record.services]
    return tuple(Count(tag(level), str(levels.count(level))) for level in ORDER)


def line(service: PublicService) -> Line:
    """Return a service as a list shows it."""
    return _line(service.name, service.now, service_address(service.id))


def first(record: PublicRecord) -> tuple[Line, ...]:
    """Return the services that people can least do without."""
    services = {service.id: service for service in record.services}
    return tuple(line(services[id_]) for id_ in record.first)


def letters(services: Iterable[PublicService]) -> tuple[Letter, ...]:
    """Return the services by letter; `services` come by name."""
    found = []
    for letter, group in groupby(services, key=_letter):
        place = f"letter-{'other' if letter == NO_LETTER else letter.lower()}"
        found.append(Letter(letter, place, tuple(line(one) for one in group)))
    return tuple(sorted(found, key=lambda one: one.letter))


def notices(record: PublicRecord, some: Sequence[PublicNotice]) -> tuple[Words, ...]:
    """Return notices as they are read."""
    names = {service.id: service.name for service in record.services}
    return tuple(_words(notice, names.get(notice.service, "")) for notice in some)


def promised(promises: Iterable[PublicPromise], *, is_open: bool) -> tuple[Promised, ...]:
    """Return the dates that stand, or those that ended."""
    return tuple(_promised(one) for one in promises if (one.state == "open") == is_open)


def service_page(record: PublicRecord, service: PublicService) -> ServicePage:
    """Return one service; what it has once only is not divided into cells."""
    return ServicePage(
        line=line(service),
        cells=tuple(_cells(service)) if len(service.cells) > 1 else (),
        notices=notices(
            record,
            (*service.do_now, *service.money, *service.other_ways, *service.updates),
        ),
        promises=promised(service.promises, is_open=True),
        ended=promised(service.promises, is_open=False),
        past=tuple(_line("", level) for level in service.past),
        is_working=service.now.level is Level.NORMAL,
    )


def _cells(service: PublicService) -> Iterator[Line]:
    for cell in service.cells:
        yield _line(whom_words(cell.channel, cell.group) or "Everybody else", cell.now)


def _line(name: str, now: PublicLevel, address: str = "") -> Line:
    since = time(now.since) if now.since is not None else None
    return Line(name=name, address=address, tag=tag(now.level), since=since)


def _letter(service: PublicService) -> str:
    initial = service.name[:1].upper()
    return initial if "A" <= initial <= "Z" else NO_LETTER


def _words(notice: PublicNotice, about: str) -> Words:
    title = " ".join(" ".join(part) for part in paragraphs(notice.now.title))
    return Words(
        anchor=anchor(notice.id),
        address=update_address(notice.id),
        title=title,
        paragraphs=paragraphs(notice.now.text),
        said=time(notice.now.said_at),
        about=about,
        about_address=service_address(notice.service) if about else "",
        whom=whom_words(notice.channel, notice.group),
    )


def _promised(promise: PublicPromise) -> Promised:
    ended = ENDED.get(promise.state, "")
    return Promised(sentence(promise_words(promise)), time(promise.said_at), ended)
