"""The process that does jobs: `serve` starts it, stops it, and starts it again when it dies.

It is a process of its own, and no thread of `serve`, since a job reads sheets and folds the
journal at full speed: pages are published and given out meanwhile as ever. And what ends
it, such as too little memory, ends nothing else.
"""

import signal
import sys
from threading import Event

from reinstate.cli import lifeline
from reinstate.cli.given import WorkerGiven
from reinstate.cli.trouble import exit_code, tell
from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import homes
from reinstate.operations.jobs.worker import Worker


def main() -> int:
    """Do jobs until told to stop."""
    has = lifeline.given(WorkerGiven)
    stopping = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    lifeline.end_with(lifeline.held())
    try:
        homes.open_home()
        Worker(has.key_passphrase).run(stopping, tell)
    except ReinstateError as trouble:
        tell(trouble)
        return exit_code(trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main())
