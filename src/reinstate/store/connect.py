"""Points this process at a home: its database for reading, and for writing where it may be."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection, connections

from reinstate.core.terms.trouble import BadInput
from reinstate.store.database_url import SETTING, postgresql
from reinstate.store.ready import make_ready
from reinstate.store.trouble import HomeMissing, StoreFailed, home_read_only, told

DATABASE_NAME: Final = "reinstate.sqlite3"
BUSY_TIMEOUT_SECONDS: Final = 20
HOME_MODE: Final = 0o700
WRITING_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # a committed entry survives a power cut
    "PRAGMA secure_delete=ON;"  # an erased name leaves no bytes behind
)


@dataclass
class _Pointed:
    """Where this process points; one home at a time."""

    home: Path | None = None
    url: str = ""
    is_read_only: bool = False


_pointed: Final = _Pointed()


def connect(home: Path) -> None:
    """Point this process at `home`, read-only where its disk or medium is.

    Raises:
        HomeMissing: If there is no journal at `home`.
        StoreFailed: If the journal may not even be read.
    """
    home, url = home.absolute(), os.environ.get(SETTING, "")
    if not url:
        _refuse_unreadable(home)
    is_read_only = not url and not _may_write(home)
    if (home, url, is_read_only) == (_pointed.home, _pointed.url, _pointed.is_read_only):
        return
    _point(postgresql(url) if url else _sqlite(home, is_read_only=is_read_only))
    _pointed.home, _pointed.url, _pointed.is_read_only = home, url, is_read_only
    if is_read_only:
        _fall_back_to_immutable(home)


def migrate(home: Path) -> None:
    """Make `home` and its tables, or bring older tables up to date; then point at it.

    Raises:
        HomeReadOnly: If the disk of `home` cannot be written.
    """
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - slow to load

    home = home.absolute()
    try:
        home.mkdir(mode=HOME_MODE, parents=True, exist_ok=True)
        (home / DATABASE_NAME).touch(mode=0o600)
    except OSError as error:
        raise home_read_only(f"making a home at {home}") from error
    connect(home)
    refuse_read_only("making the tables")
    with told("making the tables"):
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def disconnect() -> None:
    """Close the database and point nowhere."""
    for opened in connections.all(initialized_only=True):
        opened.close()
        del connections[opened.alias]
    _pointed.home, _pointed.url, _pointed.is_read_only = None, "", False


def current_home() -> Path:
    """Return the home this process points at."""
    if _pointed.home is None:
        raise BadInput("home-not-chosen", "No home was chosen.", next="Set REINSTATE_HOME.")
    return _pointed.home


def is_read_only() -> bool:
    """Return whether the home can only be read."""
    return _pointed.is_read_only


def refuse_read_only(doing: str) -> None:
    """Raise `HomeReadOnly` when what we are `doing` would write to a read-only home."""
    if _pointed.is_read_only:
        raise home_read_only(doing)


def _point(database: dict[str, Any]) -> None:
    make_ready()
    disconnect()
    connections.settings["default"] = connections.configure_settings({"default": database})[
        "default"
    ]


def _sqlite(home: Path, *, is_read_only: bool, extra: str = "mode=ro") -> dict[str, Any]:
    database = home / DATABASE_NAME
    options: dict[str, Any] = {"timeout": BUSY_TIMEOUT_SECONDS}
    if not is_read_only:
        options |= {"transaction_mode": "IMMEDIATE", "init_command": WRITING_PRAGMAS}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{database.as_uri()}?{extra}" if is_read_only else str(database),
        "OPTIONS": options,
    }


def _refuse_unreadable(home: Path) -> None:
    database = home / DATABASE_NAME
    try:
        is_there = database.is_file()
    except PermissionError:
        is_there = True
    if not is_there:
        raise HomeMissing(
            "home-missing",
            "There is no home here.",
            place=str(home),
            next="Make one with `reinstate init`, or name another with REINSTATE_HOME.",
        )
    if not _may(database, os.R_OK):
        raise StoreFailed(
            "home-unreadable",
            "You may not read this home.",
            place=str(home),
            next="Ask its owner, or use the account that made it.",
        )


def _may_write(home: Path) -> bool:
    return all(_may(path, os.W_OK) for path in (home, home / DATABASE_NAME))


def _may(path: Path, act: int) -> bool:
    """Return whether the account that this process acts as may do this."""
    return os.access(path, act, effective_ids=os.access in os.supports_effective_ids)


def _fall_back_to_immutable(home: Path) -> None:
    """Read a journal on a medium where not even SQLite's shared memory can be made."""
    with told("opening the journal"):
        if _opens():
            return
    left_over = home / f"{DATABASE_NAME}-wal"
    if left_over.exists() and left_over.stat().st_size:
        disconnect()
        raise StoreFailed(
            "home-half-copied",
            "The last entries stand in a side file that cannot be read on this medium.",
            place=str(left_over),
            next="Copy the whole home to a disk you may write to and read it there.",
        )
    _point(_sqlite(home, is_read_only=True, extra="mode=ro&immutable=1"))
    _pointed.home, _pointed.url, _pointed.is_read_only = home, "", True


def _opens() -> bool:
    from django.db import OperationalError  # noqa: PLC0415 - only where a home is read-only

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except OperationalError:
        connection.close()
        return False
    return True
