"""The checkpoints we know, kept here or brought from outside, held against the journal."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from msgspec import Struct

from reinstate.core.journal.checkpoint import parse_body, parse_note
from reinstate.core.journal.merkle import leaf_hash, tree_root
from reinstate.core.terms.trouble import BadInput
from reinstate.store import read
from reinstate.store.checkpoints import KeptCheckpoint, kept_checkpoints
from reinstate.store.exported_copy import copied_lines
from reinstate.store.fault import Fault
from reinstate.store.keys import verify_note
from reinstate.store.walk import Walked

State = Literal["matches", "rewritten", "cut", "not-compared", "altered", "unsigned"]


class Known(Struct, frozen=True):
    """A checkpoint to hold the journal against; `trouble` says why it cannot serve."""

    name: str
    size: int
    root: bytes
    signed_by: tuple[str, ...] = ()
    trouble: Literal["", "altered", "unsigned"] = ""


class Standing(Struct, frozen=True):
    """How the journal stands against one checkpoint."""

    name: str
    size: int
    root: bytes
    signed_by: tuple[str, ...]
    state: State


def known_checkpoints(outside: Mapping[str, str], keys: Sequence[str]) -> tuple[Known, ...]:
    """Return the kept checkpoints and those from outside, smallest first.

    Raises:
        BadInput: If a note from outside is no checkpoint, or a key line is no key.
    """
    kept = [_kept(each, keys) for each in kept_checkpoints()]
    brought = [_brought(name, note, keys) for name, note in outside.items()]
    return tuple(sorted([*kept, *brought], key=lambda known: known.size))


def compare(known: Known, walked: Walked) -> Standing:
    """Return how the rows that are right stand against a checkpoint."""
    return Standing(known.name, known.size, known.root, known.signed_by, _state(known, walked))


def history_fault(standings: Sequence[Standing], size: int, copy: Path | None) -> Fault | None:
    """Return what the checkpoints show to be wrong with a journal of `size` entries."""
    for standing in standings:
        if standing.state == "rewritten":
            return _rewritten(standing, standings, copy)
        if standing.state == "cut":
            return _cut(standing, size)
    return None


def useless_fault(standings: Sequence[Standing]) -> Fault | None:
    """Return the first checkpoint that cannot serve, if there is one."""
    for standing in standings:
        if standing.state in {"altered", "unsigned"}:
            return _useless(standing)
    return None


def _kept(row: KeptCheckpoint, keys: Sequence[str]) -> Known:
    name = f"the checkpoint of {row.size} entries kept here"
    altered = Known(name, row.size, row.root, trouble="altered")
    try:
        signed = parse_body(parse_note(row.note).text)
        signers = verify_note(row.note, keys) if keys else ()
    except BadInput:
        return altered
    if (signed.size, signed.root) != (row.size, row.root):
        return altered
    return Known(name, row.size, row.root, signers)


def _brought(name: str, note: str, keys: Sequence[str]) -> Known:
    signed = parse_body(parse_note(note).text)
    try:
        signers = verify_note(note, keys) if keys else ()
    except BadInput as error:
        if error.code != "note-unsigned":
            raise
        return Known(name, signed.size, signed.root, trouble="unsigned")
    return Known(name, signed.size, signed.root, signers)


def _state(known: Known, walked: Walked) -> State:
    if known.trouble:
        return known.trouble
    if known.size in walked.roots:
        return "matches" if walked.roots[known.size] == known.root else "rewritten"
    return "not-compared" if walked.bad else "cut"


def _rewritten(shown: Standing, standings: Sequence[Standing], copy: Path | None) -> Fault:
    """Name the range: after the largest checkpoint that still matches, up to this one."""
    before = [each.size for each in standings if each.state == "matches" and each.size < shown.size]
    first, last = max(before, default=0) + 1, shown.size
    exact = _first_difference(shown, copy) if copy else 0
    if exact:
        first = last = exact
    where = f"entry {first}" if first == last else f"entries {first} to {last}"
    return Fault(
        "rewritten",
        "entries",
        f"History was rewritten at {where}: each line fits its leaf, and yet it is not"
        f" what {shown.name} was signed over.",
        first,
        last,
        shown.name,
    )


def _cut(shown: Standing, size: int) -> Fault:
    return Fault(
        "cut",
        "entries",
        f"The journal was cut: {shown.name} counts {shown.size}, and {size} are left.",
        size + 1,
        shown.size,
        shown.name,
    )


def _useless(shown: Standing) -> Fault:
    said = (
        "was changed: its note, its row and its signature do not agree"
        if shown.state == "altered"
        else "is signed by none of the keys that were given"
    )
    return Fault(
        "altered" if shown.state == "altered" else "unsigned",
        "checkpoint",
        f"{shown.name[0].upper()}{shown.name[1:]} {said}; every entry is as it was.",
        checkpoint=shown.name,
    )


def _first_difference(shown: Standing, copy: Path) -> int:
    """Return the first entry that differs from a copy that the checkpoint vouches for."""
    theirs = copied_lines(copy)[: shown.size]
    if tree_root([leaf_hash(line) for line in theirs]) != shown.root:
        raise BadInput(
            "copy-unproved",
            f"The copy is not what {shown.name} was signed over either.",
            place=str(copy),
            next="Give a copy that was exported with that checkpoint, or leave it out.",
        )
    ours = (line for _, line in read.lines(upto=shown.size))
    for seq, (mine, copied) in enumerate(zip_longest(ours, theirs), 1):
        if mine != copied:
            return seq
    raise AssertionError("equal lines have equal roots")
