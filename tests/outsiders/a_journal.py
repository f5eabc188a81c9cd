"""One journal with a rotated key, and proofs of it, made as a person gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reinstate.core.journal.checkpoint import Checkpoint, body_text
from reinstate.core.journal.merkle import leaf_hash, tree_root
from reinstate.store import read
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.connect import connect, disconnect, migrate
from reinstate.store.keys import SigningKey, load_key, make_key, public_keys, rotate, sign_note
from reinstate.store.proofs import prove, prove_since
from tests.store.lines import append_many

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ORIGIN = "journal.council.example/reinstate"
SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 500, 512, 999, 1000)
ROTATED_AT = 512
"""The checkpoints up to this size are signed by the retired key."""


@dataclass(frozen=True)
class Journal:
    """What outsiders can be given: lines, keys, a checkpoint of each size, and proofs."""

    key: SigningKey
    keys: str
    lines: Sequence[bytes]
    notes: dict[int, str]
    entries: dict[tuple[int, int], dict[str, Any]]
    extensions: dict[tuple[int, int], dict[str, Any]]

    def content(self, size: int) -> bytes:
        """Return the exported lines of the first `size` entries."""
        return b"".join(line + b"\n" for line in self.lines[:size])

    def forged_note(self, lines: Sequence[bytes], key: SigningKey | None = None) -> str:
        """Return a checkpoint over other lines, as whoever holds the key can sign it."""
        root = tree_root([leaf_hash(line) for line in lines])
        return self.signed(len(lines), root, key)

    def signed(self, size: int, root: bytes, key: SigningKey | None = None) -> str:
        """Return a checkpoint of any size and root, as whoever holds the key can sign it."""
        return sign_note(body_text(Checkpoint(ORIGIN, size, root)), key or self.key)


def some_seqs(size: int) -> tuple[int, ...]:
    """Return the first, the middle and the last entry of a journal of `size`."""
    return tuple(sorted({1, (size + 1) // 2, size}))


def made_journal(home: Path) -> Journal:
    """Make a journal in `home`, and every proof that the tests want of it."""
    migrate(home)
    connect(home)
    make_key(home, ORIGIN)
    notes: dict[int, str] = {}
    for size in SIZES:
        append_many(size - max(notes, default=0))
        notes[size] = make_checkpoint(load_key(home), AT)
        if size == ROTATED_AT:
            rotate(home)
    entries = {
        (size, seq): prove(seq, note) for size, note in notes.items() for seq in some_seqs(size)
    }
    extensions = {
        (old, new): prove_since(notes[old], notes[new])
        for new in SIZES
        for old in SIZES
        if old <= new
    }
    lines = [line for _, line in read.lines()]
    disconnect()
    keys = "".join(f"{key}\n" for key in public_keys(home))
    return Journal(load_key(home), keys, lines, notes, entries, extensions)
