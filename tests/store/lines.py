"""Lines that look like entries, appended as commands: the store asks no more of them."""

from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from reinstate.core.journal.canonical import canonical
from reinstate.store.append import append_session
from reinstate.store.connect import migrate


def a_line(seq: int, command_id: str, position: int = 0, words: str = "dull") -> bytes:
    """Return one line whose event is only words."""
    return canonical(
        {
            "actor": "p-asha",
            "command_id": command_id,
            "event": {"tag": "said/1", "words": words},
            "position": position,
            "recorded_at": "2026-11-22T10:00:00Z",
            "seq": seq,
            "via": {"strength": "asserted", "surface": "cli"},
        }
    )


def lines_of_command(first: int, command_id: str, count: int, words: str = "dull") -> list[bytes]:
    """Return the lines of a command of `count` entries, numbered from `first`."""
    return [a_line(first + index, command_id, index, words) for index in range(count)]


def append(command_id: str, count: int = 1, words: str = "dull") -> None:
    """Append one command of `count` entries to the journal this process points at."""
    with append_session() as session:
        lines = lines_of_command(session.size + 1, command_id, count, words)
        session.append(command_id, lines)


def append_many(count: int, words: str = "dull", prefix: str = "c") -> None:
    """Append `count` commands of one entry each, in one transaction."""
    with append_session() as session:
        for _ in range(count):
            seq = session.size + 1
            session.append(f"{prefix}{seq}", [a_line(seq, f"{prefix}{seq}", words=words)])


def a_journal(home: Path, words: Sequence[str]) -> None:
    """Make a home whose journal has one entry for each of `words`."""
    migrate(home)
    with append_session() as session:
        for seq, each in enumerate(words, 1):
            session.append(f"c{seq}", [a_line(seq, f"c{seq}", words=each)])


def run(statement: str, *values: str | bytes | int) -> None:
    """Change the tables by hand, as an intruder would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
