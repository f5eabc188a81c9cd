"""A service's cells: a partition of channel by group of people.

A partition is a list of cells of one service, no two of which overlap. Two cells overlap
when their channels meet and their groups meet: `all` meets everything, any other name meets
only itself and `all`. What the list leaves out is not offered, so nothing is asked of it.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from reinstate.core.terms.reference import Ref, cell, id_of

ALL: Final = "all"
CELLS_PER_SERVICE_MAX: Final = 200  # each pair is compared; no council divides so finely


def undivided(service: str) -> tuple[Ref, ...]:
    """Return the one cell of a service that was never divided."""
    return (cell(service),)


def do_overlap(one: Ref, other: Ref) -> bool:
    """Return whether two cells of one service would hold the same person by the same channel."""
    pairs = zip(_channel_and_group(one), _channel_and_group(other), strict=True)
    return all(a == b or ALL in (a, b) for a, b in pairs)


def overlaps(cells: Sequence[Ref]) -> tuple[tuple[Ref, Ref], ...]:
    """Return every pair of these cells that overlap: none, when they are a partition."""
    return tuple((a, b) for a, b in combinations(cells, 2) if do_overlap(a, b))


def divided(
    known: tuple[Ref, ...], listed: Iterable[Ref], *, is_whole: bool = False
) -> tuple[Ref, ...]:
    """Return a service's partition after a sheet lists `listed`, itself a partition.

    A known cell that a listed one overlaps is cut up or merged into it. Any other known cell
    stays, since nothing goes unasked, unless the list is whole (`--replace cell`).
    """
    new = tuple(listed)
    kept = () if is_whole else (old for old in known if not any(do_overlap(old, n) for n in new))
    after = (*kept, *new)
    return known if set(after) == set(known) else after


def _channel_and_group(reference: Ref) -> tuple[str, str]:
    _, channel, group = id_of(reference).split("/")
    return channel, group
