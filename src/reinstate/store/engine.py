"""Says which engine holds the tables, and whether what it took survives a power cut."""

import sqlite3
from typing import Final

from django.db import connection
from msgspec import Struct

from reinstate.store.connect import is_on_server
from reinstate.store.trouble import told

SETTINGS: Final = """
    SELECT current_setting('server_version'), current_setting('fsync')::boolean,
           current_setting('synchronous_commit') NOT IN ('off', 'local')
"""


class Engine(Struct, frozen=True):
    """The engine in words that show no password, and whether it is set to lose nothing."""

    name: str
    is_safe: bool


def engine() -> Engine:
    """Return the engine that holds the tables of the home this process points at."""
    if not is_on_server():
        return Engine(f"SQLite {sqlite3.sqlite_version}, in the home", is_safe=True)
    with told("looking at the database"), connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        version, *is_set = cursor.fetchone()
    settings = connection.settings_dict
    where = settings["HOST"] or "this machine"
    name = f"PostgreSQL {str(version).split()[0]}, database {settings['NAME']} on {where}"
    return Engine(name, all(is_set))
