"""A writer in its own process: appends commands of three entries and tells each when done.

It goes on when the world fails: it says so, and then does what is not there yet.
"""

import sys
import time
from pathlib import Path

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store.append import append_session
from reinstate.store.connect import connect
from tests.store.lines import lines_of_command

TRIES_MAX = 600
BETWEEN_TRIES_SECONDS = 0.05


def main(home: Path, name: str, count: int) -> None:
    """Append `count` commands named after `name`; the name `hold` only holds the journal."""
    if name == "hold":
        connect(home)
        with append_session():
            say("holding")
            time.sleep(60)
    for number in range(count):
        done(home, f"{name}-{number}")
        say(f"{name}-{number}")


def done(home: Path, command_id: str) -> None:
    """Append one command once, however often the world fails meanwhile."""
    for _ in range(TRIES_MAX):
        try:
            connect(home)
            append_once(command_id)
        except WorldFailed as trouble:
            say(f"failed:{trouble.code}")
            time.sleep(BETWEEN_TRIES_SECONDS)
        else:
            return
    raise SystemExit(1)


def append_once(command_id: str) -> None:
    """Append one command unless it is there."""
    with append_session() as session:
        if not session.seen(command_id):
            session.append(command_id, lines_of_command(session.size + 1, command_id, 3))


def say(words: str) -> None:
    """Tell the parent."""
    print(words, flush=True)  # noqa: T201 - its parent reads this


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
