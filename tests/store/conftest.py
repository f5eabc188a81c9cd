"""A fresh home for each test, and nothing left open after it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from reinstate.store import walk
from reinstate.store.connect import connect, disconnect, migrate
from reinstate.store.keys import SigningKey, load_key, make_key

ORIGIN = "journal.council.example/reinstate"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one empty journal, to copy."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    migrate(folder)
    disconnect()
    return folder


@pytest.fixture
def home(tmp_path: Path, empty_home: Path) -> Iterator[Path]:
    """Give an empty journal in a new home, with this process pointed at it."""
    folder = Path(copytree(empty_home, tmp_path / "home"))
    connect(folder)
    yield folder
    disconnect()


@pytest.fixture
def key(home: Path) -> SigningKey:
    """Give the signing key of the home."""
    make_key(home, ORIGIN)
    return load_key(home)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let short journals span several pages."""
    monkeypatch.setattr(walk, "PAGE_SIZE_ROWS", 4)
