"""What was known earlier: a few folded states are kept, and any other is a short fold away.

A state shares nearly all of itself with its neighbours, so those that are kept cost little.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reinstate.core.journal.entry import Entry
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve, fold

SPACING_MIN: Final = 250
"""So many entries lie between two states that are kept; twice as many each time it is too many."""

KEPT_MAX: Final = 32
"""So many states are kept, however long the journal is."""

NEVER: Final = datetime.max.replace(tzinfo=UTC)

Between = Callable[[int, int], Iterable[Entry]]
"""Reads the entries after one, up to and with another."""


class Stretch(Struct, frozen=True):
    """What was known where a stretch of entries begins, and the earliest time told in it.

    A clock that was put back makes entries earlier than those before them.
    """

    council: Council = NOTHING_KNOWN
    earliest: datetime = NEVER


class Past(Struct, frozen=True):
    """The stretches of a journal that was folded as far as `size`, the oldest first."""

    stretches: tuple[Stretch, ...] = (Stretch(),)
    size: int = 0
    spacing: int = SPACING_MIN

    def as_of(self, at: datetime, between: Between) -> Council:
        """Return what was known at `at`: the longest prefix whose last entry is not later."""
        end = self.size
        for stretch in reversed(self.stretches):
            if stretch.earliest <= at:
                entries = list(between(stretch.council.seq, end))
                while entries[-1].recorded_at > at:
                    entries.pop()
                return fold(entries, stretch.council)
            end = stretch.council.seq
        return NOTHING_KNOWN


NO_PAST: Final = Past()


def grown(past: Past, known: Council, entries: Iterable[Entry]) -> tuple[Past, Council]:
    """Return the past with further entries, and what is known after them."""
    kept, last, spacing = list(past.stretches[:-1]), past.stretches[-1], past.spacing
    start, earliest = last.council, last.earliest
    for entry in entries:
        if known.seq - start.seq >= spacing:
            kept.append(Stretch(start, earliest))
            start, earliest = known, NEVER
            if len(kept) >= KEPT_MAX:
                kept, spacing = _thinned(kept), spacing * 2
        earliest = min(earliest, entry.recorded_at)
        known = evolve(known, entry)
    return Past((*kept, Stretch(start, earliest)), known.seq, spacing), known


def _thinned(kept: list[Stretch]) -> list[Stretch]:
    """Return each two stretches as one."""
    return [
        replace(one, earliest=min(one.earliest, other.earliest))
        for one, other in zip(kept[::2], kept[1::2], strict=True)
    ]
