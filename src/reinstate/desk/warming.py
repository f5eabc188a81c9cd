"""Makes a process ready before it answers, and looks again at what time may have moved.

Whoever comes first after a start, or after a quiet hour, waits no longer than everybody else.
"""

import gc
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Final

from django.template.loader import get_template
from django.urls import reverse

from reinstate.core.terms.trouble import ReinstateError
from reinstate.operations import (
    board,
    harm_behind,
    journal_index,
    reading,
    residents_read,
    services_seen,
    situation,
)
from reinstate.operations.overview import overview, refreshed

TEMPLATES: Final = Path(__file__).parent / "templates"

PAUSE_SECONDS: Final = 20
AT_ONCE: Final = 250
"""So many subjects at once: a request that comes meanwhile waits for no more than these."""


def start() -> Event:
    """Begin in a thread of this process; setting what is returned ends it."""
    stopping = Event()
    Thread(target=_run, args=(stopping,), name="warming", daemon=True).start()
    return stopping


def make_ready() -> None:
    """Work out what every page rests on, and load what it is drawn with.

    What is known then stays, so the collector need not look at it again: one look at all of it
    would hold every request up.
    """
    with reading.without_collecting():
        _load_pages()
        with suppress(ReinstateError):  # a request that meets it shows it to whoever asked
            _look_at_everything()
    gc.collect()
    gc.freeze()


def _load_pages() -> None:
    reverse("situation")  # loads the views
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))


def _look_at_everything() -> None:
    council, at = situation.now()
    board.board(overview(council, at), at)
    journal_index.marked(council.seq)
    services_seen.services_seen(council, at)
    residents_read.record(council, at)
    harm_behind.harm_behind(council)


def _run(stopping: Event) -> None:
    while True:
        with suppress(ReinstateError):  # a request that meets it shows it to whoever asked
            refreshed(*situation.now(), AT_ONCE)
        if stopping.wait(PAUSE_SECONDS):
            return
