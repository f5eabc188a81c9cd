"""A writer in its own process: appends commands of three entries and tells each when done."""

import sys
import time
from pathlib import Path

from reinstate.store.append import append_session
from reinstate.store.connect import connect
from tests.store.lines import append


def main(home: Path, name: str, count: int) -> None:
    """Append `count` commands named after `name`; the name `hold` only holds the journal."""
    connect(home)
    if name == "hold":
        with append_session():
            print("holding", flush=True)  # noqa: T201 - its parent reads this
            time.sleep(60)
    for number in range(count):
        append(f"{name}-{number}", 3)
        print(f"{name}-{number}", flush=True)  # noqa: T201 - its parent reads this


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
