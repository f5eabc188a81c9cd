"""Keeps the processes that `serve` consists of running, and stops them with itself.

Each is the first of a session of its own, so that Ctrl-C reaches `serve` alone and it can
stop them in order; and so that what one of them started is found when it dies.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import Final

from reinstate.core.terms.trouble import WorldFailed

LOOK_SECONDS: Final = 0.1
PAUSE_SECONDS: Final = 0.5
PAUSE_MAX_SECONDS: Final = 30.0
STEADY_SECONDS: Final = 60
"""What has run so long is well again: it is told anew when it stops, and started at once."""

STOP_SECONDS: Final = 15
"""So long a process has to end what it does; then it is killed."""


@dataclass(frozen=True)
class Part:
    """A process to keep running; `given` is the first line of its standard input."""

    name: str
    words: Sequence[str]
    given: bytes = b"{}"
    settings: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def supervised(parts: Sequence[Part], say: Callable[[str], None]) -> Iterator[None]:
    """Keep these processes running until this ends; say once when one stops by itself.

    Raises:
        WorldFailed: If one cannot be started at all.
    """
    stopping = Event()
    keepers = [_Keeper(part, say) for part in parts]
    try:
        for keeper in keepers:
            keeper.start()
        thread = Thread(target=_keep, args=(keepers, stopping), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join()
    finally:
        _stop(keepers)


def _keep(keepers: Sequence["_Keeper"], stopping: Event) -> None:
    while not stopping.wait(LOOK_SECONDS):
        for keeper in keepers:
            keeper.look()


def _stop(keepers: Sequence["_Keeper"]) -> None:
    """Tell all to stop, then wait for each."""
    for keeper in keepers:
        keeper.tell_to_stop()
    ends = monotonic() + STOP_SECONDS
    for keeper in keepers:
        keeper.wait_until(ends)


@dataclass
class _Keeper:
    """One process, started again when it stops: later each time while it does not hold."""

    part: Part
    say: Callable[[str], None]
    process: subprocess.Popen[bytes] | None = None
    pipe: int = -1
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = PAUSE_SECONDS
    is_told: bool = False

    def start(self) -> None:
        """Start the process.

        Raises:
            WorldFailed: If the machine does not let us.
        """
        theirs, ours = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program
                list(self.part.words),
                stdin=theirs,
                stdout=sys.__stderr__ and sys.__stderr__.fileno(),
                env={**os.environ, **self.part.settings},
                start_new_session=True,
            )
        except OSError as error:
            os.close(ours)
            raise WorldFailed(
                "process-not-started",
                f"{self.part.name} cannot be started ({error.strerror}).",
                next="See that the machine has memory left, and start `reinstate serve` again.",
            ) from error
        finally:
            os.close(theirs)
        self.process, self.pipe, self.started_at = process, ours, monotonic()
        with suppress(OSError):  # it is gone again already, which is noticed at the next look
            os.write(ours, self.part.given + b"\n")

    def look(self) -> None:
        """Start the process again if it stopped and its pause is over."""
        process, now = self.process, monotonic()
        if process is not None:
            code = process.poll()
            if code is None:
                self._settle(now)
                return
            self._clear_away(process)
            self._tell(code)
            self.process, self.start_again_at = None, now + self.pause
            self.pause = min(self.pause * 2, PAUSE_MAX_SECONDS)
        elif now >= self.start_again_at:
            with suppress(WorldFailed):  # there may be room for it at the next look
                self.start()

    def tell_to_stop(self) -> None:
        """Ask the process to end what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_until(self, ends: float) -> None:
        """Wait until the process has ended; kill it when it has not by then."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(ends - monotonic(), 0))
        self._clear_away(self.process)

    def _settle(self, now: float) -> None:
        if now - self.started_at > STEADY_SECONDS:
            self.pause, self.is_told = PAUSE_SECONDS, False

    def _tell(self, code: int) -> None:
        if not self.is_told:
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            self.say(f"{self.part.name} stopped by itself ({how}); it is started again.")
        self.is_told = True

    def _clear_away(self, process: subprocess.Popen[bytes]) -> None:
        """Kill what is left of the process and of what it started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(self.pipe)
