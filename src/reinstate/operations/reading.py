"""The council as we know it now, or as it was known at a moment."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.journal.entry import Entry, entry_of
from reinstate.core.journal.events.home import HomeOpened
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.operations.past import NO_PAST, Past, grown
from reinstate.store import connect, read

LOOKED_MAX: Final = 8
"""So many earlier moments are remembered: several people look back at the same time."""


class Folded(Struct, frozen=True):
    """What was folded of a home; by its last line we notice another journal in its place."""

    home: Path | None = None
    council: Council = NOTHING_KNOWN
    last_line: bytes = b""
    past: Past = NO_PAST


@dataclass
class _Known:
    """What this process has folded so far: swapped whole, since threads read it side by side."""

    folded: Folded = field(default_factory=Folded)
    looked: dict[datetime, tuple[int, Council]] = field(default_factory=dict)


_known: Final = _Known()


def council() -> Council:
    """Return what is known now: folds only what is new since the last call.

    Raises:
        JournalCorrupt: If what was folded before is not what stands in the journal now.
    """
    if _known.folded.home != connect.current_home():
        forget()
    folded = _known.folded
    known, last = folded.council, folded.last_line
    lines = read.lines(max(known.seq - 1, 0))
    if known.seq and next(lines, None) != (known.seq, last):
        raise _replaced(known.seq)

    def following() -> Iterator[Entry]:
        nonlocal last
        for _, line in lines:
            last = line
            yield entry_of(line)

    with without_collecting():
        past, newer = grown(folded.past, known, following())
    _known.folded = Folded(connect.current_home(), newer, last, past)
    return newer


def keep(known: Council, entries: Sequence[Entry], last_line: bytes) -> Council:
    """Return what is known after `entries`, which were just appended; remember it.

    Where another thread was faster, what that one read is left to stand.
    """
    folded = _known.folded
    if folded.council is not known:
        return fold(entries, known)
    past, newer = grown(folded.past, known, entries)
    _known.folded = Folded(connect.current_home(), newer, last_line, past)
    return newer


def forget() -> None:
    """Forget what was folded: the home at this place may be another one now."""
    _known.folded = Folded()
    _known.looked = {}


def _replaced(seq: int) -> JournalCorrupt:
    return JournalCorrupt(
        "journal-replaced",
        f"Another journal stands in the place of the one that was read up to entry {seq}.",
        next="Stop this program, run `reinstate journal verify` against a kept checkpoint, and"
        " start it again.",
    )


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
    council()
    before = _known.folded.past
    size, as_of = _known.looked.get(at, (0, NOTHING_KNOWN))
    if not size or any(entry.recorded_at <= at for entry in entries(size, before.size)):
        with without_collecting():
            as_of = before.as_of(at, entries)
    others = [one for one in _known.looked.items() if one[0] != at]
    _known.looked = {**dict(others[-LOOKED_MAX + 1 :]), at: (before.size, as_of)}
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


def entries_at(seqs: Sequence[int]) -> Iterator[Entry]:
    """Yield some entries by their numbers, in the order that they are asked for."""
    found = read.lines_at(seqs)
    for seq in seqs:
        yield entry_of(found[seq])
