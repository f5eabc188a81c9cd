"""A fresh home for each test, on each engine, and nothing left open after it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

from reinstate.store import walk
from reinstate.store.connect import connect, disconnect, migrate
from reinstate.store.keys import SigningKey, load_key, make_key
from tests.postgresql import Cluster
from tests.store.engines import SETTING, bytes_on_disk

ORIGIN = "journal.council.example/reinstate"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one empty journal in SQLite, to copy."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    migrate(folder)
    disconnect()
    return folder


@pytest.fixture(scope="session")
def empty_database(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make one empty journal in PostgreSQL, to copy."""
    name = cluster.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, cluster.url(name))
        migrate(tmp_path_factory.mktemp("empty") / "home")
        disconnect()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Return which engine holds the tables in this run of the test."""
    return str(request.param)


@pytest.fixture
def home(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give an empty journal in a new home, with this process pointed at it."""
    monkeypatch.delenv(SETTING, raising=False)
    if engine == "sqlite":
        folder = Path(copytree(request.getfixturevalue("empty_home"), tmp_path / "home"))
    else:
        folder = tmp_path / "home"
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(SETTING, request.getfixturevalue("database_url"))
    connect(folder)
    yield folder
    disconnect()


@pytest.fixture
def database(cluster: Cluster, empty_database: str) -> Iterator[str]:
    """Give the name of a PostgreSQL database that holds an empty journal."""
    name = cluster.create(template=empty_database)
    yield name
    disconnect()
    cluster.drop(name)


@pytest.fixture
def database_url(cluster: Cluster, database: str) -> str:
    """Give the address of a PostgreSQL database that holds an empty journal."""
    return cluster.url(database)


@pytest.fixture
def on_disk(home: Path, engine: str, request: pytest.FixtureRequest) -> Callable[[], bytes]:
    """Give what returns every byte that the tables of the home have on the disk."""
    if engine == "sqlite":
        return lambda: bytes_on_disk(home)
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.bytes_in_tables


@pytest.fixture
def key(home: Path) -> SigningKey:
    """Give the signing key of the home."""
    make_key(home, ORIGIN)
    return load_key(home)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let short journals span several pages."""
    monkeypatch.setattr(walk, "PAGE_SIZE_ROWS", 4)
