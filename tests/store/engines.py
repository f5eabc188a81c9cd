"""The two engines: tests run on both, but for those about what only one of them has."""

from pathlib import Path

import pytest

SETTING = "DATABASE_URL"

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For tests about the database as a file: its bytes, its side files, its disk or medium."""

ON_POSTGRESQL = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
"""For tests about a database on a server: who is connected, what it may do, its going away."""


def bytes_on_disk(home: Path) -> bytes:
    """Return everything the home's files hold."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
