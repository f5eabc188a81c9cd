"""The subtrees kept for many proofs give what hashing every leaf anew gives."""

import pytest

from reinstate.core.journal import merkle
from reinstate.core.journal.merkle import leaf_hash, tree_root
from reinstate.core.journal.subtrees import consistency_path, root_at, subtrees

LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]


def test_every_older_tree_has_its_root_and_its_proof() -> None:
    for size in range(1, len(LEAVES) + 1):
        tree = subtrees(LEAVES[:size])
        for old_size in range(1, size + 1):
            assert root_at(tree, old_size) == tree_root(LEAVES[:old_size])
            assert consistency_path(tree, old_size) == merkle.consistency_path(
                LEAVES[:size], old_size
            )


@pytest.mark.parametrize("old_size", [-1, 0, 6])
def test_what_is_no_older_tree_is_not_proved(old_size: int) -> None:
    tree = subtrees(LEAVES[:5])
    with pytest.raises(IndexError):
        consistency_path(tree, old_size)
    with pytest.raises(IndexError):
        root_at(tree, old_size)
