"""A PostgreSQL server, looked at when this process is pointed at it: may our journal be there?"""

from pathlib import Path
from typing import Final

import msgspec
from django.db import connection
from msgspec import Struct

from reinstate.store.database_url import SETTING
from reinstate.store.failed import HomeMissing, StoreFailed
from reinstate.store.keys import FOLDER, PUBLIC_NAME
from reinstate.store.trouble import told, told_of_disk

ENCODING: Final = "UTF8"
OPENING: Final = "opening the database"
LOOK: Final = """
    SELECT current_setting('server_encoding'),
           pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
           to_regclass('journal_entry') IS NOT NULL
"""
FIRST_LINE: Final = "SELECT convert_to(body, 'UTF8') FROM journal_entry WHERE seq = 1"


class _Event(Struct):
    origin: str = ""


class _First(Struct):
    event: _Event


_FIRST: Final = msgspec.json.Decoder(_First)


def look(home: Path) -> bool:
    """Return whether the database can only be read.

    Raises:
        HomeMissing: If `home`, which has the keys and kept files, is not there.
        StoreFailed: If the database cannot hold our text, or holds the journal of another home.
    """
    if not home.is_dir():
        raise HomeMissing(
            "home-missing",
            "There is no home here: keys and kept files stay in a folder, also with PostgreSQL.",
            place=str(home),
            next="Make one with `reinstate init`, or name another with REINSTATE_HOME.",
        )
    with told(OPENING), connection.cursor() as cursor:
        cursor.execute(LOOK)
        encoding, is_read_only, has_journal = cursor.fetchone()
    if encoding != ENCODING:
        raise StoreFailed(
            "database-encoding",
            f"The database keeps text as {encoding}; a journal needs one that keeps {ENCODING}.",
            place=SETTING,
            next="Make one: createdb --encoding UTF8 --template template0 NAME.",
        )
    if has_journal:
        _refuse_foreign(home)
    return bool(is_read_only)


def _refuse_foreign(home: Path) -> None:
    """Refuse a journal that is not the one whose key is in this home."""
    with told(OPENING), connection.cursor() as cursor:
        cursor.execute(FIRST_LINE)
        first = cursor.fetchone()
    origin, own = _origin(bytes(first[0])) if first else "", _own_origin(home)
    if origin and own and origin != own:
        raise StoreFailed(
            "journal-foreign",
            f"The database holds the journal {origin}, and this home belongs to {own}.",
            place=f"{home} and {SETTING}",
            next=f"Let REINSTATE_HOME and {SETTING} name the two halves of one home.",
        )


def _origin(line: bytes) -> str:
    """Return the origin that the first entry names; nothing from a line that is none."""
    try:
        return _FIRST.decode(line).event.origin
    except msgspec.DecodeError:
        return ""


def _own_origin(home: Path) -> str:
    """Return the name of the home's key, which is the origin of its journal."""
    path = home / FOLDER / PUBLIC_NAME
    with told_of_disk("reading the public key"):
        return path.read_text().partition("+")[0].strip() if path.is_file() else ""
