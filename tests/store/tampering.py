"""What an intruder with the database in hand would do to it, and what verifying says."""

from django.db import connection

from reinstate.core.journal.merkle import (
    NOTHING,
    extend,
    frontier_to_bytes,
    leaf_hash,
    root_of,
)
from reinstate.store import read
from reinstate.store.fault import Fault
from reinstate.store.verify import verify
from tests.store.lines import run


def found() -> Fault:
    """Return the fault, which must be there."""
    fault = verify().fault
    assert fault is not None
    return fault


def named() -> tuple[str, str, int, int]:
    """Return code, part and range of the fault."""
    fault = found()
    return fault.code, fault.part, fault.first, fault.last


def put_row(seq: int, line: bytes, command_id: str | None = None) -> None:
    """Put a row with a right leaf at `seq`."""
    run("DELETE FROM journal_entry WHERE seq = %s", seq)
    run(
        "INSERT INTO journal_entry (seq, body, leaf, command_id, position)"
        " VALUES (%s, %s, %s, %s, 0)",
        seq,
        line.decode(),
        leaf_hash(line),
        command_id or f"c{seq}",
    )


def put_body(seq: int, body: bytes) -> None:
    """Put other bytes in the place of a line, whether or not they are text."""
    text = "CAST(%s AS TEXT)" if connection.vendor == "sqlite" else "convert_from(%s, 'UTF8')"
    run(f"UPDATE journal_entry SET body = {text} WHERE seq = {seq}", body)  # noqa: S608 - ours


def make_head_fit() -> None:
    """Write the head anew over the lines as they are, as a patient intruder would."""
    frontier = extend(NOTHING, [leaf_hash(line) for _, line in read.lines()])
    run(
        "UPDATE journal_head SET size = %s, root = %s, frontier = %s",
        frontier.size,
        root_of(frontier),
        frontier_to_bytes(frontier),
    )


def empty_tables() -> None:
    """Remove every entry and checkpoint, as if the journal had just been made."""
    run("DELETE FROM journal_entry")
    run("DELETE FROM journal_checkpoint")
    make_head_fit()


def move_rows(step: int, after: int) -> None:
    """Give the rows after `after` new numbers, leaving their lines as they are."""
    run("UPDATE journal_entry SET seq = -seq WHERE seq > %s", after)
    run("UPDATE journal_entry SET seq = -seq + %s WHERE seq < 0", step)
