"""The one way to do something: lock, catch up, decide, append."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reinstate.core.commands.decide import PASSPHRASE_NEEDED, Command, decide
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.entry import Entry, Via, entry_of, line_of
from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.core.journal.events.people import Strength
from reinstate.core.state.council import Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.limit import STARTING_LIMITS
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput, JournalCorrupt, Refused
from reinstate.operations import clock, reading
from reinstate.operations.writing import Writing
from reinstate.store import read
from reinstate.store.append import AppendSession, append_session

CLOCK = "machine:clock"

Done = TypeVar("Done")

CommandMaker = Callable[[Writing, Council], Command]
"""Makes the command once the time is known: its texts go into the writing."""


class Acting(Struct, frozen=True):
    """Who does it, and how sure we are.

    With `command_id`, one that a form brought, sending it twice does it once. `prove` asks the
    person for their passphrase where they can be asked, and is called only when a name is not
    enough; it returns `asserted` when they would rather not say it.
    """

    person: PersonId
    via: Via
    command_id: str = ""
    prove: Callable[[], Strength] | None = None


class Acted(Struct, frozen=True):
    """What was appended (nothing, when nothing was new) and what is known after it.

    Where the clock had stepped back, the entry that says so comes first.
    """

    entries: tuple[Entry, ...]
    council: Council
    at: datetime

    @property
    def by_command(self) -> tuple[Entry, ...]:
        """Return what the command itself appended: all but that the clock had stepped back."""
        return tuple(one for one in self.entries if not isinstance(one.event, ClockSteppedBack))

    @property
    def id(self) -> str:
        """Return the id of what was born first in this command."""
        return self.by_command[0].id if self.entries else ""


def new_command_id() -> str:
    """Return a random id for one command."""
    return secrets.token_hex(6)


def act(make: CommandMaker, acting: Acting, command_id: str = "") -> Acted:
    """Do one command: everything it causes is appended with it, or nothing is.

    Raises:
        Refused: If the rules say no; every reason is in it.
        WorldFailed: If it cannot be written.
    """
    id_ = command_id or acting.command_id or new_command_id()
    return proved(acting, lambda who: _act(make, who, id_))


def proved(acting: Acting, do: Callable[[Acting], Done]) -> Done:
    """Do something as this person; once more with their passphrase, if only that was missing.

    They are asked after the journal was let go: nobody else waits for somebody to type.
    """
    try:
        return do(acting)
    except Refused as refused:
        if acting.prove is None or {one.code for one in refused.blockers} != {PASSPHRASE_NEEDED}:
            raise
        strength = acting.prove()
        if strength == "asserted":
            raise
        return do(replace(acting, via=replace(acting.via, strength=strength), prove=None))


def _act(make: CommandMaker, acting: Acting, command_id: str) -> Acted:
    with append_session() as session:
        if session.seen(command_id):
            return _again(command_id, acting)
        known = reading.council()
        at = clock.now(known)
        writing = Writing(at, known.home.limits or STARTING_LIMITS)
        stepped = _stepped_back(known, at, command_id, acting)
        before = fold(stepped, known)
        asking = Asking(command_id, at, acting.person, acting.via, len(stepped))
        events = decide(before, make(writing, before), asking)
        entries = (*stepped, *entries_of(before.seq, asking, events)) if events else ()
        lines = _append(session, command_id, entries, writing)
    council = reading.keep(known, entries, lines[-1]) if lines else known
    return Acted(entries, council, at)


def _append(
    session: AppendSession, command_id: str, entries: tuple[Entry, ...], writing: Writing
) -> list[bytes]:
    lines = [_readable(entry) for entry in entries]
    writing.write(has_entries=bool(entries))
    if lines:
        session.append(command_id, lines)
    return lines


def _readable(entry: Entry) -> bytes:
    """Return the line of an entry that can be read again: one bad line would shut the home."""
    line = line_of(entry)
    try:
        is_same = entry_of(line) == entry
    except JournalCorrupt as error:
        raise BadInput(
            "unwritable",
            "The journal cannot hold that: a name or reference has signs it may not have.",
            next="References are kind:id; ids are letters, digits, dots, dashes and underscores.",
        ) from error
    if not is_same:
        raise AssertionError(f"entry {entry.seq} would not be read as it was decided")
    return line


def _stepped_back(
    known: Council, at: datetime, command_id: str, acting: Acting
) -> tuple[Entry, ...]:
    """Return the entry that says the clock reads earlier than the entry before."""
    if at >= known.last_at:
        return ()
    event = ClockSteppedBack(from_=known.last_at, to=at)
    via = Via("asserted", acting.via.surface)
    return (Entry(known.seq + 1, at, CLOCK, via, command_id, 0, event),)


def _again(command_id: str, acting: Acting) -> Acted:
    """Return what a repeated command did the first time, to the person who gave it."""
    entries = tuple(entry_of(line) for line in read.lines_of(command_id))
    if all(entry.actor != acting.person for entry in entries):
        raise BadInput(
            "command-taken",
            "Somebody else has sent this form already.",
            next="Open it again, and send it from there.",
        )
    return Acted(entries, reading.council(), entries[0].recorded_at)
