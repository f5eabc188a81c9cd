"""The one setting that moves the tables from a file to PostgreSQL: DATABASE_URL."""

from importlib.util import find_spec
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from reinstate.core.terms.trouble import BadInput, WorldFailed

SETTING: Final = "DATABASE_URL"
SCHEMES: Final = ("postgres", "postgresql")
EXAMPLE: Final = "postgresql://user:password@host:5432/name"


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for the database that `url` names.

    Raises:
        BadInput: If `url` names no PostgreSQL database.
        WorldFailed: If the driver is not installed.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in SCHEMES or not name:
        raise BadInput(
            "database-url-unreadable",
            f"{SETTING} does not name a PostgreSQL database.",
            place=SETTING,
            next=f"Write it as {EXAMPLE}, or unset it to keep the journal in the home.",
        )
    if find_spec("psycopg") is None:
        raise WorldFailed(
            "psycopg-missing",
            f"{SETTING} names a PostgreSQL database, but the driver psycopg is not installed.",
            place=SETTING,
            next="Install psycopg beside Reinstate, or unset it to keep the journal in the home.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": _port(parts.netloc),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _port(netloc: str) -> str:
    """Return the digits after the last colon, without the name, password or address."""
    _, _, port = netloc.rpartition("@")[2].rpartition(":")
    return port if port.isdigit() else ""
