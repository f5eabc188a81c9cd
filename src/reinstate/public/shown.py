"""What pages show, already in words: templates choose nothing and compute nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from reinstate.core.terms.level import ORDER, WORDS, Level
from reinstate.operations.public_record import (
    PublicLevel,
    PublicNotice,
    PublicRecord,
    PublicService,
    Wording,
)
from reinstate.public.identifiers import anchor, service_path, update_path
from reinstate.public.texts import (
    Block,
    Piece,
    blocks,
    first_sentence,
    headline,
    pieces,
    plain_words,
)
from reinstate.public.words import (
    MEANING,
    day_words,
    machine_moment,
    moment_words,
    paragraphs,
    whom_words,
)

ERASED = "These words were erased."


class Time(Struct, frozen=True):
    """A moment in words, and as machines read it."""

    words: str
    machine: str


class Tag(Struct, frozen=True):
    """A level as it is drawn: its code names the colour, its word is what is read."""

    code: str
    word: str
    meaning: str


class Line(Struct, frozen=True, kw_only=True):
    """A service in a list: where it is told, how it stands, and what to do first."""

    name: str
    path: str
    tag: Tag
    since: Time | None
    do_now: str = ""
    other_ways: str = ""
    also: str = ""

    @property
    def do_now_pieces(self) -> tuple[Piece, ...]:
        """Return what to do first, with numbers that can be rung."""
        return pieces(self.do_now.replace("\N{NO-BREAK SPACE}", " "))


class Said(Struct, frozen=True, kw_only=True):
    """Words as they were said at a moment; erased ones say so. `id` is their place on a page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    at: Time


class Told(Struct, frozen=True, kw_only=True):
    """A notice as it is read: its words now, those before, and whom they concern."""

    anchor: str
    path: str
    title: str
    first: str
    blocks: tuple[Block, ...]
    said: Time
    day: str
    changed: Time
    is_corrected: bool
    is_withdrawn: bool
    about: str
    about_path: str
    whom: str
    earlier: tuple[Said, ...]


def time(at: datetime) -> Time:
    """Return a moment both ways."""
    return Time(moment_words(at).replace("12 midday", "12\u00a0midday"), machine_moment(at))


def tag(level: Level) -> Tag:
    """Return how a level is drawn."""
    return _TAGS[level]


def tags() -> tuple[Tag, ...]:
    """Return every level, best first."""
    return tuple(_TAGS.values())


def line(service: PublicService) -> Line:
    """Return a service as a list shows it."""
    return Line(
        name=service.name,
        path=service_path(service.id),
        tag=tag(service.now.level),
        since=since(service.now),
        do_now=_first_of(service.do_now),
        other_ways=_first_of(service.other_ways),
        also=", ".join(also_called(service)),
    )


def also_called(service: PublicService) -> tuple[str, ...]:
    """Return the everyday words for a service that are not its name."""
    name = service.name.casefold()
    return tuple(word for word in service.also_called if word.casefold() != name)


def since(now: PublicLevel) -> Time | None:
    """Return since when a level stands, if it changed in the incident."""
    return time(now.since) if now.since is not None else None


def since_day(now: PublicLevel) -> Time | None:
    """Return since which day a level stands; the moment itself is for machines."""
    return Time(day_words(now.since), machine_moment(now.since)) if now.since is not None else None


def names(record: PublicRecord) -> Mapping[str, str]:
    """Return the names of services by id."""
    return {service.id: service.name for service in record.services}


def told(some: Iterable[PublicNotice], named: Mapping[str, str]) -> tuple[Told, ...]:
    """Return notices as they are read; `named` are the services that have a page."""
    return tuple(_told(notice, named.get(notice.service, "")) for notice in some)


def _told(notice: PublicNotice, about: str) -> Told:
    now = _said(notice.now, 0)
    return Told(
        anchor=anchor(notice.id),
        path=update_path(notice.id),
        title=now.title,
        first=first_sentence(notice.now.text),
        blocks=now.blocks,
        said=time(notice.said_at),
        day=day_words(notice.said_at),
        changed=time(notice.changed_at),
        is_corrected=bool(notice.earlier),
        is_withdrawn=notice.state == "withdrawn",
        about=about,
        about_path=service_path(notice.service) if about else "",
        whom=whom_words(notice.channel, notice.group),
        earlier=tuple(_said(one, number) for number, one in enumerate(notice.earlier, 1)),
    )


def _said(wording: Wording, number: int) -> Said:
    id_ = f"before-{number}"
    if wording.is_erased:
        return Said(id=id_, title=ERASED, blocks=(), at=time(wording.said_at))
    title = plain_words(" ".join(" ".join(lines) for lines in paragraphs(wording.title)))
    return Said(id=id_, title=title, blocks=blocks(wording.text), at=time(wording.said_at))


def _first_of(some: tuple[PublicNotice, ...]) -> str:
    """Return the first sentence of what is said to all who use a service, or to one part."""
    whole = [one for one in some if (one.channel, one.group) == ("all", "all")]
    for notice in (*whole, *some):
        sentence = headline(notice.now.title, notice.now.text)
        whom = whom_words(notice.channel, notice.group)
        return f"{whom}: {sentence}" if whom else sentence
    return ""


_TAGS = {level: Tag(level.value.replace("_", "-"), WORDS[level], MEANING[level]) for level in ORDER}
