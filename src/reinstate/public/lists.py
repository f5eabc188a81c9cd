"""Services in lists: A to Z with everyday words, by need, and by how they stand."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from string import ascii_uppercase
from typing import Final
from unicodedata import combining, normalize

from msgspec import Struct

from reinstate.core.terms.level import ORDER
from reinstate.operations.public_record import PublicRecord, PublicService
from reinstate.public.shown import Line, Tag, also_called, line, tag
from reinstate.public.words import sentence

DIGITS: Final = "0-9"
OTHER: Final = "Other"
NO_NEED: Final = "Other services"


class Entry(Struct, frozen=True):
    """A line of the A to Z; `word` is an everyday word that leads to the service, or empty."""

    word: str
    line: Line


class Letter(Struct, frozen=True):
    """What stands under one letter; `id` is its place on the page."""

    letter: str
    id: str
    entries: tuple[Entry, ...]


class Need(Struct, frozen=True):
    """The services for one thing that people come for."""

    words: str
    id: str
    lines: tuple[Line, ...]


class Standing(Struct, frozen=True):
    """The services that stand alike, and how many they are."""

    tag: Tag
    count: str
    lines: tuple[Line, ...]


def letters(services: Iterable[PublicService]) -> tuple[Letter, ...]:
    """Return the A to Z: each service by its name, and by everyday words for it."""
    entries = sorted(_entries(services), key=_place)
    return tuple(
        Letter(letter, f"letter-{letter.lower()}", tuple(group))
        for letter, group in groupby(entries, key=lambda one: _letter(_word(one)))
    )


def needs(services: Iterable[PublicService]) -> tuple[Need, ...]:
    """Return the services by need; those without one come last."""
    ordered = sorted(services, key=lambda one: (not one.need, one.need.casefold()))
    groups = groupby(ordered, key=lambda one: one.need)
    return tuple(
        Need(need or NO_NEED, f"need-{number}", tuple(line(one) for one in group))
        for number, (need, group) in enumerate(groups, 1)
    )


def standings(record: PublicRecord) -> tuple[Standing, ...]:
    """Return the services by level, best first; every level is there."""
    found = []
    for level in ORDER:
        lines = tuple(line(one) for one in record.services if one.now.level is level)
        found.append(Standing(tag(level), str(len(lines)), lines))
    return tuple(found)


def first(record: PublicRecord) -> tuple[Line, ...]:
    """Return the services that people can least do without."""
    services = {service.id: service for service in record.services}
    return tuple(line(services[id_]) for id_ in record.first)


def _entries(services: Iterable[PublicService]) -> Iterator[Entry]:
    for service in services:
        shown = line(service)
        yield Entry("", shown)
        for word in also_called(service):
            yield Entry(sentence(word), shown)


def _place(entry: Entry) -> tuple[bool, str, str, str]:
    word = _bare(_word(entry))
    letter = _letter(word)
    return letter == OTHER, letter, word, entry.line.path


def _word(entry: Entry) -> str:
    return entry.word or entry.line.name


def _letter(word: str) -> str:
    initial = _bare(word)[:1].upper()
    if initial in ascii_uppercase and initial:
        return initial
    return DIGITS if initial.isdigit() else OTHER


def _bare(word: str) -> str:
    """Return a word as it is sorted: without accents, in small letters."""
    return "".join(one for one in normalize("NFKD", word.casefold()) if not combining(one))
