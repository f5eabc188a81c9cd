"""How the parts of an event are worded: references, people, moments, and texts in notes."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import PersonId, Ref, id_of
from reinstate.operations.days import ZONE

ERASED_TEXT: Final = "[text erased]"
ALTERED: Final = "[not the text that was written:]"
_TWICE: Final = re.compile(r"(?<=[.!?…])”\.")
_PERSON: Final = re.compile(r"\bp-[0-9a-f]{16}\b")


class Wording(Struct, frozen=True):
    """What is known to word an event: the register's names, people's names, kept texts.

    `altered` are notes whose text is not the one that the journal holds the digest of.
    """

    council: Council
    names: Mapping[PersonId, str]
    texts: Mapping[str, str]
    altered: frozenset[str] = frozenset()

    def person(self, person: PersonId) -> str:
        """Return what a person is called, or the id when the name was erased."""
        return self.names.get(person, person)

    def people(self, people: Iterable[PersonId]) -> str:
        """Return several people."""
        return ", ".join(map(self.person, people)) or "nobody"

    def ref(self, reference: Ref | None) -> str:
        """Return a thing by its name, with its id so that it is found again."""
        if reference is None:
            return "the whole council"
        name, id_ = name_of(self.council, reference), id_of(reference)
        return reference if name in (id_, reference) else f"{name} ({id_})"

    def refs(self, references: Iterable[Ref]) -> str:
        """Return several things."""
        return ", ".join(map(self.ref, references)) or "everything"

    def note(self, note: Note | None) -> str:
        """Return a text in quotation marks; nothing without a note."""
        if note is None:
            return ""
        if note.id not in self.texts:
            return ERASED_TEXT
        said = f"“{self.texts[note.id]}”"
        return f"{ALTERED} {said}" if note.id in self.altered else said

    def why(self, note: Note | None) -> str:
        """Return a text as what follows a colon; nothing without a note."""
        return f": {self.note(note)}" if note is not None else ""

    def at(self, moment: datetime) -> str:
        """Return an instant in the council's zone."""
        return f"{moment.astimezone(ZONE):%-d %b %Y %H:%M}"

    def when(self, moment: Moment) -> str:
        """Return when something was true, as what follows the words; nothing if unsaid."""
        first, last = moment.earliest, moment.latest
        if first is None:
            return f", before {self.at(last)}" if last else ""
        if last is None:
            return f", after {self.at(first)}"
        if first == last:
            return f", on {self.at(first)}"
        return f", between {self.at(first)} and {self.at(last)}"

    def named(self, sentence: str) -> str:
        """Return a sentence with people's names in place of the ids that are left in it."""
        return _PERSON.sub(lambda found: self.person(found.group()), sentence)


Worded = Callable[[Any, Wording], str]
"""How one type of event is told, without who did it: that stands beside it."""


def span(minutes: int) -> str:
    """Return minutes in the largest unit that fits."""
    for unit, size in (("day", 24 * 60), ("hour", 60)):
        if minutes % size == 0:
            return counted(minutes // size, unit)
    return counted(minutes, "minute")


def counted(count: int, word: str) -> str:
    """Return how many there are of something: `1 file`, `2 files`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def quoted_once(text: str) -> str:
    """Return words in which what ends with a quotation of a whole sentence has one full stop."""
    return _TWICE.sub("”", text)


def listed(words: Iterable[str]) -> str:
    """Return words with commas between them."""
    return ", ".join(words)
