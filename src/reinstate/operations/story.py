"""What happened to one thing: the entries that name it, as they were known or as they are true."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.journal.entry import Entry, entry_of
from reinstate.core.journal.events.union import Correctable
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import EPOCH, Moment
from reinstate.operations import chronicle
from reinstate.operations.since import words_of
from reinstate.store import read

PAGE: Final = 40
"""So many entries of a story are shown at once."""

TRUE_MAX: Final = 400
"""So many of the newest entries are put in the order in which they were true."""

BATCH: Final = 100


class Told(Struct, frozen=True):
    """One entry of a story; `true_at` says when it was true, where somebody told."""

    seen: chronicle.EntrySeen
    true_at: Moment | None = None


class Story(Struct, frozen=True):
    """Some of the entries about a thing, the newest first; `older` is where to go on, 0 nowhere."""

    told: tuple[Told, ...]
    older: int = 0


def known(council: Council, about: Iterable[str], upto: int = 0, limit: int = PAGE) -> Story:
    """Return the newest entries about something in the order in which they were written.

    `about` are references and ids; `upto` leaves out what is newer than that entry.
    """
    last = min(upto or council.seq, council.seq)
    found = _entries(about, last, limit + 1)
    older = found[limit].seq if len(found) > limit else 0
    told = chronicle.worded(found[:limit], council)
    return Story(tuple(Told(one, _true_at(one.entry)) for one in told), older)


def true(council: Council, about: Iterable[str]) -> Story:
    """Return the entries about something as they are known to be now, by when they were true.

    What was put right stands as it should have been, what was withdrawn does not stand.
    """
    entries = _entries(about, council.seq, TRUE_MAX)
    standing = [fixed for one in entries if (fixed := _as_known_now(council, one)) is not None]
    standing.sort(key=lambda one: (_when(one), one.seq), reverse=True)
    return Story(
        tuple(Told(one, _true_at(one.entry)) for one in chronicle.worded(standing, council))
    )


def _entries(about: Iterable[str], upto: int, limit: int) -> list[Entry]:
    wanted = frozenset(about)
    return list(islice((one for one in _near(wanted, upto) if _is_about(one, wanted)), limit))


def _near(wanted: frozenset[str], upto: int) -> Iterator[Entry]:
    """Yield the entries in which one of these words stands anywhere, the newest first."""
    quoted = [msgspec.json.encode(one).decode() for one in sorted(wanted)]
    while found := read.lines_naming(quoted, upto, BATCH):
        yield from (entry_of(line) for _, line in found)
        upto = found[-1][0] - 1


def _is_about(entry: Entry, wanted: frozenset[str]) -> bool:
    """Return whether an entry is about one of these; the text that a clearer read is not asked."""
    event = msgspec.to_builtins(entry.event)
    event.pop("text", None)
    return entry.id in wanted or not wanted.isdisjoint(words_of(event))


def _as_known_now(council: Council, entry: Entry) -> Entry | None:
    """Return an entry as it stands after corrections; nothing where it was withdrawn."""
    if not isinstance(entry.event, Correctable):
        return entry
    return council.facts.get(entry.seq)


def _true_at(entry: Entry) -> Moment | None:
    told = getattr(entry.event, "at", None) or getattr(entry.event, "point", None)
    is_told = isinstance(told, Moment) and (told.earliest or told.latest)
    return told if is_told else None


def _when(entry: Entry) -> datetime:
    told = _true_at(entry)
    return (told.latest or told.earliest or EPOCH) if told else entry.recorded_at
