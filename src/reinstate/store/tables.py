"""Makes the tables of a database, and brings those of an older release up to date."""

import time
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections

from reinstate.store import carried, models, sign_in
from reinstate.store.alone import alone
from reinstate.store.failed import HomeMissing, StoreFailed
from reinstate.store.trouble import told

STORE: Final = "store"
MIGRATIONS: Final = "reinstate.store.migrations"
PERSONAL: Final = (models.Note, models.PersonalDetails, models.Factor, models.CarriedFactor)
MAKING: Final = "making the tables"
WAIT_TRIES: Final = 50
WAIT_SECONDS: Final = 0.1


def make(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Make the store's tables that are not there yet; what stands in the others stays.

    Raises:
        StoreFailed: If a newer release made the tables.
    """
    _refuse_newer(_applied_or_none(alias))
    _migrate(alias)


def make_desk(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Make the tables of accounts, sessions and sign-in; only the desk's settings know them.

    Of two processes that do so at once, one waits for the other and finds them made. Second
    factors that came with a sealed home go to their accounts.

    Raises:
        StoreFailed: If a newer release made the store's tables.
    """
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - slow to load

    make(alias)
    with told(MAKING), alone(alias):
        executor = MigrationExecutor(connections[alias])
        executor.migrate(executor.loader.graph.leaf_nodes())
        _keep_no_samples(alias, sign_in.TABLES)
        carried.settle(alias)


def bring_up_to_date(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Change the tables of an older release into ours; where there are none, none are made.

    Raises:
        StoreFailed: If a newer release made the tables.
    """
    applied = _applied_or_none(alias)
    _refuse_newer(applied)
    if applied and applied != _ours():
        _migrate(alias)


def _migrate(alias: str) -> None:
    """Make our tables, unless another process makes them at the same moment."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - slow to load

    try:
        with told(MAKING):
            executor = MigrationExecutor(connections[alias])
            executor.migrate(executor.loader.graph.leaf_nodes(STORE))
            names = (table._meta.db_table for table in PERSONAL)  # noqa: SLF001 - Django's own
            _keep_no_samples(alias, names)
    except StoreFailed:
        if not _others_made_them(alias):
            raise


def _keep_no_samples(alias: str, names: Iterable[str]) -> None:
    """Let PostgreSQL keep no samples of personal words: an erasure would not reach them."""
    database = connections[alias]
    if database.vendor != "postgresql":
        return
    with database.cursor() as cursor:
        for name in names:
            for column in database.introspection.get_table_description(cursor, name):
                quoted = database.ops.quote_name(column.name)
                cursor.execute(f"ALTER TABLE {name} ALTER COLUMN {quoted} SET STATISTICS 0")


def _others_made_them(alias: str) -> bool:
    """Return whether the tables come to be ours while we wait: another process makes them."""
    for _ in range(WAIT_TRIES):
        if _applied_or_none(alias) == _ours():
            return True
        time.sleep(WAIT_SECONDS)
    return False


def _refuse_newer(applied: frozenset[str]) -> None:
    if newer := applied - _ours():
        raise StoreFailed(
            "tables-newer",
            f"A newer release than this one made the tables of this home ({max(newer)}).",
            next="Use the newer release: an older one could only half read what it wrote.",
        )


def _applied_or_none(alias: str) -> frozenset[str]:
    """Return which changes the tables have had; none where there are no tables."""
    query = "SELECT name FROM django_migrations WHERE app = 'store'"
    try:
        with told(MAKING), connections[alias].cursor() as cursor:
            cursor.execute(query)
            return frozenset(str(name) for (name,) in cursor.fetchall())
    except HomeMissing:
        return frozenset()


def _ours() -> frozenset[str]:
    """Return the names of the changes that this release knows."""
    names = (each.name for each in files(MIGRATIONS).iterdir())
    return frozenset(name[:-3] for name in names if name[:1].isdigit() and name.endswith(".py"))
