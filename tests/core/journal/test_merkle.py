"""The tree agrees with published vectors, with another library, and with itself."""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped] # it ships no types

from reinstate.core.journal.merkle import (
    EMPTY_ROOT,
    NOTHING,
    consistency_holds,
    consistency_path,
    extend,
    frontier_from_bytes,
    frontier_to_bytes,
    inclusion_holds,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
    tree_root,
)

SIZES = st.integers(min_value=1, max_value=70)


def shared(name: str) -> Any:
    """Return a shared vector file, or skip with the reason."""
    folder = os.environ.get("REINSTATE_SHARED")
    if not folder:
        pytest.skip("REINSTATE_SHARED is not set: the shared vectors are not here")
    return json.loads((Path(folder) / "data" / "threats" / "trust" / name).read_text())


def some_leaves(count: int) -> list[bytes]:
    """Return `count` different leaves."""
    return [leaf_hash(str(number).encode()) for number in range(count)]


def test_an_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    assert tree_root([]) == EMPTY_ROOT == sha256(b"").digest()


def test_a_tree_of_three_is_what_the_standard_draws() -> None:
    one, two, three = some_leaves(3)
    assert tree_root([one, two, three]) == node_hash(node_hash(one, two), three)


def test_roots_are_those_of_the_well_known_vectors() -> None:
    vectors = shared("rfc6962-vectors.json")
    leaves = [leaf_hash(bytes.fromhex(text)) for text in vectors["leaves_hex"]]
    found = {str(size): tree_root(leaves[:size]).hex() for size in range(len(leaves) + 1)}
    assert found == vectors["roots_hex"]


def test_proofs_that_another_tool_accepted_hold() -> None:
    given_ = shared("proofs.json")
    root, leaf = bytes.fromhex(given_["root"]), bytes.fromhex(given_["leaf"])
    path = [bytes.fromhex(text) for text in given_["proof"]]
    old_root = bytes.fromhex(given_["oldroot"])
    steps = [bytes.fromhex(text) for text in given_["cons"]]
    assert inclusion_holds(leaf, given_["index"], given_["size"], path, root)
    assert not inclusion_holds(leaf, given_["index"] + 1, given_["size"], path, root)
    assert consistency_holds(given_["old"], old_root, given_["size"], root, steps)
    assert not consistency_holds(given_["old"] - 1, old_root, given_["size"], root, steps)


def test_another_library_finds_the_same_roots_and_paths() -> None:
    tree = InmemoryTree(algorithm="sha256")
    lines = [f"line {number}".encode() for number in range(40)]
    for line in lines:
        tree.append_entry(line)
    leaves = [leaf_hash(line) for line in lines]
    for size in range(1, len(lines) + 1):
        assert tree_root(leaves[:size]) == tree.get_root(size)
    for index in (0, 13, 39):
        proof = tree.prove_inclusion(index + 1).serialize()
        path = [bytes.fromhex(text) for text in proof["path"]]
        assert list(inclusion_path(leaves, index)) == path[1:]  # it repeats the leaf first


@given(size=SIZES, data=st.data())
def test_every_entry_is_proved_and_no_other_in_its_place(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion_path(leaves, index), tree_root(leaves)
    assert inclusion_holds(leaves[index], index, size, path, root)
    assert not inclusion_holds(leaf_hash(b"other"), index, size, path, root)
    assert not inclusion_holds(leaves[index], index, size, (*path, root), root)
    assert not inclusion_holds(leaves[index], size, size, path, root)
    if path:
        assert not inclusion_holds(leaves[index], index, size, path[:-1], root)


@given(size=SIZES, data=st.data())
def test_every_older_tree_is_proved_inside_a_newer(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    old = data.draw(st.integers(0, size))
    path, roots = consistency_path(leaves, old), (tree_root(leaves[:old]), tree_root(leaves))
    assert consistency_holds(old, roots[0], size, roots[1], path)
    assert not consistency_holds(old, leaf_hash(b"other"), size, roots[1], path)
    if old < size:
        assert not consistency_holds(old, roots[0], size, roots[1], (*path, roots[1]))
    if path:
        assert not consistency_holds(old, roots[0], size, roots[1], path[:-1])


@given(size=SIZES, data=st.data())
def test_a_frontier_grown_in_two_steps_is_the_one_grown_in_one(
    size: int, data: st.DataObject
) -> None:
    leaves = some_leaves(size)
    stop = data.draw(st.integers(0, size))
    grown = extend(extend(NOTHING, leaves[:stop]), leaves[stop:])
    assert grown == extend(NOTHING, leaves)
    assert root_of(grown) == tree_root(leaves)
    assert frontier_from_bytes(size, frontier_to_bytes(grown)) == grown


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="no frontier"):
        frontier_from_bytes(4, frontier_to_bytes(extend(NOTHING, some_leaves(3))))


def test_proofs_about_what_is_not_in_the_tree_are_refused() -> None:
    with pytest.raises(IndexError):
        inclusion_path(some_leaves(3), 3)
    with pytest.raises(IndexError):
        consistency_path(some_leaves(3), 4)
    assert not consistency_holds(4, EMPTY_ROOT, 3, EMPTY_ROOT, ())
