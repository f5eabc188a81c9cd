"""The council as we know it now, or as it was known at a moment."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.journal.entry import Entry, entry_of
from reinstate.core.journal.events.home import HomeOpened
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve, fold
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.store import connect, read

PAST_MAX: Final = 8
"""So many earlier moments are kept folded: several people look back at the same time."""


class Folded(Struct, frozen=True):
    """What was folded of a home; by its last line we notice another journal in its place."""

    home: Path | None = None
    council: Council = NOTHING_KNOWN
    last_line: bytes = b""


@dataclass
class _Known:
    """What this process has folded so far: swapped whole, since threads read it side by side."""

    folded: Folded = field(default_factory=Folded)
    past: dict[datetime, tuple[int, Council]] = field(default_factory=dict)


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

    def following() -> Iterator[tuple[int, bytes]]:
        nonlocal last
        for seq, line in lines:
            last = line
            yield seq, line

    newer = caught_up(known, following())
    return keep(newer, last)


def keep(newer: Council, last_line: bytes) -> Council:
    """Remember what was folded and its last line, for the next reader in this process."""
    _known.folded = Folded(connect.current_home(), newer, last_line)
    return newer


def forget() -> None:
    """Forget what was folded: the home at this place may be another one now."""
    _known.folded = Folded()
    _known.past = {}


def _replaced(seq: int) -> JournalCorrupt:
    return JournalCorrupt(
        "journal-replaced",
        f"Another journal stands in the place of the one that was read up to entry {seq}.",
        next="Stop this program, run `reinstate journal verify` against a kept checkpoint, and"
        " start it again.",
    )


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
    size = council().seq
    past = _known.past
    upto, as_of = past.get(at, (0, NOTHING_KNOWN))
    if not upto or any(entry.recorded_at <= at for entry in entries(upto)):
        as_of = _folded_upto(at)
    _known.past = {**dict(list(past.items())[-PAST_MAX + 1 :]), at: (size, as_of)}
    return as_of


def _folded_upto(at: datetime) -> Council:
    known = as_of = NOTHING_KNOWN
    with without_collecting():
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


def entries_at(seqs: Sequence[int]) -> Iterator[Entry]:
    """Yield some entries by their numbers, in the order that they are asked for."""
    found = read.lines_at(seqs)
    for seq in seqs:
        yield entry_of(found[seq])
