"""Walks the journal once, line by line, and stops at the first row that is not right."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple, NoReturn

import msgspec
from django.db import connection
from msgspec import Struct

from reinstate.core.journal.canonical import canonical
from reinstate.core.journal.merkle import NOTHING, Frontier, extend, root_of
from reinstate.store.read import as_bytes, blob_bytes, text_bytes
from reinstate.store.trouble import told

PAGE_SIZE_ROWS: Final = 10_000


class Row(NamedTuple):
    """A row of the journal as stored, whatever somebody made of it."""

    seq: int
    body: bytes
    leaf: bytes
    command_id: str
    position: int


class Walked(Struct, frozen=True):
    """How far every row was right, the tree over those, and the first row that was not."""

    frontier: Frontier
    roots: dict[int, bytes]  # at the sizes that were asked for, as far as reached
    bad: Row | None

    @property
    def size(self) -> int:
        """Return how many rows were right, from the first on."""
        return self.frontier.size


NOWHERE: Final = Walked(NOTHING, {0: root_of(NOTHING)}, None)


def walk_on(walked: Walked, sizes: frozenset[int]) -> Walked:
    """Walk on to the end or the first bad row, keeping the root at each of `sizes`."""
    frontier, roots = walked.frontier, dict(walked.roots)
    for page in pages(after=frontier.size or None):
        leaves, bad = _right_leaves(page, frontier.size + 1)
        frontier, found = _grown(frontier, leaves, sizes)
        roots |= found
        if bad:
            return Walked(frontier, roots, bad)
    return Walked(frontier, roots, None)


def pages(after: int | None = None) -> Iterator[list[Row]]:
    """Yield the rows after `after` (None: all, even those numbered below 1) in pages."""
    body, leaf, command_id = text_bytes("body"), blob_bytes("leaf"), text_bytes("command_id")
    query = (
        f"SELECT seq, {body}, {leaf}, {command_id}, position"  # noqa: S608 - no words from outside
        f" FROM journal_entry WHERE seq > %s ORDER BY seq LIMIT {PAGE_SIZE_ROWS}"
    )
    last = -(2**31) if after is None else after
    while True:
        with told("verifying the journal"), connection.cursor() as cursor:
            cursor.execute(query, [last])
            page = [_row(*stored) for stored in cursor.fetchall()]
        if not page:
            return
        yield page
        last = page[-1].seq


def place_of(body: bytes) -> tuple[int, str, int] | None:
    """Return number, command and position that a line claims; None when it is no entry."""
    value = _decoded(body)
    if not isinstance(value, dict):
        return None
    match value.get("seq"), value.get("command_id"), value.get("position"):
        case int(seq), str(command_id), int(position):
            return seq, command_id, position
        case _:
            return None


def _row(seq: int, body: object, leaf: object, command_id: object, position: int) -> Row:
    command = as_bytes(command_id).decode(errors="replace")
    return Row(seq, as_bytes(body), as_bytes(leaf), command, position)


def _right_leaves(page: list[Row], expected: int) -> tuple[list[bytes], Row | None]:
    leaves: list[bytes] = []
    for row in page:
        seq, body, leaf, command_id, position = row
        value = _decoded(body)
        if (
            seq != expected
            or sha256(b"\x00" + body).digest() != leaf
            or type(value) is not dict
            or (value.get("seq"), value.get("command_id"), value.get("position"))
            != (seq, command_id, position)
            or canonical(value) != body
            or _may_hold_null(body, value)
        ):
            return leaves, row
        leaves.append(leaf)
        expected += 1
    return leaves, None


def _grown(
    frontier: Frontier, leaves: list[bytes], sizes: frozenset[int]
) -> tuple[Frontier, dict[int, bytes]]:
    begin, end = frontier.size, frontier.size + len(leaves)
    roots: dict[int, bytes] = {}
    for stop in sorted({size for size in sizes if begin < size <= end} | {end}):
        frontier = extend(frontier, leaves[frontier.size - begin : stop - begin])
        roots[stop] = root_of(frontier)
    return frontier, roots


class _FloatFoundError(Exception):
    """A line holds a float, which no entry may."""


def _refuse_float(text: str) -> NoReturn:
    raise _FloatFoundError(text)


_DECODER: Final = msgspec.json.Decoder(float_hook=_refuse_float)


def _decoded(body: bytes) -> Any:
    """Return what a line holds, None when it is no JSON or holds a float."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, _FloatFoundError, RecursionError):
        return None


def _may_hold_null(body: bytes, value: Any) -> bool:
    return b"null" in body and _holds_null(value)


def _holds_null(value: Any) -> bool:
    match value:
        case dict():
            return any(_holds_null(item) for item in value.values())
        case list():
            return any(_holds_null(item) for item in value)
        case _:
            return value is None
