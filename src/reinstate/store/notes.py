"""Free text beside the journal: its event holds a salted digest, so it can be erased."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Final

from msgspec import Struct

from reinstate.store import models
from reinstate.store.read import as_bytes
from reinstate.store.traces import leave_no_trace
from reinstate.store.trouble import told

SALT_SIZE_BYTES: Final = 16


class StoredNote(Struct, frozen=True):
    """A text, the salt of its digest, and when to ask whether we still need it."""

    note_id: str
    text: str
    salt: bytes
    review_on: date

    @property
    def sha256(self) -> str:
        """Return the digest, in hex, that the event holds."""
        return note_digest(self.salt, self.text)


def fresh_salt() -> bytes:
    """Return a salt nobody can guess: with it gone, no guess at the text can be tested."""
    return secrets.token_bytes(SALT_SIZE_BYTES)


def note_digest(salt: bytes, text: str) -> str:
    """Return SHA-256, in hex, of the salt and then the text."""
    return sha256(salt + text.encode()).hexdigest()


def put_note(note: StoredNote) -> None:
    """Write a text; call it in the session that appends its event."""
    with told("writing a note"):
        models.Note.objects.create(
            note_id=note.note_id, text=note.text, salt=note.salt, review_on=note.review_on
        )


def notes(note_ids: Iterable[str]) -> dict[str, StoredNote]:
    """Return the notes by id; those that were erased are not in it."""
    with told("reading notes"):
        rows = models.Note.objects.in_bulk(list(note_ids))
    return {row.note_id: _stored(row) for row in rows.values()}


def notes_saying(words: str) -> frozenset[str]:
    """Return the ids of the texts in which these words stand, in small or capital letters."""
    with told("searching notes"):
        found = models.Note.objects.filter(text__icontains=words)
        return frozenset(found.values_list("note_id", flat=True))


def all_notes() -> Iterator[StoredNote]:
    """Yield every text that is kept, the first due for review first."""
    with told("reading notes"):
        rows = list(models.Note.objects.order_by("review_on", "note_id"))
    yield from map(_stored, rows)


def notes_due(by: date) -> dict[str, date]:
    """Return the ids of the texts that are due for review by a day, each with its date."""
    with told("reading notes"):
        found = models.Note.objects.filter(review_on__lte=by)
        return dict(found.values_list("note_id", "review_on"))


def erase_notes(note_ids: Iterable[str]) -> None:
    """Erase texts with their salts; the journal stays whole."""
    with told("erasing a note"):
        models.Note.objects.filter(note_id__in=list(note_ids)).delete()
        leave_no_trace()


def review_notes(note_ids: Iterable[str], on: date) -> None:
    """Set when to ask again whether these texts are still needed."""
    with told("setting dates of review"):
        models.Note.objects.filter(note_id__in=list(note_ids)).update(review_on=on)


def review_notes_by(latest: date) -> None:
    """Bring every later date of review of a text forward to `latest`."""
    with told("setting dates of review"):
        models.Note.objects.filter(review_on__gt=latest).update(review_on=latest)


def _stored(row: models.Note) -> StoredNote:
    return StoredNote(row.note_id, row.text, as_bytes(row.salt), row.review_on)
