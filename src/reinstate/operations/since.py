"""What others did to some things since somebody looked: a form sent later may rest on less."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.operations import chronicle, reading

ENTRIES_MAX: Final = 2_000
"""So many entries back a page can lie; an older one is shown again whatever happened."""

SHOWN_MAX: Final = 12


def changes(
    council: Council,
    seen: int,
    about: Iterable[str],
    but: PersonId,
    *,
    passing: tuple[type[Event], ...] = (),
) -> tuple[chronicle.EntrySeen, ...]:
    """Return the last entries after `seen` that name any of `about` and are by somebody else.

    Of a page that is too old to look through, they are the last by anybody else.
    What is `passing` counts only in a page that is too old.
    `about` are references, ids of what was born in an entry, ids of rows, or kinds of event as
    `kind_word` gives them. An entry that names a finding names what it was found on.
    """
    wanted = frozenset(about)
    if not wanted or seen >= council.seq:
        return ()
    begin = max(seen, council.seq - ENTRIES_MAX)
    others = (entry for entry in reading.entries(begin, council.seq) if entry.actor != but)
    found = [
        entry
        for entry in others
        if begin > seen
        or not (isinstance(entry.event, passing) or wanted.isdisjoint(_named(council, entry)))
    ]
    return chronicle.worded(found[-SHOWN_MAX:], council)


def kind_word(kind: type[Event]) -> str:
    """Return the word by which every entry of a kind names itself."""
    return str(kind.__struct_config__.tag)


def _named(council: Council, entry: Entry) -> Iterator[str]:
    yield entry.id
    for word in words_of(msgspec.to_builtins(entry.event)):
        yield word
        if word in council.findings:
            yield from council.findings[word].subjects


def words_of(value: object) -> Iterator[str]:
    """Yield every word that plain data has, at any depth."""
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from words_of(one)
        case list() | tuple():
            for one in value:
                yield from words_of(one)
        case _:
            return
