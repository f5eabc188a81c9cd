"""What happened to one thing: the entries that name it, as they were known or as they are true."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.union import Correctable
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import EPOCH, Moment, exactly
from reinstate.operations import chronicle, journal_index, reading

PAGE: Final = 40
"""So many entries of a story are shown at once."""

TRUE_MAX: Final = 1_000
"""So many of the newest entries are put in the order in which they were true."""


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
    return Story(told(council, found[:limit]), older)


def true(council: Council, about: Iterable[str]) -> list[Entry]:
    """Return the entries about something as they are known to be now, by when they were true.

    What was put right stands as it should have been, what was withdrawn does not stand. What
    carries no time of its own stands by when it was written down.
    """
    entries = _entries(about, council.seq, TRUE_MAX)
    standing = [fixed for one in entries if (fixed := _as_known_now(council, one)) is not None]
    return sorted(standing, key=lambda one: (_when(one), one.seq), reverse=True)


def told(council: Council, entries: Sequence[Entry]) -> tuple[Told, ...]:
    """Return entries in words, each with when it was true."""
    return tuple(Told(one, _true_at(one.entry)) for one in chronicle.worded(entries, council))


def _entries(about: Iterable[str], upto: int, limit: int) -> list[Entry]:
    return list(reading.entries_at(journal_index.naming(frozenset(about), upto)[:limit]))


def _as_known_now(council: Council, entry: Entry) -> Entry | None:
    """Return an entry as it stands after corrections; nothing where it was withdrawn."""
    if not isinstance(entry.event, Correctable):
        return entry
    return council.facts.get(entry.seq)


def _true_at(entry: Entry) -> Moment | None:
    found = (getattr(entry.event, name, None) for name in ("at", "point", "since"))
    told = next((one for one in found if one), None)
    if isinstance(told, datetime):
        return exactly(told)
    return told if isinstance(told, Moment) and (told.earliest or told.latest) else None


def _when(entry: Entry) -> datetime:
    told = _true_at(entry)
    return (told.latest or told.earliest or EPOCH) if told else entry.recorded_at
