"""The texts that are kept beside the journal: where each stands, who wrote it, who reads it."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.note import notes_of
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import identity, journal_index, reading
from reinstate.store.notes import StoredNote, all_notes, notes

_NUMBER: Final = re.compile(r"#?([0-9]{1,9})")
_NOTE: Final = re.compile(r"n-[0-9a-f]{16}")
_PART_MIN: Final = 3
"""Parts of a name that are shorter stand in too many words to mean the person."""


class KeptText(Struct, frozen=True, omit_defaults=True):
    """A text: in which entry it was written, by whom; `read_by` is an audience that reads it.

    `was_public`: a notice had it, so that earlier releases of the pages may hold it.
    `is_fact`: a fact of a gate rests on its entry, which stays without the words.
    """

    note: str
    seq: int
    written_at: datetime
    by: PersonId
    text: str
    review_on: date
    read_by: str = ""
    was_public: bool = False
    is_fact: bool = False


class Named(Struct, frozen=True):
    """What somebody named: texts by their notes, and people."""

    notes: tuple[str, ...]
    people: tuple[PersonId, ...]


def kept_texts(council: Council, wanted: Collection[str]) -> tuple[KeptText, ...]:
    """Return those of these texts that are kept, the oldest first."""
    kept = notes(wanted)
    if not kept:
        return ()
    seqs = journal_index.seqs_of_notes(council.seq)
    born = sorted((seqs[id_], id_) for id_ in kept if id_ in seqs)
    entries = {entry.seq: entry for entry in reading.entries_at([seq for seq, _ in born])}
    told = _notices_of(council)
    return tuple(_text(council, entries[seq], kept[id_], told.get(id_, ())) for seq, id_ in born)


def texts_about(
    council: Council, people: Collection[PersonId], said: Iterable[str]
) -> tuple[KeptText, ...]:
    """Return the texts that these people wrote, and those in which one of these words stands."""
    pattern = mention_of(said)
    wrote = journal_index.notes_by(people, council.seq)
    wanted = [
        note.note_id
        for note in all_notes()
        if note.note_id in wrote or (pattern is not None and pattern.search(note.text))
    ]
    return kept_texts(council, wanted)


def named(council: Council, words: Iterable[str]) -> Named:
    """Return what these mean: `#802` the texts of an entry, `n-...` one, else a person.

    Raises:
        BadInput: If an entry has no text, or nobody and nothing is called so.
    """
    texts: list[str] = []
    people: list[PersonId] = []
    for word in words:
        if found := notes_named(word):
            texts.extend(found)
        else:
            people.append(identity.person_id(council, word))
    return Named(tuple(dict.fromkeys(texts)), tuple(dict.fromkeys(people)))


def notes_named(words: str) -> tuple[str, ...]:
    """Return the notes that `#802` or `n-...` means; none when it is written like neither.

    Raises:
        BadInput: If there is no such entry, or it has no text.
    """
    if _NOTE.fullmatch(words):
        return (words,)
    number = _NUMBER.fullmatch(words)
    return _of_entry(int(number.group(1))) if number else ()


def mention_of(said: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds these words, whole, in small or capital letters; None without any."""
    parts = {part for words in said for part in (words, *words.split())}
    long = sorted((part for part in parts if len(part) >= _PART_MIN), key=len, reverse=True)
    if not long:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)", re.IGNORECASE)


def _of_entry(seq: int) -> tuple[str, ...]:
    entries = tuple(reading.entries(seq - 1, seq)) if seq > 0 else ()
    if not entries:
        raise BadInput(
            "entry-unknown",
            f"The journal has no entry {seq}.",
            next="See `reinstate journal show`.",
        )
    found = tuple(note.id for note in notes_of(entries[0].event))
    if not found:
        raise BadInput(
            "text-none",
            f"Entry {seq} has no text beside it: what it says stands in the journal for good.",
            next="Put a fact right with `reinstate journal correct`.",
        )
    return found


def _notices_of(council: Council) -> dict[str, tuple[Notice, ...]]:
    found: dict[str, tuple[Notice, ...]] = {}
    for notice in council.notices.values():
        for note in (notice.drafted.title, notice.drafted.text):
            found[note.id] = (*found.get(note.id, ()), notice)
    return found


def _text(
    council: Council, entry: Entry, kept: StoredNote, notices: tuple[Notice, ...]
) -> KeptText:
    is_read = [one.drafted.audience for one in notices if _is_read(one)]
    return KeptText(
        note=kept.note_id,
        seq=entry.seq,
        written_at=entry.recorded_at,
        by=entry.actor,
        text=kept.text,
        review_on=kept.review_on,
        read_by=is_read[0] if is_read else "",
        was_public=any(one.approved_seq for one in notices),
        is_fact=isinstance(entry.event, GateFact) and entry.seq in council.facts,
    )


def _is_read(notice: Notice) -> bool:
    """Return whether words are read now: updates are corrected and taken back, never deleted."""
    is_update = notice.drafted.place == "update"
    return notice.state == "approved" or (is_update and notice.approved_seq > 0)
