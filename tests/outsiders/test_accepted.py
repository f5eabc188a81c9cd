"""What we hand out is accepted by tools that others wrote."""

import json

import pytest

from tests.outsiders.a_journal import ROTATED_AT, SIZES, Journal, some_seqs
from tests.outsiders.checkers import Checker


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_is_under_the_signed_root(
    journal: Journal, checker: Checker, size: int
) -> None:
    checked = checker("root", journal.content(size), journal.notes[size])
    assert checked.is_right, checked.said
    assert f"the {size} entries" in checked.said


def test_older_checkpoints_are_held_against_the_same_lines(
    journal: Journal, checker: Checker
) -> None:
    notes = [journal.notes[size] for size in (1000, 512, 9, 1)]
    checked = checker("root", journal.content(1000), *notes)
    assert checked.is_right, checked.said
    assert checked.said.count("right: ") == 4


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 1000])
def test_the_first_the_middle_and_the_last_entry_are_proved(
    journal: Journal, checker: Checker, size: int
) -> None:
    for seq in some_seqs(size):
        checked = checker("entry", journal.entries[size, seq], journal.notes[size])
        assert checked.is_right, checked.said
        assert f"entry {seq} of the {size}" in checked.said


@pytest.mark.parametrize("new", SIZES)
def test_every_older_checkpoint_is_proved_to_be_of_the_same_history(
    journal: Journal, checker: Checker, new: int
) -> None:
    olds = SIZES[: SIZES.index(new) + 1]
    proofs = "".join(json.dumps(journal.extensions[old, new]) + "\n" for old in olds)
    checked = checker("extends", proofs, *(journal.notes[old] for old in olds))
    assert checked.is_right, checked.said
    assert f"{len(olds)} checkpoints are of one history" in checked.said


def test_checkpoints_of_a_retired_key_are_accepted_and_their_signer_is_named(
    journal: Journal, with_go: Checker
) -> None:
    new, old = (line.split("+")[1] for line in journal.keys.splitlines())
    notes = [journal.notes[size] for size in (1000, ROTATED_AT)]
    newer, older = with_go("root", journal.content(1000), *notes).said.splitlines()
    assert newer.endswith(new)
    assert older.endswith(old)
    crossing = journal.extensions[ROTATED_AT, 1000]
    assert with_go("extends", crossing, journal.notes[ROTATED_AT]).is_right
