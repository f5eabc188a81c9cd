"""Looks again at gates and levels that time may have moved, between requests: none has to wait."""

from contextlib import suppress
from threading import Event, Thread
from typing import Final

from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import situation
from reinstate.operations.overview import refreshed

PAUSE_SECONDS: Final = 20
AT_ONCE: Final = 250
"""So many subjects at once: a request that comes meanwhile waits for no more than these."""


def start() -> Event:
    """Begin in a thread of this process; setting what is returned ends it."""
    stopping = Event()
    Thread(target=_run, args=(stopping,), name="warming", daemon=True).start()
    return stopping


def _run(stopping: Event) -> None:
    while True:
        with suppress(ReinstateError):  # a request that meets it shows it to whoever asked
            refreshed(*situation.now(), AT_ONCE)
        if stopping.wait(PAUSE_SECONDS):
            return
