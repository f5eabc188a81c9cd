"""The one setting that moves the tables from a file to PostgreSQL: DATABASE_URL."""

from importlib.util import find_spec
from typing import Any, Final

from reinstate.core.terms.trouble import BadInput, WorldFailed

SETTING: Final = "DATABASE_URL"
SCHEMES: Final = ("postgres", "postgresql")
EXAMPLE: Final = "postgresql://user:password@host:5432/name"

CONNECT_TIMEOUT_SECONDS: Final = 10
LOCK_TIMEOUT_SECONDS: Final = 20
"""As long as SQLite waits: whoever waits longer for the journal is told so."""
STATEMENT_TIMEOUT_SECONDS: Final = 120
"""Ours take well under one; a server that hangs is told from one that works."""
IDLE_TIMEOUT_SECONDS: Final = 120
"""A process that holds the journal and does nothing (a closed laptop) lets go of it then."""


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for the database that `url` names.

    The address is read by PostgreSQL's own reader, so it may hold whatever that knows.
    An option of our own that it sets stays as it sets it.

    Raises:
        BadInput: If `url` names no PostgreSQL database.
        WorldFailed: If the driver is not installed.
    """
    if url.partition("://")[0] not in SCHEMES:
        raise _unreadable()
    if find_spec("psycopg") is None:
        raise WorldFailed(
            "psycopg-missing",
            f"{SETTING} names a PostgreSQL database, but the driver psycopg is not installed.",
            place=SETTING,
            next="Install psycopg beside Reinstate, or unset it to keep the journal in the home.",
        )
    parts = _parts(url)
    if not parts.get("dbname"):
        raise _unreadable()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # a server that was started again is not seen as dead
        "OPTIONS": _options(parts),
    }


def _parts(url: str) -> dict[str, Any]:
    from psycopg import Error  # noqa: PLC0415 - slow to load, and not everywhere installed
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - likewise

    try:
        return dict(conninfo_to_dict(url))
    except Error:
        raise _unreadable() from None  # the driver's words may repeat the password


def _options(parts: dict[str, Any]) -> dict[str, Any]:
    from psycopg import IsolationLevel  # noqa: PLC0415 - slow to load

    limits = {
        "lock_timeout": LOCK_TIMEOUT_SECONDS,
        "statement_timeout": STATEMENT_TIMEOUT_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT_SECONDS,
    }
    ours = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    return {
        "connect_timeout": str(CONNECT_TIMEOUT_SECONDS),
        "application_name": "reinstate",
        **parts,
        "options": f"{ours} {parts.get('options', '')}".rstrip(),
        # After the wait for the journal we must see what the other writer committed.
        "isolation_level": IsolationLevel.READ_COMMITTED,
    }


def _unreadable() -> BadInput:
    return BadInput(
        "database-url-unreadable",
        f"{SETTING} does not name a PostgreSQL database.",
        place=SETTING,
        next=f"Write it as {EXAMPLE}, or unset it to keep the journal in the home.",
    )
