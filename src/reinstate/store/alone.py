"""Lets one process at a time do what is done once for all, on whatever engine the tables are."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import connections

LOCK: Final = 0x5265_696E_7374_6174
"""A number of ours among the locks of a database: "Reinstat" in ASCII."""


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Wait until no other process is inside, and keep others out until this ends."""
    with _on_server(alias) if connections[alias].vendor == "postgresql" else _beside(alias):
        yield


@contextmanager
def _on_server(alias: str) -> Iterator[None]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _beside(alias: str) -> Iterator[None]:
    """Lock the folder that the file is in: it is there already, and nothing is left in it."""
    folder = Path(connections[alias].settings_dict["NAME"]).parent
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
