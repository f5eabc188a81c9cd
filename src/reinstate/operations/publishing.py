"""What publishing asks of the home: where to, whether it may, and the journal's signed head."""

import os
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from reinstate.core.state.council import Home
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.operations import homes, reading, releases
from reinstate.operations.level_history import History, caught_up
from reinstate.operations.public_facts import record_at
from reinstate.operations.public_record import PublicRecord
from reinstate.operations.public_words import texts_of
from reinstate.store import read
from reinstate.store.checkpoints import kept_checkpoints, make_checkpoint
from reinstate.store.keys import (
    FOLDER,
    PRIVATE_NAME,
    is_locked,
    load_key,
    public_keys,
    verify_note,
)

SITE: Final = "site"
SITE_SETTING: Final = "REINSTATE_SITE"
CHECKPOINT: Final = "journal/checkpoint"
LIVE: Final = "LIVE"
"""The file that marks a folder as read by residents; it holds the origin of their journal."""


class Head(Struct, frozen=True):
    """The signed head of the journal, or an earlier one kept because the key is locked."""

    note: bytes | None
    is_fresh: bool


def default_target() -> Path:
    """Return where a home's pages go when no other place is named: `REINSTATE_SITE`, or in it."""
    chosen = os.environ.get(SITE_SETTING)
    return Path(chosen).expanduser() if chosen else homes.home_path() / SITE


def caught_up_with_journal(history: History) -> History:
    """Return the history after what is new in the journal."""
    with reading.without_collecting():
        return caught_up(history, reading.entries(history.council.seq))


def record(history: History, at: datetime) -> PublicRecord:
    """Return what residents may read at `at`, once time alone has passed."""
    return record_at(history, at, texts_of(history.council))


def journal_size() -> int:
    """Return how many entries the journal has."""
    return read.head().size


def is_key_locked() -> bool:
    """Return whether signing asks for a passphrase; without a key there is nothing to open."""
    home = homes.home_path()
    return has_key(home) and is_locked(home)


def head(target: Path, at: datetime, passphrase: str) -> Head:
    """Return the journal's head as it goes beside the pages.

    A locked or missing key holds no page back: the head published before stays.

    Raises:
        BadInput: If a passphrase was given and does not open the key.
    """
    home = homes.home_path()
    if not has_key(home) or (is_locked(home) and not passphrase):
        return Head(_earlier(target), is_fresh=False)
    key = load_key(home, passphrase or None)
    return Head(make_checkpoint(key, at).encode(), is_fresh=True)


def _earlier(target: Path) -> bytes | None:
    """Return the checkpoint that was published last, else the last that was made.

    One of another journal, as a practice leaves it in a folder, proves nothing here.
    """
    published = releases.file_of(target, CHECKPOINT)
    if published is not None and _is_ours(published):
        return published
    kept = kept_checkpoints()
    return kept[-1].note.encode() if kept else None


def _is_ours(note: bytes) -> bool:
    """Return whether a key of this home signed a checkpoint."""
    try:
        return bool(verify_note(note.decode(), public_keys(homes.home_path())))
    except (BadInput, UnicodeDecodeError):
        return False


def refuse_live(home: Home, target: Path) -> None:
    """Refuse to put a practice, or another council's pages, where residents read.

    Raises:
        Refused: If the folder is marked live and these pages are not its own.
    """
    mark = target / LIVE
    if not mark.exists():
        return
    if home.kind != "real":
        sentence = f"Residents read this folder; a home of kind {home.kind} may not publish there."
        code = "live-target"
    elif _read(mark) not in ("", home.origin):
        sentence = "This folder carries the pages of another home."
        code = "other-home"
    else:
        return
    raise Refused((Blocker("publish", code, sentence, "reinstate publish --to OTHER-FOLDER"),))


def mark_live(home: Home, target: Path) -> None:
    """Mark the folder of a real home, so that no practice is ever published over it."""
    mark = target / LIVE
    if home.kind == "real" and not (mark.exists() and _read(mark)):
        with releases.telling(target):
            mark.write_text(f"{home.origin}\n", encoding="utf-8")


def has_key(home: Path) -> bool:
    """Return whether this home can sign at all."""
    return (home / FOLDER / PRIVATE_NAME).exists()


def _read(mark: Path) -> str:
    return mark.read_text(encoding="utf-8", errors="replace").strip()
