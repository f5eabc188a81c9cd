"""The tree over the journal's entries, as RFC 6962 defines it, and its proofs.

Reads and writes nothing: it deals in SHA-256 hashes only.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

from msgspec import Struct

HASH_SIZE_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


class Frontier(Struct, frozen=True):
    """What an append needs of the tree: the roots of its whole subtrees, largest first."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()


NOTHING: Final = Frontier()


def leaf_hash(line: bytes) -> bytes:
    """Return the leaf of an entry: SHA-256 over a zero byte and the stored line."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the node over two subtrees: SHA-256 over a one byte and both hashes."""
    return sha256(b"\x01" + left + right).digest()


def extend(frontier: Frontier, leaves: Iterable[bytes]) -> Frontier:
    """Return the frontier after `leaves`; each costs one or two hashes on average."""
    size = frontier.size
    nodes = list(frontier.nodes)
    for leaf in leaves:
        node = leaf
        filled = size
        while filled & 1:
            node = sha256(b"\x01" + nodes.pop() + node).digest()
            filled >>= 1
        nodes.append(node)
        size += 1
    return Frontier(size, tuple(nodes))


def root_of(frontier: Frontier) -> bytes:
    """Return the root of the tree that `frontier` is the edge of."""
    if not frontier.nodes:
        return EMPTY_ROOT
    root = frontier.nodes[-1]
    for node in reversed(frontier.nodes[:-1]):
        root = node_hash(node, root)
    return root


def frontier_to_bytes(frontier: Frontier) -> bytes:
    """Return the nodes one after the other, as the head row keeps them."""
    return b"".join(frontier.nodes)


def frontier_from_bytes(size: int, stored: bytes) -> Frontier:
    """Return the frontier kept in a head row.

    Raises:
        ValueError: If the number of nodes is not the one that a tree of `size` has.
    """
    if size < 0 or len(stored) != size.bit_count() * HASH_SIZE_BYTES:
        raise ValueError(f"{len(stored)} bytes are no frontier of {size} entries")
    starts = range(0, len(stored), HASH_SIZE_BYTES)
    return Frontier(size, tuple(stored[start : start + HASH_SIZE_BYTES] for start in starts))


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over `leaves`, oldest first."""
    return root_of(extend(NOTHING, leaves))


def inclusion_path(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from the leaf at `index` (from 0) to the root.

    Raises:
        IndexError: If the tree has no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_path(leaves[:split], index), tree_root(leaves[split:]))
    return (*inclusion_path(leaves[split:], index - split), tree_root(leaves[:split]))


def consistency_path(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Return the hashes that show the tree over the first `old_size` leaves inside this one.

    Raises:
        IndexError: If the tree is smaller than `old_size`, or `old_size` is negative.
    """
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"no tree of {old_size} leaves inside one of {len(leaves)}")
    if old_size == 0:
        return ()
    return _subproof(leaves, old_size, is_known=True)


def inclusion_holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Return whether `path` proves that `leaf` stands at `index` of the tree with `root`.

    Source: RFC 9162, section 2.1.3.2; the tree is the same as in RFC 6962.
    """
    if not 0 <= index < size:
        return False
    here, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = node_hash(sibling, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and node == root


def consistency_holds(
    old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Return whether `path` proves that the old tree is the beginning of the new one.

    Source: RFC 9162, section 2.1.4.2.
    """
    if old_size == size:
        return not path and old_root == root
    if old_size == 0:
        return size > 0 and not path and old_root == EMPTY_ROOT
    if not 0 < old_size < size:
        return False
    whole = old_size & (old_size - 1) == 0
    nodes = [old_root, *path] if whole else list(path)
    if not nodes:
        return False
    return _both_roots(old_size, size, nodes) == (old_root, root)


def _both_roots(old_size: int, size: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes]:
    here, last = old_size - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return (b"", b"")
        if here & 1 or here == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, node)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else (b"", b"")


def _subproof(leaves: Sequence[bytes], old_size: int, *, is_known: bool) -> tuple[bytes, ...]:
    if old_size == len(leaves):
        return () if is_known else (tree_root(leaves),)
    split = _split(len(leaves))
    if old_size <= split:
        proof = _subproof(leaves[:split], old_size, is_known=is_known)
        return (*proof, tree_root(leaves[split:]))
    proof = _subproof(leaves[split:], old_size - split, is_known=False)
    return (*proof, tree_root(leaves[:split]))


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
