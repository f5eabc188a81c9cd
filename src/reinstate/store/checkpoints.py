"""Makes checkpoints of the journal, and keeps those that left the building to compare with."""

from datetime import datetime

from django.db import connection
from msgspec import Struct

from reinstate.core.journal.checkpoint import Checkpoint, body_text
from reinstate.store import models, read
from reinstate.store.connect import is_read_only
from reinstate.store.keys import SigningKey, sign_note
from reinstate.store.trouble import told


class KeptCheckpoint(Struct, frozen=True):
    """A checkpoint as its row has it; the note is what was signed."""

    size: int
    root: bytes
    note: str


def make_checkpoint(key: SigningKey, at: datetime) -> str:
    """Return a signed note of the journal's head, and keep it where the home can be written."""
    head = read.head()
    note = sign_note(body_text(Checkpoint(key.public.name, head.size, head.root)), key)
    if not is_read_only():
        with told("keeping a checkpoint"):
            models.Checkpoint.objects.get_or_create(
                note=note, defaults={"size": head.size, "root": head.root, "made_at": at}
            )
    return note


def kept_checkpoints() -> tuple[KeptCheckpoint, ...]:
    """Return the kept checkpoints, smallest first."""
    query = (
        f"SELECT size, {read.blob_bytes('root')}, {read.text_bytes('note')}"  # noqa: S608 - no words from outside
        " FROM journal_checkpoint ORDER BY size, id"
    )
    with told("reading the checkpoints"), connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    return tuple(
        KeptCheckpoint(size, read.as_bytes(root), read.as_bytes(note).decode(errors="replace"))
        for size, root, note in rows
    )
