"""Texts and names that go beside the journal, written together with their entries."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reinstate.core.journal.events.people import SecondFactor
from reinstate.core.terms.limit import STARTING_LIMITS, Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import BadInput
from reinstate.operations.days import ZONE
from reinstate.store.notes import (
    StoredNote,
    erase_notes,
    fresh_salt,
    put_note,
    review_notes,
    review_notes_by,
)
from reinstate.store.personal import (
    Details,
    erase_people,
    put_details,
    review_people,
    review_people_by,
    set_password,
)
from reinstate.store.sign_in import end_sessions, reset_second_factor


@dataclass
class Writing:
    """What one command writes beside the journal; nothing is written before it is appended.

    `limits` are the home's own, in minutes: after so long somebody asks whether a text, or
    the name of somebody who left, is still needed. A home that is only being made has those
    that every home starts with.
    """

    at: datetime
    limits: Mapping[Limit, int] = field(default_factory=lambda: STARTING_LIMITS)
    notes: list[StoredNote] = field(default_factory=list)
    people: list[Details] = field(default_factory=list)
    passphrases: list[tuple[str, str]] = field(default_factory=list)
    later: list[Callable[[], None]] = field(default_factory=list)

    def note(self, text: str) -> Note:
        """Return the reference to a text that will be kept; bytes that are no text are marked."""
        if not text.strip():
            raise BadInput("text-missing", "Say why, in a few words.")
        text = text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        review_on = self.review_on(Limit.NOTE_REVIEW)
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
        review_on = self.review_on(Limit.PERSON_REVIEW)
        self.people.append(Details(person, handle, name, contact, review_on))

    def passphrase(self, person: str, passphrase: str) -> None:
        """Keep the hash of a person's passphrase."""
        self.passphrases.append((person, passphrase))

    def review_on(self, limit: Limit) -> date:
        """Return the day on which something kept from now on is asked about."""
        return (self.at + minutes(self.limits[limit])).astimezone(ZONE).date()

    def review(self, notes: Iterable[str], people: Iterable[str], on: date) -> None:
        """Ask about these texts and people on that day, and not before."""
        self.later.append(lambda: review_notes(notes, on))
        self.later.append(lambda: review_people(people, on))

    def review_by(self, limit: Limit, span_minutes: int) -> None:
        """Ask about nothing later than this span from now."""
        latest = (self.at + minutes(span_minutes)).astimezone(ZONE).date()
        bring = review_notes_by if limit is Limit.NOTE_REVIEW else review_people_by
        self.later.append(lambda: bring(latest))

    def erase(self, notes: Iterable[str], people: Iterable[str]) -> None:
        """Erase texts with their salts, and people's names, contacts, factors and accounts."""
        self.later.append(lambda: erase_notes(notes))
        self.later.append(lambda: erase_people(people))

    def end_sessions(self, person: str, but: str = "") -> None:
        """Sign a person out everywhere, except in the session of the key `but`."""
        self.later.append(lambda: end_sessions((person,), but))

    def reset_second_factor(self, person: str, kind: SecondFactor) -> None:
        """Take away a person's one-time codes or passkeys, and sign them out."""
        self.later.append(lambda: reset_second_factor(person, kind))
        self.end_sessions(person)

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
        for do in self.later:
            do()
