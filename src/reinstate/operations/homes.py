"""Where the home is, and opening it for a command."""

import os
from pathlib import Path
from typing import Final

from reinstate.store import connect, read
from reinstate.store.failed import HomeMissing
from reinstate.store.keys import public_keys
from reinstate.store.server_trouble import UNFINISHED

HOME_SETTING: Final = "REINSTATE_HOME"

DEMO_MARK: Final = "demo.json"
"""The file by which a home of the demo is known."""


def home_path() -> Path:
    """Return the home that this process works on: `REINSTATE_HOME`, or `~/.reinstate`."""
    chosen = os.environ.get(HOME_SETTING)
    return Path(chosen).expanduser() if chosen else Path.home() / ".reinstate"


def open_home(home: Path | None = None) -> Path:
    """Point this process at the home, and return it.

    Raises:
        HomeMissing: If there is none, or making it was cut short; the sentence says what to do.
    """
    path = home or home_path()
    if connect.is_on_server() and (path / connect.DATABASE_NAME).exists():
        raise HomeMissing(
            "journal-here",
            "The journal of this home is a file in its folder, and DATABASE_URL names a database.",
            place=str(path),
            next="Unset DATABASE_URL. docs/running.md says how a home moves to a database.",
        )
    connect.connect(path)
    if connect.is_on_server() and not read.head().size:
        raise UNFINISHED.about("opening the home")
    if connect.is_on_server() and not public_keys(path):
        connect.disconnect()
        raise HomeMissing(
            "keys-elsewhere",
            "The database holds a journal, but its keys are not in this folder.",
            place=str(path),
            next=f"Let {HOME_SETTING} name the folder with the keys; see docs/running.md.",
        )
    return path


def leave() -> None:
    """Close the home: a process that is about to split must not share what it has open."""
    connect.disconnect()


def is_of_demo(home: Path) -> bool:
    """Return whether the demo made this home: only then is a visitor let in as its owner."""
    return (home / DEMO_MARK).is_file()
