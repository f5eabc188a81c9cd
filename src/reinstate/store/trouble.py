"""What can go wrong between us and the disk, each in words with a way on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, IntegrityError, InterfaceError, connection

from reinstate.core.terms.trouble import JournalCorrupt, ReinstateError
from reinstate.store.failed import DiskFull, HomeMissing, HomeReadOnly, StoreBusy, StoreFailed
from reinstate.store.server_trouble import said_by_server, server_trouble


def home_read_only(doing: str) -> HomeReadOnly:
    """Return the trouble of writing to a home on a read-only disk or medium."""
    return HomeReadOnly(
        "home-read-only",
        f"This home can be read but not written: {doing} was not done.",
        next="Copy the home to a disk you may write to, or ask for write access.",
    )


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Turn a failure of the database, while `doing` something, into clear words.

    A connection that died since it was last used is opened anew first.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    try:
        yield
    except IntegrityError as error:
        raise StoreFailed(
            "stored-twice",
            f"The database refused {doing}: the same thing is already there; nothing was written.",
            next="Read the journal again and repeat the command.",
        ) from error
    except (DatabaseError, InterfaceError, sqlite3.Error) as error:
        raise trouble_of(error, doing) from error


@contextmanager
def told_of_disk(doing: str) -> Iterator[None]:
    """Turn a failure to read or write files, while `doing` something, into clear words."""
    try:
        yield
    except OSError as error:
        raise trouble_of(error, doing) from error


def trouble_of(error: Exception, doing: str) -> ReinstateError:
    """Return the trouble, in our words, that `error` stands for."""
    on_server = said_by_server(error)
    return server_trouble(on_server, doing) if on_server else _disk_trouble(error, doing)


def _disk_trouble(error: Exception, doing: str) -> ReinstateError:
    said = str(error).lower()
    if "readonly database" in said or "read-only" in said or "permission denied" in said:
        return home_read_only(doing)
    if "disk is full" in said or "no space left" in said or "file too large" in said:
        return DiskFull(
            "disk-full",
            f"The disk is full: {doing} was not done, and nothing was half done.",
            next="Make room on the disk of the home, then repeat the command.",
        )
    if "locked" in said or "busy" in said:
        return StoreBusy(
            "journal-busy",
            f"Another process kept the journal locked: {doing} was not done.",
            next="Repeat the command; if it stays so, see which process has the home open.",
        )
    if "no such table" in said or "unable to open" in said or "does not exist" in said:
        return HomeMissing(
            "home-unfinished",
            "The home holds no finished journal.",
            next="Make a home with `reinstate init`, or name another with REINSTATE_HOME.",
        )
    if "malformed" in said or "not a database" in said or "could not decode" in said:
        return JournalCorrupt(
            "database-damaged",
            f"The database file is damaged: {doing} was not done.",
            next="Put the file aside untouched; restore with `reinstate init --from FILE`.",
        )
    return StoreFailed(
        "store-failed",
        f"The disk or database failed: {doing} was not done ({error}).",
        next="Look at the disk of the home, then repeat the command.",
    )
