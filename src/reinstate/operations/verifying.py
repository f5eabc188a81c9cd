"""Whether the journal is what was written: its bytes, and that this release can read it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.operations import reading
from reinstate.store import checkpoints, connect, keys, verify
from reinstate.store.verify import Verification

STATES: Final = {
    "matches": "matches",
    "rewritten": "does not match: history was rewritten",
    "cut": "counts more entries than are left",
    "not-compared": "was not reached",
    "altered": "was changed itself",
    "unsigned": "is signed by none of this home's keys",
}
"""How the journal stands against a checkpoint, in words that follow its name."""


class Verified(Struct, frozen=True):
    """What was found; `unreadable` is the first entry that this release cannot read."""

    found: Verification
    outside_count: int
    unreadable: JournalCorrupt | None = None


def verify_journal(checkpoints: Iterable[Path] = (), copy: Path | None = None) -> Verified:
    """Verify the journal against its tree and every checkpoint that we know.

    Raises:
        BadInput: If a checkpoint or copy from outside cannot be read.
        JournalCorrupt: If the database file itself is damaged.
    """
    return verify_against(
        {f"the checkpoint in {path}": note_of(path) for path in checkpoints}, copy
    )


def verify_against(outside: Mapping[str, str], copy: Path | None = None) -> Verified:
    """Verify the journal; `outside` are checkpoint notes by the name they are spoken of.

    Raises:
        BadInput: If a note is no checkpoint, or the copy cannot be read.
        JournalCorrupt: If the database file itself is damaged.
    """
    public = keys.public_keys(connect.current_home())
    found = verify.verify(outside=outside, keys=public, copy=copy)
    return Verified(found, len(outside), _unreadable() if found.is_whole else None)


def note_of(path: Path) -> str:
    """Return the checkpoint in a file, not yet looked at.

    Raises:
        BadInput: If there is no text there.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "checkpoint-unreadable",
            "The checkpoint cannot be read.",
            place=str(path),
            next="Name the text file that `reinstate journal checkpoint --to` wrote.",
        ) from error


def _unreadable() -> JournalCorrupt | None:
    try:
        for _ in reading.entries():
            pass
    except JournalCorrupt as trouble:
        return trouble
    return None


class Kept(Struct, frozen=True):
    """A checkpoint that was made here: how many entries it counts, their root, what was signed."""

    size: int
    root: str
    note: str


def kept(limit: int) -> tuple[Kept, ...]:
    """Return the checkpoints that were made here last, the newest first."""
    found = checkpoints.kept_checkpoints()[::-1][:limit]
    return tuple(Kept(each.size, each.root.hex(), each.note) for each in found)
