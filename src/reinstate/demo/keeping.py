"""Keeps the demo's home: plays it anew for each day and story, and never touches another home."""

import os
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.demo import arrival
from reinstate.demo.play import play
from reinstate.operations import clock, homes
from reinstate.operations.days import ZONE
from reinstate.operations.progress import Progress, silent

MARK: Final = homes.DEMO_MARK
"""The file by which a home of the demo is known; no other home is ever replaced."""


DATABASE_SETTING: Final = "DATABASE_URL"


class Mark(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which story stands in this home, for which day, and whether it was played to its end."""

    story: str
    today: date
    is_fresh: bool
    is_whole: bool = False


def keep(*, is_fresh: bool, progress: Progress = silent) -> bool:
    """Point this process at a home with today's story; return whether it was played anew.

    Raises:
        BadInput: If something that is no home of the demo stands in its place.
    """
    _refuse_database()
    home = homes.home_path()
    wanted = Mark(story=story(), today=today(), is_fresh=is_fresh, is_whole=True)
    found = mark_of(home)
    if found == wanted:
        homes.open_home(home)
        return False
    _make_room(home, found)
    arrival.open_home(home)
    _mark(home, msgspec.structs.replace(wanted, is_whole=False))
    play(wanted.today, is_fresh=is_fresh, progress=progress)
    _mark(home, wanted)
    return True


def today() -> date:
    """Return the day on which the story ends, as the council counts days."""
    return clock.machine_now().astimezone(ZONE).date()


def mark_of(home: Path) -> Mark | None:
    """Return the mark of a home of the demo; nothing for any other place."""
    try:
        return msgspec.json.decode((home / MARK).read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError):
        return None


@cache
def story() -> str:
    """Return the digest of everything that makes the story: its chapters and its sheets."""
    digest = sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _refuse_database() -> None:
    """Refuse to play into a database that is not part of the demo's own folder."""
    if os.environ.get(DATABASE_SETTING):
        raise BadInput(
            "demo-database",
            f"{DATABASE_SETTING} is set, and the demo keeps to a folder of its own.",
            place=DATABASE_SETTING,
            next=f"Run it without: env -u {DATABASE_SETTING} reinstate demo.",
        )


def _make_room(home: Path, found: Mark | None) -> None:
    """Remove an older home of the demo; refuse to touch anything else."""
    if home.is_symlink() or (home.exists() and found is None and not _is_empty(home)):
        raise BadInput(
            "not-a-demo",
            "What stands here was not made by the demo, so the demo leaves it alone.",
            place=str(home),
            next="Name another place: REINSTATE_HOME=.demo reinstate demo.",
        )
    try:
        if found is not None:
            rmtree(home)
    except OSError as error:
        raise _failed(home, "removed", error) from error


def _mark(home: Path, mark: Mark) -> None:
    try:
        (home / MARK).write_bytes(msgspec.json.format(msgspec.json.encode(mark)) + b"\n")
    except OSError as error:
        raise _failed(home, "marked", error) from error


def _is_empty(home: Path) -> bool:
    return home.is_dir() and not any(home.iterdir())


def _failed(home: Path, what: str, error: OSError) -> WorldFailed:
    return WorldFailed(
        "demo-home",
        f"The home of the demo cannot be {what} ({error.strerror}).",
        place=str(home),
        next="Make room or set the rights of this folder, then run the demo again.",
    )
