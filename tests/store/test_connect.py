"""A process points at one home at a time, reads where it may only read, and says why not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception

import pytest
from django.db import connection
from psycopg import IsolationLevel

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store import connect, read
from reinstate.store.append import append_session
from reinstate.store.database_url import postgresql
from reinstate.store.failed import HomeMissing, HomeReadOnly, StoreFailed
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE
from tests.store.lines import append

NOBODY = 65_534


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Give a place for a further home, and point nowhere afterwards."""
    yield tmp_path / "elsewhere"
    connect.disconnect()


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """Give a home with three entries to an account that may read it and not write it."""
    append("c1", 3)
    connect.disconnect()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        medium = Path(shutil.copytree(home, Path(folder) / "medium"))
        (medium / connect.DATABASE_NAME).chmod(0o444)
        medium.chmod(0o555)
        with as_nobody():
            yield medium
            connect.disconnect()
        medium.chmod(0o755)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as an account that is refused things, where the tests run as root."""
    account = os.geteuid()
    if account == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(account)


def test_a_new_home_is_an_empty_journal_for_its_owner_alone(home: Path, engine: str) -> None:
    assert read.head().size == 0
    assert verify().is_whole
    assert home.stat().st_mode & 0o777 == 0o700
    files = {path.name: path.stat().st_mode & 0o777 for path in home.glob("*.sqlite3")}
    assert files == ({connect.DATABASE_NAME: 0o600} if engine == "sqlite" else {})


@ON_SQLITE
def test_a_process_can_be_pointed_from_home_to_home(home: Path, elsewhere: Path) -> None:
    append("here")
    connect.migrate(elsewhere)
    assert read.head().size == 0
    append("there", 2)
    connect.connect(home)
    assert read.head().size == 1
    connect.connect(elsewhere)
    assert read.head().size == 2
    assert connect.current_home() == elsewhere


def test_making_a_home_that_is_there_keeps_what_is_in_it(home: Path) -> None:
    append("kept", 2)
    connect.migrate(home)
    assert read.head().size == 2


def test_a_missing_home_is_named_with_the_way_on(elsewhere: Path) -> None:
    with pytest.raises(HomeMissing) as caught:
        connect.connect(elsewhere)
    assert caught.value.code == "home-missing"
    assert str(elsewhere) in caught.value.place
    assert "reinstate init" in caught.value.next


def test_a_home_that_was_never_finished_is_called_so(elsewhere: Path) -> None:
    elsewhere.mkdir()
    (elsewhere / connect.DATABASE_NAME).touch()
    connect.connect(elsewhere)
    with pytest.raises(HomeMissing) as caught:
        read.head()
    assert caught.value.code == "home-unfinished"


def test_with_no_home_chosen_none_is_named() -> None:
    connect.disconnect()
    with pytest.raises(BadInput, match="No home"):
        connect.current_home()


@ON_SQLITE
def test_a_home_on_a_read_only_medium_can_be_read_and_verified(read_only: Path) -> None:
    connect.connect(read_only)
    assert connect.is_read_only()
    assert [seq for seq, _ in read.lines()] == [1, 2, 3]
    assert verify().is_whole


@ON_SQLITE
def test_a_home_on_a_read_only_medium_refuses_to_append(read_only: Path) -> None:
    connect.connect(read_only)
    with pytest.raises(HomeReadOnly) as caught, append_session():
        pytest.fail("the session must not begin")
    assert caught.value.code == "home-read-only"
    assert isinstance(caught.value, WorldFailed)


@ON_SQLITE
def test_no_home_is_made_on_a_read_only_medium(read_only: Path) -> None:
    with pytest.raises(HomeReadOnly, match="can be read but not written"):
        connect.migrate(read_only / "inside")


@ON_SQLITE
def test_a_copied_home_whose_last_entries_cannot_be_read_is_not_half_read(
    read_only: Path,
) -> None:
    account, left_over = os.geteuid(), read_only / f"{connect.DATABASE_NAME}-wal"
    os.seteuid(os.getuid())
    read_only.chmod(0o755)
    left_over.write_bytes(b"entries not yet moved over")
    read_only.chmod(0o555)
    os.seteuid(account)
    with pytest.raises(StoreFailed) as caught:
        connect.connect(read_only)
    assert caught.value.code == "home-half-copied"


@ON_SQLITE
def test_a_home_that_may_not_even_be_read_says_so(read_only: Path) -> None:
    account = os.geteuid()
    os.seteuid(os.getuid())
    (read_only / connect.DATABASE_NAME).chmod(0)
    os.seteuid(account)
    with pytest.raises(StoreFailed) as caught:
        connect.connect(read_only)
    assert caught.value.code == "home-unreadable"


def test_the_rooms_of_web_pages_are_not_loaded_to_read_a_journal(home: Path) -> None:
    connect.disconnect()
    program = (
        "import sys; from pathlib import Path; from reinstate.store import connect, read\n"
        "connect.connect(Path(sys.argv[1])); read.head()\n"
        "print([name for name in ('django.urls', 'django.contrib.auth') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(home)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://host/name",
        "postgresql://host",
        "nonsense",
        "sqlite:///x",
        "postgresql://asha:p%secret@host/name",
        "postgresql://asha:secret@host/name?nonsense=1",
    ],
)
def test_a_database_address_that_is_not_postgresql_is_refused(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        postgresql(url)
    assert caught.value.code == "database-url-unreadable"
    assert "secret" not in "".join(format_exception(caught.value))


def test_a_database_address_without_its_driver_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reinstate.store.database_url.find_spec", lambda _: None)
    monkeypatch.setenv("DATABASE_URL", "postgresql://asha:secret@db/council")
    with pytest.raises(WorldFailed) as caught:
        connect.connect(home)
    assert caught.value.code == "psycopg-missing"
    assert "secret" not in str(caught.value)


def test_a_database_address_is_read_in_all_its_parts() -> None:
    found = postgresql(
        "postgresql://asha:p%40ss@db.example:6432/council"
        "?sslmode=require&connect_timeout=3&options=-c%20work_mem%3D8MB"
    )
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "council",
        "USER": "asha",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "reinstate",
            "connect_timeout": "3",
            "sslmode": "require",
            "isolation_level": IsolationLevel.READ_COMMITTED,
            "options": "-c lock_timeout=20000 -c statement_timeout=120000"
            " -c idle_in_transaction_session_timeout=120000 -c work_mem=8MB",
        },
    }


@ON_SQLITE
def test_every_thread_follows_a_journal_that_was_put_in_the_place_of_another(
    home: Path, elsewhere: Path
) -> None:
    """As where the desk answers from threads, and somebody puts a backup back meanwhile."""
    append("c1", 3)
    connect.disconnect()
    shutil.copytree(home, elsewhere)
    connect.connect(home)
    with ThreadPoolExecutor(1) as other:
        other.submit(append, "c2", 2).result()
        assert read.head().size == 5
        for side in home.glob(f"{connect.DATABASE_NAME}-*"):
            side.unlink()
        (elsewhere / connect.DATABASE_NAME).replace(home / connect.DATABASE_NAME)
        assert read.head().size == 3
        assert other.submit(lambda: read.head().size).result() == 3
        other.submit(append, "c3", 1).result()
        other.submit(lambda: connection.close()).result()  # noqa: PLW0108 - its own
    assert read.head().size == 4
    assert verify().is_whole
