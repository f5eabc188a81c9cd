"""The two engines: tests run on both, but for those about what only one of them has."""

import pytest

SETTING = "DATABASE_URL"

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For tests about the database as a file: its bytes, its side files, its disk or medium."""

ON_POSTGRESQL = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
"""For tests about a database on a server: who is connected, what it may do, its going away."""
