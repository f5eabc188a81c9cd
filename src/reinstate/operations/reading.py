"""The council as we know it now, or as it was known at a moment."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reinstate.core.journal.entry import Entry, entry_of
from reinstate.core.journal.events.home import HomeOpened
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve, fold
from reinstate.store import connect, read


@dataclass
class _Known:
    """What this process has folded so far, of the home it points at."""

    home: Path | None = None
    council: Council = field(default_factory=lambda: NOTHING_KNOWN)


_known = _Known()


def council() -> Council:
    """Return what is known now: folds only what is new since the last call."""
    home = connect.current_home()
    if _known.home != home:
        _known.home, _known.council = home, NOTHING_KNOWN
    return keep(caught_up(_known.council, read.lines(_known.council.seq)))


def keep(newer: Council) -> Council:
    """Remember what was folded, for the next reader in this process."""
    _known.home, _known.council = connect.current_home(), newer
    return newer


def forget() -> None:
    """Forget what was folded: the home at this place may be another one now."""
    _known.home, _known.council = None, NOTHING_KNOWN


def caught_up(known: Council, lines: Iterable[tuple[int, bytes]]) -> Council:
    """Return what is known after further lines."""
    with without_collecting():
        return fold((entry_of(line) for _, line in lines), known)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Fold without the collector: what is folded stays, so looking for rubbish is wasted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def council_as_of(at: datetime) -> Council:
    """Return what was known at `at`: the longest prefix whose last entry is not later."""
    known = as_of = NOTHING_KNOWN
    for entry in entries():
        known = evolve(known, entry)
        if entry.recorded_at <= at:
            as_of = known
    return as_of


def home_kind() -> str:
    """Return what kind of home this is, as its first entry says; empty when it has none."""
    for entry in entries(upto=1):
        if isinstance(entry.event, HomeOpened):
            return entry.event.kind
    return ""


def entries(after: int = 0, upto: int | None = None) -> Iterator[Entry]:
    """Yield the entries after `after`, up to and with `upto`, oldest first."""
    for _, line in read.lines(after, upto):
        yield entry_of(line)
