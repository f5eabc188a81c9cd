"""Appends whole commands to the journal, one writer at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec
from django.db import connection, transaction
from msgspec import Struct

from reinstate.core.journal.merkle import (
    Frontier,
    extend,
    frontier_from_bytes,
    frontier_to_bytes,
    leaf_hash,
    root_of,
)
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.store import read
from reinstate.store.connect import follow, refuse_read_only
from reinstate.store.models import JournalHead
from reinstate.store.trouble import told

APPENDING: Final = "appending to the journal"


class Place(Struct, frozen=True):
    """What a line says about its own place in the journal."""

    seq: int
    command_id: str
    position: int


_PLACE: Final = msgspec.json.Decoder(Place)


class AppendSession:
    """The journal, locked: nobody else appends until this ends."""

    def __init__(self, frontier: Frontier) -> None:
        """Start from the locked head."""
        self._begun = self._frontier = frontier

    @property
    def size(self) -> int:
        """How many entries there are; the next has this number plus one."""
        return self._frontier.size

    def lines_after(self, seq: int) -> Iterator[tuple[int, bytes]]:
        """Yield number and line of the entries after `seq`, to catch up before deciding."""
        return read.lines(seq)

    def seen(self, command_id: str) -> bool:
        """Return whether this command was appended before: a double click appends once."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM journal_entry WHERE command_id = %s LIMIT 1", [command_id]
            )
            return cursor.fetchone() is not None

    def append(self, command_id: str, lines: Sequence[bytes]) -> int:
        """Append the entries of one command and return the journal's new size.

        Raises:
            AssertionError: If a line's number or command is not the one it is stored under.
        """
        rows = []
        for seq, line in enumerate(lines, self.size + 1):
            place = _PLACE.decode(line)
            if (place.seq, place.command_id) != (seq, command_id):
                raise AssertionError(f"a line for {place.seq} of {place.command_id} came as {seq}")
            rows.append((seq, line.decode(), leaf_hash(line), command_id, place.position))
        self._frontier = extend(self._frontier, (leaf for _, _, leaf, _, _ in rows))
        _insert(rows)
        return self.size

    def end(self) -> None:
        """Move the head once: PostgreSQL keeps each version of its row until all is done."""
        if self._frontier != self._begun:
            _move_head(self._frontier)


@contextmanager
def append_session() -> Iterator[AppendSession]:
    """Lock the journal's head; on leaving, everything written inside stands, or nothing.

    Names, notes and stored files may be written in the same session.

    Raises:
        HomeReadOnly: If the home cannot be written.
        DiskFull: If there was no room; nothing was written.
        JournalCorrupt: If the head does not fit the entries: no write until it is whole.
    """
    follow()
    refuse_read_only(APPENDING)
    with told(APPENDING), transaction.atomic(durable=True):
        session = AppendSession(_locked_frontier())
        yield session
        session.end()


def _locked_frontier() -> Frontier:
    # On SQLite the journal is locked already: the transaction began IMMEDIATE. On PostgreSQL
    # each statement after the wait sees what the other writer committed: READ COMMITTED.
    list(JournalHead.objects.select_for_update().values_list("size"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM journal_entry")
        last = cursor.fetchone()[0]
    head = read.head()
    try:
        frontier = frontier_from_bytes(head.size, head.frontier)
    except ValueError as error:
        raise _head_misfits() from error
    if last != head.size or root_of(frontier) != head.root:
        raise _head_misfits()
    return frontier


def _head_misfits() -> JournalCorrupt:
    return JournalCorrupt(
        "head-misfits",
        "The journal's head does not fit its entries; nothing was written.",
        next="Run `reinstate journal verify` to see the first bad entry.",
    )


def _insert(rows: Sequence[tuple[int, str, bytes, str, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO journal_entry (seq, body, leaf, command_id, position)"
            " VALUES (%s, %s, %s, %s, %s)",
            rows,
        )


def _move_head(frontier: Frontier) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_head SET size = %s, root = %s, frontier = %s WHERE id = 1",
            [frontier.size, root_of(frontier), frontier_to_bytes(frontier)],
        )
