"""The texts behind notes, for those who may read them."""

from collections.abc import Iterable
from typing import Final

from reinstate.core.terms.note import Note
from reinstate.store.notes import notes

ERASED: Final = "(erased)"


def texts(wanted: Iterable[Note | None]) -> dict[str, str]:
    """Return the text of each note by its id; one that was erased says so."""
    ids = [note.id for note in wanted if note is not None]
    found = notes(ids)
    return {id_: found[id_].text if id_ in found else ERASED for id_ in ids}


def text(note: Note | None) -> str:
    """Return the text of one note; nothing without one."""
    return texts((note,))[note.id] if note is not None else ""
