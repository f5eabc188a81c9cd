"""A home moves between SQLite and PostgreSQL, in any direction, and is the same home after it."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store import archive, carrier, connect, models, personal, read, sealed, tables
from reinstate.store.append import append_session
from reinstate.store.checkpoints import kept_checkpoints, make_checkpoint
from reinstate.store.files import put_file, verify_file
from reinstate.store.keys import SigningKey, public_keys, rotate
from reinstate.store.notes import StoredNote, put_note
from reinstate.store.personal import Details, all_details, password_holds, put_details, set_password
from reinstate.store.sightings import LastSeen, put_heartbeats, put_sightings
from reinstate.store.verify import verify
from tests.postgresql import Cluster
from tests.store.engines import ON_POSTGRESQL, SETTING
from tests.store.lines import append, append_many
from tests.store.movings import WORDS, everything, pointed, restored

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
REVIEW = date(2027, 11, 22)
SECRET = "plum kettle orbit"
RESTORING = """
import sys
from pathlib import Path
from reinstate.store import archive
archive.restore_encrypted(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
"""


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow ways from passphrase to key and hash; let rows span batches."""
    monkeypatch.setattr(sealed, "COST_LOG2", 4)
    monkeypatch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))
    monkeypatch.setattr(carrier, "BATCH_SIZE_ROWS", 7)


@pytest.fixture
def full_home(home: Path, key: SigningKey) -> Path:
    """Give a home in which every table, and every folder that moves, has something."""
    append_many(20, words="café £5 ␀ \u2028")
    append("c-three", 3)
    make_checkpoint(key, AT)
    append_many(2, prefix="d")
    make_checkpoint(key, AT)
    rotate(home)
    with append_session():
        put_details(Details("p-asha", "asha", "Åsha Quillfeather 🎷", "", REVIEW))
        put_details(Details("p-ben", "ben", "Ben O'Hughes", "ben@council.example", REVIEW))
        put_note(StoredNote("n1", "Two lines,\n\tand a “quote” \\x00", b"\x00\xff salt", REVIEW))
    set_password("p-asha", SECRET, AT)
    put_heartbeats(("system:sys-ledger",), AT)
    put_sightings((LastSeen("link:bank", "isolated", AT, "p-asha"),))
    put_file(home, io.BytesIO(b"evidence" * 1000), AT, name_note="n1")
    put_file(home, io.BytesIO(b""), AT)
    models.CarriedFactor.objects.create(
        account=7, person_id="p-asha", kind="totp", data='{"secret": "x"}', created_at=AT
    )
    models.Job.objects.create(id="j1", kind="verify", by="p-asha", state="waiting", asked_at=AT)
    return home


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest) -> str:
    """Give where the tables are to go: nothing for a file, else an empty database."""
    return str(request.getfixturevalue("empty_url")) if "postgresql" in request.param else ""


def test_every_table_has_something_to_move(full_home: Path) -> None:
    assert all(everything(full_home)["rows"].values())


def test_a_home_that_moved_is_the_same_home(full_home: Path, target: str, tmp_path: Path) -> None:
    before = everything(full_home)
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    other = tmp_path / "laptop" / "home"
    restored(tmp_path / "home.sealed", other, target)
    with pointed(other, target):
        assert everything(other) == before
        assert verify(keys=public_keys(other)).is_whole
        assert password_holds("p-asha", SECRET)
        assert not password_holds("p-asha", "guess")
        assert (other / connect.DATABASE_NAME).exists() == (not target)
        for digest in models.StoredFile.objects.values_list("sha256", flat=True):
            verify_file(other, digest)


def test_a_home_that_moved_goes_on_where_it_was(
    full_home: Path, target: str, tmp_path: Path, key: SigningKey
) -> None:
    assert full_home.exists()
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    other = tmp_path / "home2"
    restored(tmp_path / "home.sealed", other, target)
    with pointed(other, target):
        size = read.head().size
        append("after", 3)
        make_checkpoint(key, AT)
        set_password("p-ben", SECRET, AT)
        assert verify().size == size + 3
        assert len(kept_checkpoints()) == 3
        assert not list(other.parent.glob(".half-*"))


def test_a_home_that_moved_twice_seals_the_same_tables(
    full_home: Path, target: str, tmp_path: Path
) -> None:
    before = everything(full_home)
    archive.export_encrypted(tmp_path / "one.sealed", WORDS)
    restored(tmp_path / "one.sealed", tmp_path / "there", target)
    with pointed(tmp_path / "there", target):
        archive.export_encrypted(tmp_path / "two.sealed", WORDS)
    restored(tmp_path / "two.sealed", tmp_path / "back", "")
    with pointed(tmp_path / "back", ""):
        assert everything(tmp_path / "back") == before


@ON_POSTGRESQL
def test_what_is_appended_while_exporting_is_not_half_in_it(
    full_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cluster: Cluster,
    database: str,
) -> None:
    assert full_home.exists()
    size = read.head().size
    real_copy = carrier._copy

    def copy_after_another_wrote(source: str, target: str) -> None:
        models.JournalHead.objects.get()  # the moment is chosen by the first look
        with cluster.connection(database) as other:
            other.execute("DELETE FROM note")
            other.execute("UPDATE journal_head SET size = 0")
        real_copy(source, target)

    monkeypatch.setattr(carrier, "_copy", copy_after_another_wrote)
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    monkeypatch.undo()
    restored(tmp_path / "home.sealed", tmp_path / "other", "")
    with pointed(tmp_path / "other", ""):
        assert verify().size == read.head().size == size
        assert models.Note.objects.count() == 1


def test_a_database_with_a_name_and_no_journal_is_never_restored_over(
    full_home: Path, empty_url: str, tmp_path: Path
) -> None:
    assert full_home.exists()
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    (tmp_path / "other").mkdir()
    with pointed(tmp_path / "other", empty_url):
        tables.make()
        put_details(Details("p-dee", "dee", "Dee Ibekwe", "", date(2027, 11, 22)))
    with pytest.raises(BadInput) as caught:
        restored(tmp_path / "home.sealed", tmp_path / "two", empty_url)
    assert caught.value.code == "database-taken"
    with pointed(tmp_path / "other", empty_url):
        assert list(all_details()) == ["p-dee"]


def test_a_database_with_something_in_it_is_never_restored_over(
    full_home: Path, empty_url: str, tmp_path: Path
) -> None:
    before = everything(full_home)
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    restored(tmp_path / "home.sealed", tmp_path / "one", empty_url)
    with pytest.raises(BadInput) as caught:
        restored(tmp_path / "home.sealed", tmp_path / "two", empty_url)
    assert caught.value.code == "database-taken"
    assert not (tmp_path / "two").exists()
    assert not list(tmp_path.glob(".half-*"))
    with pointed(tmp_path / "one", empty_url):
        assert everything(tmp_path / "one") == before


def test_a_restore_killed_in_the_middle_leaves_nothing_and_can_be_repeated(
    full_home: Path, empty_url: str, tmp_path: Path, cluster: Cluster
) -> None:
    before = everything(full_home)
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    made = tmp_path / "made"
    made.mkdir()
    with pointed(made, empty_url):
        tables.make()
        name = str(connection.settings_dict["NAME"])
    with cluster.connection(name, autocommit=False) as holder:
        holder.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE")
        with restoring(tmp_path / "home.sealed", tmp_path / "other", empty_url) as process:
            wait_until_somebody_waits(cluster, name)
            process.send_signal(signal.SIGKILL)
    assert not (tmp_path / "other").exists()
    with pointed(made, empty_url):
        assert read.head().size == 0
        assert list(read.lines()) == []
    restored(tmp_path / "home.sealed", tmp_path / "other", empty_url)
    with pointed(tmp_path / "other", empty_url):
        assert everything(tmp_path / "other") == before


def test_a_restore_that_cannot_take_its_place_leaves_the_database_empty(
    full_home: Path, empty_url: str, tmp_path: Path
) -> None:
    assert full_home.exists()
    archive.export_encrypted(tmp_path / "home.sealed", WORDS)
    (tmp_path / "taken").write_text("a file where the home should be")
    with pytest.raises(WorldFailed):
        restored(tmp_path / "home.sealed", tmp_path / "taken" / "home", empty_url)
    restored(tmp_path / "home.sealed", tmp_path / "one", "")
    (tmp_path / "two").mkdir()
    with pointed(tmp_path / "two", empty_url):
        with pytest.raises(ZeroDivisionError):
            carrier.pour(tmp_path / "one" / connect.DATABASE_NAME, fail)
        assert read.head().size == 0
        assert not models.JournalEntry.objects.exists()


def fail() -> None:
    """Fail as nothing of ours does."""
    raise ZeroDivisionError


@contextmanager
def restoring(file: Path, home: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that restores a sealed file; it is gone afterwards."""
    words = [sys.executable, "-c", RESTORING, str(file), str(home), WORDS]
    process = subprocess.Popen(words, env=os.environ | {SETTING: url})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_somebody_waits(cluster: Cluster, name: str) -> None:
    """Return once a process waits for a lock in a database."""
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    with cluster.connection("postgres") as looker:
        for _ in range(600):
            if looker.execute(query, [name]).fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("nobody came to wait")
