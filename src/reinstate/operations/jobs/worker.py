"""Does the jobs that were asked for, one after another, until told to stop."""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic
from typing import Final

from django.db import connection

from reinstate.core.terms.trouble import Refused, ReinstateError, WorldFailed
from reinstate.operations import clock, passing
from reinstate.operations.act import Acting
from reinstate.operations.jobs import hourly
from reinstate.operations.jobs.asking import arguments_of
from reinstate.operations.jobs.kind import Doing
from reinstate.store import jobs, sign_in
from reinstate.store.jobs import Ending, StoredJob

LOOK_SECONDS: Final = 0.5
TOLD_SECONDS: Final = 0.5
BEAT_SECONDS: Final = 5
SILENT_MAX: Final = timedelta(seconds=30)
"""A worker that lives beats six times in this; on several machines, clocks may differ a little."""

TRIES_MAX: Final = 3
FORGOTTEN_AFTER: Final = timedelta(days=30)
TIDY_SECONDS: Final = 10

GIVEN_UP: Final = (
    f"The program stopped {TRIES_MAX} times while it did this, and does not begin again."
    " Look at what `reinstate serve` said; the cause may be too little memory."
)
OUR_MISTAKE: Final = (
    "The program failed while it did this: that is a mistake of ours."
    " What `reinstate serve` said names the place; please tell us."
)


class Cancelled(Exception):
    """Somebody cancelled the job, or another worker has it: it is not gone on with."""


@dataclass
class Worker:
    """One worker; several, on one machine or more, never do one job twice at a time."""

    key_passphrase: str = ""
    _tidied: float = field(default=float("-inf"))

    def run(self, stopping: Event, failed: Callable[[ReinstateError], None]) -> None:
        """Do jobs until `stopping`; a job that runs then is done first.

        A failure of the world, such as a server that restarts, is told once and waited out.
        """
        is_failing = False
        while not stopping.is_set():
            try:
                self._tidy()
                is_idle = not self.do_one()
                is_failing = False
            except WorldFailed as trouble:
                if not is_failing:
                    failed(trouble)
                is_failing = is_idle = True
            if is_idle:
                stopping.wait(LOOK_SECONDS)

    def do_one(self) -> bool:
        """Do the job that waits longest; return whether there was one."""
        held = jobs.claim(clock.machine_now())
        if held is None:
            return False
        with _beating(held):
            ending = self._done(held)
        jobs.end_job(held, ending, clock.machine_now())
        return True

    def _done(self, held: StoredJob) -> Ending:
        """Do a job and return how it ended, in words where it came to nothing."""
        try:
            kind, asked, arguments = arguments_of(held)
            acting = Acting(held.by, asked.via, held.id)
            doing = Doing(acting, _Telling(held).tell, self.key_passphrase)
            digest = passing.put_by_content(kind.do(arguments, doing))
        except Cancelled:
            return Ending("cancelled")
        except (ReinstateError, Refused) as trouble:
            return Ending("failed", error=str(trouble))
        except Exception:  # noqa: BLE001 - the outermost place of a job: the next one is done still
            traceback.print_exc(file=sys.stderr)
            return Ending("failed", error=OUR_MISTAKE)
        return Ending("done", result_digest=digest)

    def _tidy(self) -> None:
        """Now and then, put back what others left, forget what is old, ask for what is due."""
        if monotonic() - self._tidied < TIDY_SECONDS:
            return
        now = clock.machine_now()
        jobs.put_back(now - SILENT_MAX, TRIES_MAX, GIVEN_UP, now)
        jobs.forget_jobs(now - FORGOTTEN_AFTER)
        passing.clear(now)
        sign_in.forget_ended_sessions(now)
        hourly.ask_for_this_hour(now)
        self._tidied = monotonic()


@dataclass
class _Telling:
    """Tells how far a job is, a few times a second at most."""

    held: StoredJob
    what: str = ""
    told: float = float("-inf")

    def tell(self, what: str, done: int, total: int) -> None:
        """Write how far the job is, unless a step of the same was written a moment ago.

        Raises:
            Cancelled: If it is not to be gone on with.
        """
        now = monotonic()
        if what == self.what and done < total and now - self.told < TOLD_SECONDS:
            return
        self.what, self.told = what, now
        if not jobs.tell(self.held, what, done, total, clock.machine_now()):
            raise Cancelled


@contextmanager
def _beating(held: StoredJob) -> Iterator[None]:
    """Let others see that the worker lives, also while a step of the job takes long."""
    is_over = Event()

    def beat() -> None:
        try:
            while not is_over.wait(BEAT_SECONDS):
                _beat_once(held, clock.machine_now())
        finally:
            connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _beat_once(held: StoredJob, at: datetime) -> None:
    try:
        jobs.beat(held, at)
    except WorldFailed:  # the database is away: the job itself will notice
        return
