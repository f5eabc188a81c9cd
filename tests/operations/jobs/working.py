"""A worker as a process of its own: says which jobs it begins and ends, until its input ends.

Its one kind of job writes a line into a file when it begins, goes on for a while, then appends.
"""

import sys
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

from msgspec import Struct

from reinstate.operations import homes, settings_of_home
from reinstate.operations.jobs import worker
from reinstate.operations.jobs.kind import Doing, Kind
from reinstate.operations.jobs.kinds import KINDS

STEP_SECONDS = 0.02


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """How long to go on, and where to say that it began."""

    count: int
    file: str
    name: str = ""


def slow(steps: Steps, doing: Doing) -> bytes:
    """Go on for so many steps, then call the council by this name."""
    with Path(steps.file).open("a") as file:
        file.write("began\n")
    for number in range(steps.count):
        doing.progress("Going on", number, steps.count)
        sleep(STEP_SECONDS)
    if steps.name:
        settings_of_home.set_council(doing.acting, name=steps.name)
    return b"done"


SLOW = Kind("Going on", Steps, slow, "done.txt", "text/plain")


def be_quick() -> None:
    """Notice within a second that another worker is gone."""
    worker.SILENT_MAX = timedelta(seconds=1)  # type: ignore[misc]  # quicker than in earnest
    worker.BEAT_SECONDS = 0.2  # type: ignore[misc, assignment]  # likewise
    worker.TIDY_SECONDS = 0.1  # type: ignore[misc, assignment]  # likewise


def _stop_at_the_end(stopping: Event) -> None:
    sys.stdin.read()
    stopping.set()


def main() -> None:
    """Work until standard input ends."""
    KINDS["slow"] = SLOW
    be_quick()
    homes.open_home()
    stopping = Event()
    Thread(target=_stop_at_the_end, args=(stopping,), daemon=True).start()
    print("works", flush=True)  # noqa: T201 - what the test waits for
    worker.Worker().run(stopping, lambda trouble: print(trouble, file=sys.stderr))  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
