"""Many proofs of one journal: each whole subtree is hashed once, and every proof picks from them.

Gives the same hashes as `merkle`, which hashes the leaves anew for each proof.
"""

from collections.abc import Sequence

from msgspec import Struct

from reinstate.core.journal.merkle import node_hash


class Subtrees(Struct, frozen=True):
    """The roots of the whole subtrees: `levels[k][i]` covers the leaves from `i << k` on."""

    levels: tuple[tuple[bytes, ...], ...]

    @property
    def size(self) -> int:
        """Return how many leaves there are."""
        return len(self.levels[0])


def subtrees(leaves: Sequence[bytes]) -> Subtrees:
    """Return the whole subtrees over `leaves`; it costs a hash for each leaf."""
    levels = [tuple(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)  # the last may stand alone
        levels.append(tuple(node_hash(left, right) for left, right in pairs))
    return Subtrees(tuple(levels))


def root_at(tree: Subtrees, size: int) -> bytes:
    """Return the root over the first `size` leaves, of which there is one at least.

    Raises:
        IndexError: If there are not as many.
    """
    if not 1 <= size <= tree.size:
        raise IndexError(f"no tree of {size} leaves inside one of {tree.size}")
    return _run_root(tree, 0, size)


def consistency_path(tree: Subtrees, old_size: int) -> tuple[bytes, ...]:
    """Return the hashes that show the tree over the first `old_size` leaves inside this one.

    Raises:
        IndexError: If there are not as many, or none.
    """
    if not 1 <= old_size <= tree.size:
        raise IndexError(f"no tree of {old_size} leaves inside one of {tree.size}")
    return _subproof(tree, (0, tree.size), old_size)


def _subproof(tree: Subtrees, run: tuple[int, int], old_end: int) -> tuple[bytes, ...]:
    first, end = run
    if old_end == end:
        return () if first == 0 else (_run_root(tree, first, end),)
    split = _split(first, end)
    if old_end <= split:
        return (*_subproof(tree, (first, split), old_end), _run_root(tree, split, end))
    return (*_subproof(tree, (split, end), old_end), _run_root(tree, first, split))


def _run_root(tree: Subtrees, first: int, end: int) -> bytes:
    count = end - first
    if count & (count - 1) == 0:  # a whole subtree: runs begin where such a one does
        level = count.bit_length() - 1
        return tree.levels[level][first >> level]
    split = _split(first, end)
    return node_hash(_run_root(tree, first, split), _run_root(tree, split, end))


def _split(first: int, end: int) -> int:
    """Return where the largest whole subtree that does not fill the run ends."""
    return first + (1 << (end - first - 1).bit_length() - 1)
