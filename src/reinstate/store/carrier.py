"""The neutral file that carries our tables between engines: SQLite, of the same migrations.

Whatever engine a home is on, its sealed export holds this file; so either can be restored
on either. Second factors go along (`carried`); sessions and failed tries do not.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from reinstate.core.terms.trouble import BadInput
from reinstate.store import carried, sign_in, tables
from reinstate.store.database_url import SETTING
from reinstate.store.models import JournalHead
from reinstate.store.trouble import told

ALIAS: Final = "carrier"
BATCH_SIZE_ROWS: Final = 1000
ONE_MOMENT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def fill(file: Path) -> None:
    """Write every row of the database, as of one moment, into a new file."""
    with _opened(file), told("copying the database"):
        tables.make(ALIAS)
        with transaction.atomic(), transaction.atomic(using=ALIAS):
            with connection.cursor() as cursor:
                cursor.execute(ONE_MOMENT)
            _copy(DEFAULT_DB_ALIAS, ALIAS)
            carried.gather(DEFAULT_DB_ALIAS, ALIAS)


def pour(file: Path, place: Callable[[], None]) -> None:
    """Write every row of a file into the database, and call `place` just before they stand.

    When `place` fails, or this process dies before the end, the database stays empty.

    Raises:
        BadInput: If there is something in the database already.
        StoreFailed: If a newer release wrote the file.
    """
    with _opened(file), told("restoring the database"):
        tables.bring_up_to_date(ALIAS)
        tables.make()
        with transaction.atomic(), transaction.atomic(using=ALIAS):
            _refuse_taken()
            carried.gather(ALIAS, ALIAS)
            _copy(ALIAS, DEFAULT_DB_ALIAS)
            _count_on()
            place()


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "CONN_MAX_AGE": None}
    settings = connections.configure_settings({DEFAULT_DB_ALIAS: {}, ALIAS: database})
    connections.settings[ALIAS] = settings[ALIAS]
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


def _tables() -> Iterator[Any]:
    """Yield every table we have, the journal's head first: it is what writers lock."""
    yield JournalHead
    yield from (each for each in apps.get_app_config("store").get_models() if each != JournalHead)


def _copy(source: str, target: str) -> None:
    """Copy all rows as they are, under the keys they have."""
    for table in _tables():
        known = table._meta  # noqa: SLF001 - Django's own name for what a table is
        key = known.pk.name
        others = [each.name for each in known.concrete_fields if each.name != key]
        rows = table.objects.using(source).order_by(key).iterator(BATCH_SIZE_ROWS)
        while batch := list(islice(rows, BATCH_SIZE_ROWS)):
            table.objects.using(target).bulk_create(
                batch, update_conflicts=True, unique_fields=[key], update_fields=others
            )


def _refuse_taken() -> None:
    """Lock the journal's head; refuse a database in which anything stands."""
    sizes = list(JournalHead.objects.select_for_update().values_list("size", flat=True))
    others = (each for each in _tables() if each != JournalHead)
    is_taken = any(each.objects.exists() for each in others) or sign_in.knows_anybody()
    if sizes != [0] or is_taken:
        raise BadInput(
            "database-taken",
            "There is something in the database already, and none is ever written over.",
            place=SETTING,
            next=f"Make a new database, and let {SETTING} name it.",
        )


def _count_on() -> None:
    """Let the database number new rows after those that were copied."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_tables())):
            cursor.execute(statement)
