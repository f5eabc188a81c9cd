"""Publishes afresh when the journal grows, or when time alone changes what residents read."""

from collections.abc import Callable
from threading import Event
from typing import Final

from reinstate.core.terms.trouble import BadInput, ReinstateError, WorldFailed
from reinstate.operations import clock, publishing
from reinstate.public.publish import Published, publish

POLL_SECONDS: Final = 0.5


def watch(
    last: Published,
    passphrase: str,
    stopping: Event,
    published: Callable[[Published], None],
    failed: Callable[[ReinstateError], None],
) -> None:
    """Publish until `stopping`; a failure of the world is told once and tried again.

    When the key was changed and its passphrase with it, pages go on without a new head.
    """
    is_failing = False
    while not stopping.wait(POLL_SECONDS):
        try:
            if not is_failing and not _is_due(last):
                continue
            last = publish(last.target, passphrase=passphrase, history=last.history)
        except WorldFailed as trouble:
            if not is_failing:
                failed(trouble)
            is_failing = True
        except BadInput as trouble:
            failed(trouble)
            passphrase, is_failing = "", True
        else:
            is_failing = False
            published(last)


def _is_due(last: Published) -> bool:
    """Return whether there is something new since the last publication."""
    if publishing.journal_size() != last.entries:
        return True
    return last.next_at is not None and clock.now(last.history.council) > last.next_at
