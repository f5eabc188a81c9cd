"""The engines that a bench measures: SQLite, and PostgreSQL where `--postgresql URL` names one.

The account in the URL must be allowed to make databases: each home of a bench gets its own.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import budget

from reinstate.operations import reading
from reinstate.store import connect, engine

SETTING = "DATABASE_URL"


def urls() -> list[str]:
    """Return where to keep tables: nowhere (SQLite), then the server that was named, if any."""
    parser = argparse.ArgumentParser()
    default = os.environ.pop(SETTING, "")
    parser.add_argument("--postgresql", metavar="URL", default=default)
    server = str(parser.parse_args().postgresql)
    return [""] + ([server] if server else [])


@contextmanager
def place(url: str) -> Iterator[Path]:
    """Yield where a home may be made; its tables go to a new database of the server at `url`."""
    with tempfile.TemporaryDirectory() as folder, _database(url):
        try:
            yield Path(folder, "home")
        finally:
            connect.disconnect()
            reading.forget()


def name() -> str:
    """Return the engine that the home this process points at is on."""
    return engine.engine().name.partition(",")[0]


def row(url: str, what: str, seconds: float, budget_seconds: float) -> bool:
    """Print one figure; a server has no budget, as its disk and network are not ours."""
    on = name()
    if url:
        budget.told(f"{on}: {what}", seconds)
        return True
    return budget.row(f"{on}: {what}", seconds, budget_seconds)


@contextmanager
def _database(url: str) -> Iterator[None]:
    if not url:
        yield
        return
    import psycopg  # noqa: PLC0415 - only where it is measured

    database = f"bench_{token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0".encode())
    os.environ[SETTING] = urlunsplit(urlsplit(url)._replace(path=f"/{database}"))
    try:
        yield
    finally:
        del os.environ[SETTING]
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
