"""What a process that `serve` starts has from it: what to do, and a pipe that ends with it.

However `serve` ends, killed at once included, its end of the pipe closes, and whoever holds the
other end stops too: no process is left behind that holds a port or goes on working.
"""

import os
import signal
import sys
from threading import Thread
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

Given = TypeVar("Given", bound=Struct)

STANDARD_INPUT: Final = 0


def given(wanted: type[Given]) -> Given:
    """Return what `serve` said on the first line of standard input."""
    return msgspec.json.decode(sys.stdin.buffer.readline(), type=wanted)


def held() -> int:
    """Return the pipe under a number of its own, which standard input closed leaves open."""
    return os.dup(STANDARD_INPUT)


def end_with(pipe: int) -> None:
    """Stop this process, as if it were told to, when the pipe ends."""

    def wait() -> None:
        while os.read(pipe, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()
