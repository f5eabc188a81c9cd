"""An entry: one event, with who, how sure, when, and its place in the journal."""

from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from reinstate.core.journal.canonical import canonical
from reinstate.core.journal.events.people import Strength
from reinstate.core.journal.events.union import TAGS, AnyEvent
from reinstate.core.journal.upcast import upcast
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.reference import EntryId, PersonId
from reinstate.core.terms.trouble import JournalCorrupt

Surface = Literal["cli", "desk", "import", "demo"]


class Via(Struct, frozen=True, forbid_unknown_fields=True):
    """How sure we are who it was, and by which surface it came."""

    strength: Strength
    surface: Surface


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the journal; `seq` alone orders, `recorded_at` is the clock as read."""

    seq: int
    recorded_at: Instant
    actor: PersonId
    via: Via
    command_id: str
    position: int
    event: AnyEvent

    @property
    def id(self) -> EntryId:
        """Return the id of what is born in this entry."""
        return f"{self.command_id}.{self.position}"


_DECODER: Final = msgspec.json.Decoder(Entry)


def line_of(entry: Entry) -> bytes:
    """Return the exact bytes that are stored and hashed."""
    return canonical(entry)


def entry_of(line: bytes) -> Entry:
    """Return the entry that a line holds, older events brought up to date.

    Raises:
        JournalCorrupt: If the line holds a tag or field that this release does not know:
            an older release must not half-read a newer journal.
    """
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError as error:
        return _older(line, error)


def _older(line: bytes, error: msgspec.DecodeError) -> Entry:
    seq: object = "?"
    tag: object = "?"
    try:
        raw: Any = msgspec.json.decode(line)
        seq, tag = raw["seq"], raw["event"]["tag"]
        raw["event"] = upcast(raw["event"])
        if raw["event"]["tag"] not in TAGS:
            raise _unknown(seq, tag)
        return msgspec.convert(raw, Entry)
    except (msgspec.DecodeError, KeyError, TypeError) as cause:
        raise JournalCorrupt(
            "entry-unreadable",
            f"An entry of the journal, an event `{tag}`, cannot be read: {error}.",
            place=f"entry {seq}",
            next="Run `reinstate journal verify`; nothing is written until it is whole.",
        ) from cause


def _unknown(seq: object, tag: object) -> JournalCorrupt:
    return JournalCorrupt(
        "event-unknown",
        f"The journal holds an event `{tag}` that this release does not know.",
        place=f"entry {seq}",
        next="Use the release that wrote it, or a newer one.",
    )
