"""Takes a whole home to another laptop: one sealed file of tables, keys and kept files.

The tables are in it as a SQLite file, whatever engine they came from or are to go to.
"""

import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from shutil import copyfileobj, rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import IO, Final, cast

from django.db import connection

from reinstate.core.terms.trouble import BadInput
from reinstate.store import carrier, connect, durable, sign_in
from reinstate.store.connect import DATABASE_NAME, current_home, is_read_only
from reinstate.store.files import FOLDER as FILES_FOLDER
from reinstate.store.keys import FOLDER as KEYS_FOLDER
from reinstate.store.sealed import Opener, Sealer
from reinstate.store.trouble import told, told_of_disk

MAPS_FOLDER: Final = "maps"
FOLDERS: Final = (KEYS_FOLDER, FILES_FOLDER, MAPS_FOLDER)
OWN_PARTS: Final = tuple((folder,) for folder in FOLDERS)
SQLITE_MAGIC: Final = b"SQLite format 3\0"


def export_encrypted(target: Path, passphrase: str) -> None:
    """Write the home this process points at into one sealed file.

    Raises:
        BadInput: If there is a file at `target` already, or the passphrase is empty.
        WorldFailed: If the disk is full, or the database fails.
    """
    if not passphrase:
        raise BadInput(
            "passphrase-missing",
            "A sealed file needs a passphrase.",
            next="Add --passphrase-file FILE.",
        )
    if target.exists():
        raise _taken(target)
    home = current_home()
    with (
        told_of_disk("exporting the home"),
        _snapshot(home) as database,
        durable.replacing(target) as file,
    ):
        sealer = Sealer(file, passphrase)
        with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|gz") as packed:
            packed.add(database, DATABASE_NAME, filter=_nameless)
            for path in _kept_paths(home):
                packed.add(path, path.relative_to(home).as_posix(), filter=_nameless)
        sealer.end()


def restore_encrypted(archive: Path, home: Path, passphrase: str) -> None:
    """Make `home` from a sealed file, its tables where DATABASE_URL says; whole or not at all.

    Raises:
        BadInput: If the passphrase is wrong, the file was changed or cut, or `home` or the
            database is taken.
    """
    if home.exists() and any(home.iterdir()):
        raise _taken(home)
    with told_of_disk("restoring a home"):
        home.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(dir=home.parent, prefix=durable.HALF))
        try:
            with archive.open("rb") as file:
                _unpack(Opener(file, passphrase, str(archive)), half, archive)
            if connect.is_on_server():
                _place_on_server(half, home)
            else:
                half.replace(home)
        finally:
            rmtree(half, ignore_errors=True)
        durable.sync_folder(home.parent)


@contextmanager
def _snapshot(home: Path) -> Iterator[Path]:
    """Yield a copy of the database as of one moment, beside the original where that may be."""
    beside = None if is_read_only() else home
    with TemporaryDirectory(dir=beside, prefix=durable.HALF) as folder:
        copy = Path(folder) / DATABASE_NAME
        if connection.vendor == "sqlite":
            _back_up(copy)
        else:
            carrier.fill(copy)
        yield copy


def _back_up(copy: Path) -> None:
    with told("copying the database"), closing(sqlite3.connect(copy)) as target:
        connection.ensure_connection()
        cast("sqlite3.Connection", connection.connection).backup(target)
        _shed(target)


def _shed(copy: sqlite3.Connection) -> None:
    """Take out of a copy who is signed in where, and who tried: it is of this machine only."""
    copy.execute("PRAGMA secure_delete=ON")
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    for table in sign_in.OF_MACHINE:
        if table in there:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    copy.commit()


def _place_on_server(half: Path, home: Path) -> None:
    """Move the tables to the server, and the folder to its place while they wait to stand.

    Were the machine to stop between the two, the folder stands and the database is empty:
    opening it says so, and the restore can be repeated.
    """
    connect.disconnect()
    connect.connect(half)

    def place() -> None:
        half.replace(home)

    try:
        with TemporaryDirectory(dir=half.parent, prefix=durable.HALF) as folder:
            carried = (half / DATABASE_NAME).replace(Path(folder) / DATABASE_NAME)
            carrier.pour(carried, place)
    finally:
        connect.disconnect()


def _kept_paths(home: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.name.startswith(durable.HALF):
                yield path


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned a file on this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _unpack(opener: Opener, half: Path, archive: Path) -> None:
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", opener), mode="r|gz") as packed:
            for member in packed:
                _unpack_one(packed, member, half)
    except (tarfile.TarError, EOFError) as error:
        raise _foreign(archive) from error
    opener.read()  # the end proves that nothing is missing
    if not _is_database(half / DATABASE_NAME):
        raise _foreign(archive)


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


def _unpack_one(packed: tarfile.TarFile, member: tarfile.TarInfo, half: Path) -> None:
    path = PurePosixPath(member.name)
    content = packed.extractfile(member) if member.isreg() else None
    is_ours = path.as_posix() == DATABASE_NAME or path.parts[:1] in OWN_PARTS
    if content is None or ".." in path.parts or "\0" in member.name or not is_ours:
        raise tarfile.ExtractError(f"{member.name} has no place in a home")
    with durable.replacing(half / path) as file:
        copyfileobj(content, file)


def _taken(place: Path) -> BadInput:
    return BadInput(
        "target-exists",
        "There is something at this place already; nothing was written.",
        place=str(place),
        next="Name a place where nothing is yet.",
    )


def _foreign(archive: Path) -> BadInput:
    return BadInput(
        "archive-foreign",
        "The file opened, but it does not hold a home.",
        place=str(archive),
        next="Name the file that `reinstate export --encrypted` wrote.",
    )
