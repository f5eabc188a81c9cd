"""The journal as people read it: each entry with who, when, a sentence, and its texts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.state.council import Council
from reinstate.core.terms.note import Note, notes_of
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import identity, reading
from reinstate.operations.sentences.sentence import sentence
from reinstate.operations.sentences.wording import Wording
from reinstate.store import read
from reinstate.store.notes import StoredNote, notes

LIMIT: Final = 50
"""So many entries are shown when nobody says how many."""

LIMIT_MAX: Final = 100_000
MACHINES: Final = {"machine:init": "the opening", "machine:clock": "the clock"}


class NoteSeen(Struct, frozen=True, omit_defaults=True):
    """A text beside the journal: kept as written, changed since, or erased."""

    id: str
    state: Literal["kept", "altered", "erased"]
    text: str = ""


class EntrySeen(Struct, frozen=True):
    """An entry in words; `who` is a name, `entry` the line itself."""

    entry: Entry
    who: str
    sentence: str
    notes: tuple[NoteSeen, ...]


class Chronicle(Struct, frozen=True):
    """Some entries of a journal that had `size` of them, as known at a moment."""

    entries: tuple[EntrySeen, ...]
    size: int


def shown(
    *, after: int | None = None, limit: int = LIMIT, as_of: datetime | None = None
) -> Chronicle:
    """Return the entries after `after`, or the last ones, at most `limit`."""
    council = reading.council() if as_of is None else reading.council_as_of(as_of)
    begin = max(council.seq - limit, 0) if after is None else after
    found = list(islice(reading.entries(begin, council.seq), limit))
    return Chronicle(tuple(_seen(found, council)), council.seq)


def one(seq: int) -> Chronicle:
    """Return entry `seq` alone.

    Raises:
        BadInput: If the journal has no such entry.
    """
    council = reading.council()
    found = list(reading.entries(seq - 1, seq)) if seq > 0 else []
    if not found:
        raise BadInput(
            "entry-unknown",
            f"The journal has no entry {seq}.",
            next=f"It has entries 1 to {council.seq}.",
        )
    return Chronicle(tuple(_seen(found, council)), council.seq)


def one_as_known(council: Council, seq: int) -> EntrySeen:
    """Return entry `seq`, which the council has, in words of what it knows."""
    return next(_seen(list(reading.entries_at((seq,))), council))


def line(seq: int) -> bytes:
    """Return the line of entry `seq`, byte for byte as it is stored.

    Raises:
        BadInput: If the journal has no such entry.
    """
    return read.line(seq)


def worded(entries: Sequence[Entry], council: Council) -> tuple[EntrySeen, ...]:
    """Return some entries in words."""
    return tuple(_seen(entries, council))


def _seen(entries: Sequence[Entry], council: Council) -> Iterator[EntrySeen]:
    wanted = [note for entry in entries for note in notes_of(entry.event)]
    kept = notes(note.id for note in wanted)
    wording = Wording(
        council,
        identity.names(),
        {id_: note.text for id_, note in kept.items()},
        frozenset(n.id for n in wanted if n.id in kept and kept[n.id].sha256 != n.sha256),
    )
    for entry in entries:
        yield EntrySeen(
            entry,
            MACHINES.get(entry.actor) or wording.person(entry.actor),
            sentence(entry.event, wording),
            tuple(_note(note, kept) for note in notes_of(entry.event)),
        )


def _note(note: Note, kept: dict[str, StoredNote]) -> NoteSeen:
    if note.id not in kept:
        return NoteSeen(note.id, "erased")
    state: Literal["kept", "altered"] = "kept" if kept[note.id].sha256 == note.sha256 else "altered"
    return NoteSeen(note.id, state, kept[note.id].text)


def as_data(entries: Iterable[EntrySeen]) -> list[dict[str, Any]]:
    """Return entries as plain data: the line's own fields, and the words beside them."""
    return [
        {
            **msgspec.to_builtins(each.entry),
            "id": each.entry.id,
            "who": each.who,
            "sentence": each.sentence,
            "notes": msgspec.to_builtins(each.notes),
        }
        for each in entries
    ]
