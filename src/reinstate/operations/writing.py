"""Texts and names that go beside the journal, written together with their entries."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import BadInput
from reinstate.store.notes import StoredNote, erase_note, fresh_salt, put_note
from reinstate.store.personal import Details, erase_person, put_details, set_password

NOTE_REVIEW: Final = timedelta(days=730)
"""After two years somebody asks whether a text is still needed."""

PERSON_REVIEW: Final = timedelta(days=365)


@dataclass
class Writing:
    """What one command writes beside the journal; nothing is written before it is appended."""

    at: datetime
    notes: list[StoredNote] = field(default_factory=list)
    people: list[Details] = field(default_factory=list)
    passphrases: list[tuple[str, str]] = field(default_factory=list)
    erased_notes: list[str] = field(default_factory=list)
    erased_people: list[str] = field(default_factory=list)

    def note(self, text: str) -> Note:
        """Return the reference to a text that will be kept; bytes that are no text are marked."""
        if not text.strip():
            raise BadInput("text-missing", "Say why, in a few words.")
        text = text.encode("utf-8", "replace").decode()
        review_on = (self.at + NOTE_REVIEW).date()
        stored = StoredNote(f"n-{secrets.token_hex(8)}", text, fresh_salt(), review_on)
        self.notes.append(stored)
        return Note(stored.note_id, stored.sha256)

    def person(self, handle: str, name: str, contact: str = "") -> str:
        """Return the new random id of a person whose name will be kept."""
        id_ = f"p-{secrets.token_hex(8)}"
        self.details(id_, handle, name, contact)
        return id_

    def details(self, person: str, handle: str, name: str, contact: str = "") -> None:
        """Keep what a person is called, in place of what was known."""
        review_on = (self.at + PERSON_REVIEW).date()
        self.people.append(Details(person, handle, name, contact, review_on))

    def passphrase(self, person: str, passphrase: str) -> None:
        """Keep the hash of a person's passphrase."""
        self.passphrases.append((person, passphrase))

    def erase_note(self, note: str) -> None:
        """Erase a text with its salt."""
        self.erased_notes.append(note)

    def erase_person(self, person: str) -> None:
        """Erase a person's name, contact and passphrase."""
        self.erased_people.append(person)

    def write(self, *, has_entries: bool = True) -> None:
        """Write it all; call it inside the session that appends the entries.

        Texts belong to entries: without any, none is kept.
        """
        for note in self.notes if has_entries else ():
            put_note(note)
        for details in self.people:
            put_details(details)
        for person, passphrase in self.passphrases:
            set_password(person, passphrase, self.at)
        for note_id in self.erased_notes:
            erase_note(note_id)
        for person in self.erased_people:
            erase_person(person)
