"""Proofs for outsiders: that an entry is in the journal, that it begins with an older one."""

from collections.abc import Sequence
from typing import Final

from reinstate.core.journal.checkpoint import Checkpoint, parse_body, parse_note
from reinstate.core.journal.merkle import inclusion_holds, inclusion_path, leaf_hash, tree_root
from reinstate.core.journal.subtrees import Subtrees, consistency_path, root_at, subtrees
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import read
from reinstate.store.checkpoints import kept_checkpoints
from reinstate.store.keys import verify_note

PROOF_SCHEMA: Final = "proof/1"
CONSISTENCY_SCHEMA: Final = "consistency/1"
EARLIER_COUNT_MAX: Final = 1_000
"""Of the checkpoints that were kept, an export proves the first and so many of the newest."""

KEEP_EVIDENCE: Final = (
    "Keep that checkpoint and a copy of this home untouched, tell the auditor, and run"
    " `reinstate journal verify --checkpoint FILE` with it."
)


def prove(seq: int, note: str) -> dict[str, object]:
    """Return the proof, as one JSON object, that entry `seq` is in the journal of a checkpoint.

    Raises:
        BadInput: If the checkpoint has no such entry.
        JournalCorrupt: If the entries are not those that the checkpoint was signed over.
    """
    checkpoint = parse_body(parse_note(note).text)
    if not 1 <= seq <= checkpoint.size:
        raise BadInput(
            "entry-missing",
            f"The checkpoint counts {checkpoint.size} entries; there is no entry {seq} in it.",
            next="Give a number it counts, or make a newer checkpoint.",
        )
    line, leaves = read.line(seq), read.leaves(checkpoint.size)
    leaf = leaf_hash(line)
    path = inclusion_path(leaves, seq - 1)
    if not inclusion_holds(leaf, seq - 1, checkpoint.size, path, checkpoint.root):
        raise _unvouched(checkpoint)
    return {
        "schema": PROOF_SCHEMA,
        "entry": line.decode(),
        "index": seq - 1,
        "size": checkpoint.size,
        "leaf": leaf.hex(),
        "path": [node.hex() for node in path],
        "checkpoint": note,
    }


def prove_since(older: str, note: str) -> dict[str, object]:
    """Return the proof, as one JSON object, that the journal of a checkpoint extends an older one.

    Raises:
        JournalCorrupt: If it does not, or the entries are not those it was signed over.
    """
    checkpoint = parse_body(parse_note(note).text)
    tree = subtrees([leaf_hash(line) for line in vouched_lines(checkpoint)])
    _refuse_other_history(older, tree)
    return _consistency(older, note, tree)


def refuse_rewritten(older: str) -> None:
    """Refuse a journal that does not begin with what an older checkpoint was signed over.

    Raises:
        BadInput: If the older checkpoint counts nothing.
        JournalCorrupt: If entries were cut off, or written anew.
    """
    _refuse_other_history(older, subtrees([leaf_hash(line) for _, line in read.lines()]))


def earlier_proofs(note: str, tree: Subtrees, keys: Sequence[str]) -> list[dict[str, object]]:
    """Return a proof from each kept checkpoint to this one, which comes last itself.

    Args:
        note: The checkpoint to prove them for.
        tree: The entries that `note` was signed over.
        keys: The public key lines of the home; one of them signed each kept checkpoint.

    Raises:
        JournalCorrupt: If a kept checkpoint was altered, or is of another history.
    """
    kept = [each.note for each in kept_checkpoints() if 0 < each.size <= tree.size]
    older = _chosen([each for each in kept if each != note])
    for each in older:
        _refuse_altered(each, keys)
        _refuse_other_history(each, tree)
    return [_consistency(each, note, tree) for each in (*older, note)]


def _chosen(notes: Sequence[str]) -> Sequence[str]:
    if len(notes) <= EARLIER_COUNT_MAX:
        return notes
    return (notes[0], *notes[1 - EARLIER_COUNT_MAX :])


def vouched_lines(checkpoint: Checkpoint) -> list[bytes]:
    """Return the lines that a checkpoint was signed over, oldest first.

    Raises:
        JournalCorrupt: If the journal's lines are others.
    """
    lines = [line for _, line in read.lines(upto=checkpoint.size)]
    if tree_root([leaf_hash(line) for line in lines]) != checkpoint.root:
        raise _unvouched(checkpoint)
    return lines


def _refuse_other_history(older: str, tree: Subtrees) -> None:
    signed = parse_body(parse_note(older).text)
    if signed.size == 0:
        raise BadInput(
            "checkpoint-empty",
            "The older checkpoint counts no entries, so every journal begins with it.",
            next="Give a checkpoint that counts one entry at least.",
        )
    if signed.size > tree.size:
        raise JournalCorrupt(
            "history-cut",
            f"EVIDENCE OF TAMPERING: the older checkpoint counts {signed.size} entries, and this"
            f" journal has {tree.size}. Entries were cut off after it was signed.",
            next=KEEP_EVIDENCE,
        )
    if root_at(tree, signed.size) != signed.root:
        raise JournalCorrupt(
            "history-rewritten",
            "EVIDENCE OF TAMPERING: this journal does not begin with the"
            f" {signed.size} entries that the older checkpoint was signed over."
            " History was rewritten.",
            next=KEEP_EVIDENCE,
        )


def _consistency(older: str, note: str, tree: Subtrees) -> dict[str, object]:
    old_size = parse_body(parse_note(older).text).size
    return {
        "schema": CONSISTENCY_SCHEMA,
        "old_size": old_size,
        "size": tree.size,
        "path": [node.hex() for node in consistency_path(tree, old_size)],
        "old_checkpoint": older,
        "checkpoint": note,
    }


def _refuse_altered(note: str, keys: Sequence[str]) -> None:
    try:
        verify_note(note, keys)
    except BadInput as error:
        raise JournalCorrupt(
            "checkpoint-altered",
            "EVIDENCE OF TAMPERING: a checkpoint that was kept here is signed by none of this"
            " home's keys.",
            next="Run `reinstate journal verify` to see which.",
        ) from error


def _unvouched(checkpoint: Checkpoint) -> JournalCorrupt:
    return JournalCorrupt(
        "journal-unvouched",
        f"The journal is not what the checkpoint of {checkpoint.size} entries was signed over.",
        next="Run `reinstate journal verify` to see the first bad entry.",
    )
