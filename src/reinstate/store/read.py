"""Reads the journal: lines as they are stored, in the order of their numbers."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection
from msgspec import Struct

from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store.connect import follow
from reinstate.store.trouble import told

PAGE_SIZE_ROWS: Final = 10_000
LAST_SEQ: Final = 2**63 - 1
READING: Final = "reading the journal"


class Head(Struct, frozen=True):
    """The journal's head as stored: how many lines, their root, the edge of their tree."""

    size: int
    root: bytes
    frontier: bytes


def head() -> Head:
    """Return the stored head.

    Raises:
        JournalCorrupt: If the head row is missing.
    """
    follow()
    with told(READING), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT size, {blob_bytes('root')}, {blob_bytes('frontier')}"  # noqa: S608 - no words from outside
            " FROM journal_head WHERE id = 1"
        )
        row = cursor.fetchone()
    if row is None:
        raise JournalCorrupt(
            "head-missing",
            "The journal has lost its head row.",
            next="Run `reinstate journal verify`; nothing is written until it is whole.",
        )
    size, root, frontier = row
    return Head(size if isinstance(size, int) else -1, as_bytes(root), as_bytes(frontier))


def lines(after: int = 0, upto: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield number and line of the entries after `after`, up to and with `upto`.

    No cursor stays open between pages, so a slow reader holds nobody up.
    """
    follow()
    last = LAST_SEQ if upto is None else upto
    while True:
        page = _page(after, last)
        for seq, body in page:
            yield seq, body if type(body) is bytes else as_bytes(body)
        if len(page) < PAGE_SIZE_ROWS:
            return
        after = page[-1][0]


def line(seq: int) -> bytes:
    """Return the line of entry `seq`.

    Raises:
        BadInput: If the journal has no such entry.
    """
    for _, body in lines(seq - 1, seq):
        return body
    raise BadInput(
        "entry-missing",
        f"The journal has no entry {seq}.",
        next=f"It has entries 1 to {head().size}.",
    )


def lines_at(seqs: Sequence[int]) -> dict[int, bytes]:
    """Return the lines of some entries by their numbers."""
    if not seqs:
        return {}
    marks = ", ".join(["%s"] * len(seqs))
    query = f"SELECT seq, {text_bytes('body')} FROM journal_entry WHERE seq IN ({marks})"  # noqa: S608 - no words from outside
    with told(READING), connection.cursor() as cursor:
        cursor.execute(query, list(seqs))
        return {seq: as_bytes(body) for seq, body in cursor.fetchall()}


def lines_of(command_id: str) -> tuple[bytes, ...]:
    """Return the lines that the command `command_id` appended, none if it never did."""
    query = f"SELECT {text_bytes('body')} FROM journal_entry WHERE command_id = %s ORDER BY seq"  # noqa: S608 - no words from outside
    with told(READING), connection.cursor() as cursor:
        cursor.execute(query, [command_id])
        return tuple(as_bytes(body) for (body,) in cursor.fetchall())


def leaves(upto: int) -> list[bytes]:
    """Return the stored leaves of the entries up to and with `upto`, oldest first."""
    with told(READING), connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM journal_entry WHERE seq <= %s ORDER BY seq", [upto])
        return [as_bytes(leaf) for (leaf,) in cursor.fetchall()]


def text_bytes(column: str) -> str:
    """Return the expression that reads a text column as bytes, whatever has become of them."""
    return f"CAST({column} AS BLOB)" if _is_sqlite() else f"convert_to({column}, 'UTF8')"


def blob_bytes(column: str) -> str:
    """Return the expression that reads a column of bytes, even where text was put in it."""
    return f"CAST({column} AS BLOB)" if _is_sqlite() else column


def as_bytes(stored: object) -> bytes:
    """Return stored bytes as bytes, even where somebody put text or nothing in their place."""
    match stored:
        case bytes():
            return stored
        case memoryview():
            return stored.tobytes()
        case _:
            return str(stored).encode(errors="surrogateescape")


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _page(after: int, last: int) -> list[tuple[int, object]]:
    query = (
        f"SELECT seq, {text_bytes('body')} FROM journal_entry"  # noqa: S608 - no words from outside
        f" WHERE seq > %s AND seq <= %s ORDER BY seq LIMIT {PAGE_SIZE_ROWS}"
    )
    with told(READING), connection.cursor() as cursor:
        cursor.execute(query, [after, last])
        return list(cursor.fetchall())
