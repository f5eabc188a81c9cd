"""Points this process at a home: its tables for reading, and for writing where it may be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from itertools import count
from pathlib import Path
from threading import local
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections

from reinstate.core.terms.trouble import BadInput
from reinstate.store import server, tables
from reinstate.store.database_url import SETTING, postgresql
from reinstate.store.failed import HomeMissing, StoreFailed
from reinstate.store.keys import FOLDER as KEYS_FOLDER
from reinstate.store.ready import make_ready
from reinstate.store.server_trouble import READ_ONLY
from reinstate.store.trouble import home_read_only, told

DATABASE_NAME: Final = "reinstate.sqlite3"
BUSY_TIMEOUT_SECONDS: Final = 20
HOME_MODE: Final = 0o700
NOWHERE: Final = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
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
    file: tuple[int, int] | None = None  # which file it is, wherever its name moves
    turn: int = 0  # each pointing has another


_pointed: Final = _Pointed()
_turns: Final = count(1)


class _Mine(local):
    """What a thread has open is of the place that this process pointed at in this turn."""

    turn = 0


_mine: Final = _Mine()


def connect(home: Path) -> None:
    """Point this process at `home`, read-only where its disk, medium or server is.

    Tables of an older release are brought up to date.

    Raises:
        HomeMissing: If there is no journal at `home`.
        StoreFailed: If the journal may not even be read, or belongs to another home.
    """
    home, url = home.absolute(), os.environ.get(SETTING, "")
    if url:
        if (home, url) != (_pointed.home, _pointed.url):
            with _nowhere_on_failure():
                _point(postgresql(url))
                _remember(home, url, is_read_only=server.look(home))
                _bring_up_to_date()
        return
    _refuse_unreadable(home)
    is_read_only = not _may_write(home)
    if (home, "", is_read_only, _file(home)) != astuple(_pointed)[:-1]:
        with _nowhere_on_failure():
            _point(_sqlite(home, is_read_only=is_read_only))
            _remember(home, "", is_read_only=is_read_only)
            if is_read_only:
                _fall_back_to_immutable(home)
            _bring_up_to_date()
    _let_go_of_earlier()


def follow() -> None:
    """Open the journal's file anew if another was put in its place since."""
    home = _pointed.home
    if home is None or _pointed.url or connection.in_atomic_block:
        return
    if _file(home) != _pointed.file:
        disconnect()
        connect(home)
    _let_go_of_earlier()


def migrate(home: Path) -> None:
    """Make `home` and its tables, or bring older tables up to date; then point at it.

    Raises:
        HomeReadOnly: If the disk of `home` cannot be written.
    """
    home = home.absolute()
    try:
        home.mkdir(mode=HOME_MODE, parents=True, exist_ok=True)
        if not is_on_server():
            (home / DATABASE_NAME).touch(mode=0o600)
    except OSError as error:
        raise home_read_only(f"making a home at {home}") from error
    connect(home)
    refuse_read_only(tables.MAKING)
    tables.make()


def is_on_server() -> bool:
    """Return whether the tables are in PostgreSQL, and not in a file of the home."""
    return bool(os.environ.get(SETTING))


def disconnect() -> None:
    """Close the database and point nowhere."""
    _close()
    _use(NOWHERE)
    _pointed.home, _pointed.url, _pointed.is_read_only, _pointed.file = None, "", False, None


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
        raise READ_ONLY.about(doing) if _pointed.url else home_read_only(doing)


def _remember(home: Path, url: str, *, is_read_only: bool) -> None:
    _pointed.home, _pointed.url, _pointed.is_read_only = home, url, is_read_only
    _pointed.file = None if url else _file(home)
    _pointed.turn = _mine.turn = next(_turns)


def _let_go_of_earlier() -> None:
    """Close what this thread opened before another thread pointed this process elsewhere."""
    if _mine.turn != _pointed.turn:
        _close()
        _mine.turn = _pointed.turn


def _close() -> None:
    """Close what this thread has open, and forget where it was."""
    for opened in connections.all(initialized_only=True):
        opened.close()
        del connections[opened.alias]


@contextmanager
def _nowhere_on_failure() -> Iterator[None]:
    """Point nowhere when pointing failed: nothing is written to a journal that is not ours."""
    try:
        yield
    except BaseException:
        disconnect()
        raise


def _bring_up_to_date() -> None:
    if not _pointed.is_read_only:
        tables.bring_up_to_date()


def _file(home: Path) -> tuple[int, int] | None:
    try:
        found = (home / DATABASE_NAME).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _point(database: dict[str, Any]) -> None:
    make_ready()
    disconnect()
    _use(database)


def _use(database: dict[str, Any]) -> None:
    known = connections.configure_settings({DEFAULT_DB_ALIAS: dict(database)})
    connections.settings[DEFAULT_DB_ALIAS] = known[DEFAULT_DB_ALIAS]


def _sqlite(home: Path, *, is_read_only: bool, extra: str = "mode=ro") -> dict[str, Any]:
    database = home / DATABASE_NAME
    options: dict[str, Any] = {"timeout": BUSY_TIMEOUT_SECONDS}
    if not is_read_only:
        options |= {"transaction_mode": "IMMEDIATE", "init_command": WRITING_PRAGMAS}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{database.as_uri()}?{extra}" if is_read_only else str(database),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


def _refuse_unreadable(home: Path) -> None:
    database = home / DATABASE_NAME
    try:
        is_there = database.is_file()
    except PermissionError:
        is_there = True
    if not is_there and (home / KEYS_FOLDER).is_dir():
        raise HomeMissing(
            "journal-elsewhere",
            "This home has its keys, but the journal is not in it.",
            place=str(home),
            next=f"If its tables are in PostgreSQL, set {SETTING}; else restore the home.",
        )
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
    _remember(home, "", is_read_only=True)


def _opens() -> bool:
    from django.db import OperationalError  # noqa: PLC0415 - only where a home is read-only

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except OperationalError:
        connection.close()
        return False
    return True
