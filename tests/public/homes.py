"""Homes that tests publish, and running the program in them."""

from collections.abc import Callable
from pathlib import Path

from reinstate.cli.__main__ import main
from reinstate.core.journal.events.home import HomeKind

PASSPHRASE = "seven green otters on a wall"
"""Of the owner and so of the key."""

MakeHome = Callable[[HomeKind], Path]


def run(*words: str) -> None:
    """Run a command of the program in the home that was made."""
    assert main(words) == 0
