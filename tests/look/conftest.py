"""The pieces are drawn under our own settings, as forms of Django's demand."""

import pytest

from reinstate.store.ready import make_ready


@pytest.fixture(scope="session", autouse=True)
def _ready() -> None:
    make_ready()
