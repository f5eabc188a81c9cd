"""Rewrites the database after an erasure, so that erased words leave no bytes behind.

SQLite overwrites what is deleted, but pages that were split keep old copies in their gaps:
only a database written anew holds nothing else than what it shows.
"""

from shutil import rmtree
from typing import Final

from django.db import DatabaseError, connection, transaction

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import durable, sign_in
from reinstate.store.connect import current_home, refuse_read_only

LEFT: Final = "traces-left"
PERSONAL: Final = ("note", "personal_details", "factor", "carried_factor")


def leave_no_trace() -> None:
    """Rewrite the database once the transaction stands, once however much is erased in it."""
    if not any(scrub in hook for hook in connection.run_on_commit):
        transaction.on_commit(scrub)


def scrub() -> None:
    """Rewrite the database from what it holds now; copies that an export left half go too.

    An export that runs at this moment fails: it would carry on what was erased.

    Raises:
        WorldFailed: If others use it; what was erased is gone all the same, its bytes may not be.
    """
    refuse_read_only("rewriting the database")
    for left in current_home().glob(f"{durable.HALF}*"):
        rmtree(left, ignore_errors=True)
    try:
        is_clean = _scrub_sqlite() if connection.vendor == "sqlite" else _scrub_tables()
    except DatabaseError as error:
        raise _traces_left() from error
    if not is_clean:
        raise _traces_left()


def _scrub_sqlite() -> bool:
    """Return whether the side file was emptied too."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA temp_store=MEMORY")  # no copy of the home in another folder
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _, _ = cursor.fetchone()
    return not is_busy


def _scrub_tables() -> bool:
    with connection.cursor() as cursor:
        for table in (*PERSONAL, *sorted(sign_in.there(cursor))):
            cursor.execute(f"VACUUM (FULL) {table}")
    return True


def _traces_left() -> WorldFailed:
    return WorldFailed(
        LEFT,
        "What was erased can no longer be read with Reinstate, but another program was using the"
        " database or its disk is full, so bytes of it may still lie in its files.",
        next="Stop what has the home open, make room, then run `reinstate personal scrub`.",
    )
