"""What the first page and the printed pack say of all services together."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.terms.level import WORDS
from reinstate.operations.public_record import PublicNotice, PublicRecord, PublicService
from reinstate.public.book import Promised, promised, standing
from reinstate.public.identifiers import anchor
from reinstate.public.lists import Standing, first, standings
from reinstate.public.shown import Line, Told, line, names, told
from reinstate.public.words import EVERYBODY_ELSE, counted, lead, whom_words

LATEST_MAX: Final = 3
HELP_PATH: Final = "help/index.html"

FORMATS: Final = (
    ("British Sign Language (BSL)", ("sign language", "bsl")),
    ("Easy Read", ("easy read", "easyread")),
    ("Other languages", ("languages", "translat")),
)
"""How else we may be read, and what a section of help says when we may."""


class Format(Struct, frozen=True):
    """Another way to read or hear us, and the section of help that tells of it."""

    words: str
    path: str


class Front(Struct, frozen=True, kw_only=True):
    """The first page."""

    lead: str
    counted: str
    happened: tuple[Told, ...]
    standings: tuple[Standing, ...]
    money: tuple[Told, ...]
    first: tuple[Line, ...]
    total: str
    has_needs: bool
    promises: tuple[Promised, ...]
    latest: tuple[Told, ...]
    help: tuple[Told, ...]
    formats: tuple[Format, ...]


class Row(Struct, frozen=True):
    """A service on paper: what to do, and how it stands for each part of it."""

    line: Line
    words: str
    cells: tuple[str, ...]


def front(record: PublicRecord) -> Front:
    """Return the first page."""
    named = names(record)
    to_all = (one for one in record.promises if not one.service)
    return Front(
        lead=lead(record),
        counted=counted(record),
        happened=told(record.words.happened, named),
        standings=standings(record),
        money=told(record.words.money, named),
        first=first(record),
        total=str(len(record.services)),
        has_needs=any(service.need for service in record.services),
        promises=promised(standing(to_all)),
        latest=told(record.updates[:LATEST_MAX], named),
        help=told(record.words.help[:1], named),
        formats=tuple(_formats(record.words.help)),
    )


def rows(record: PublicRecord) -> tuple[Row, ...]:
    """Return every service as the printed pack has it."""
    return tuple(_row(service) for service in record.services)


def _row(service: PublicService) -> Row:
    shown = line(service)
    words = " ".join(one for one in (shown.do_now, shown.other_ways) if one)
    return Row(shown, words or shown.tag.meaning, _cells(service))


def _formats(sections: tuple[PublicNotice, ...]) -> Iterator[Format]:
    for words, signs in FORMATS:
        for section in sections:
            said = f"{section.now.title} {section.now.text}".casefold()
            if any(sign in said for sign in signs):
                yield Format(words, f"{HELP_PATH}#{anchor(section.id)}")
                break


def _cells(service: PublicService) -> tuple[str, ...]:
    if len({cell.now.level for cell in service.cells}) < 2:
        return ()
    return tuple(
        f"{whom_words(cell.channel, cell.group) or EVERYBODY_ELSE}: {WORDS[cell.now.level].lower()}"
        for cell in service.cells
    )
