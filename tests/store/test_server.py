"""A PostgreSQL server locks, waits, refuses and goes away, and each is said in clear words."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import connect, database_url, engine, read
from reinstate.store.append import append_session
from reinstate.store.keys import make_key
from reinstate.store.trouble import told
from reinstate.store.verify import verify
from tests.postgresql import GUEST, GUEST_SECRET, Cluster
from tests.store.engines import ON_POSTGRESQL, SETTING
from tests.store.lines import a_line, append, append_many

pytestmark = [ON_POSTGRESQL, pytest.mark.usefixtures("engine")]
ORIGIN = "journal.council.example/reinstate"
LOCK_HEAD = "SELECT size FROM journal_head FOR UPDATE"


@pytest.fixture
def pointing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """Give what sets DATABASE_URL for a folder that is there, and point nowhere afterwards."""
    (tmp_path / "home").mkdir(exist_ok=True)
    yield monkeypatch
    connect.disconnect()


def trouble_of_connecting(home: Path, url: str, pointing: pytest.MonkeyPatch) -> WorldFailed:
    """Return the trouble of pointing at `url`; no password may be in it."""
    pointing.setenv(SETTING, url)
    connect.disconnect()
    with pytest.raises(WorldFailed) as caught:
        connect.connect(home)
    assert GUEST_SECRET not in str(caught.value)
    assert caught.value.next
    return caught.value


def test_the_head_is_locked_while_a_session_is_open(
    home: Path, cluster: Cluster, database: str
) -> None:
    assert home.exists()
    with append_session() as session, cluster.connection(database) as other:
        session.append("c1", [a_line(1, "c1")])
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(f"{LOCK_HEAD} NOWAIT")
        assert other.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)
    with cluster.connection(database) as other:
        assert other.execute(f"{LOCK_HEAD} NOWAIT").fetchone() == (1,)


def test_a_session_reads_committed_whatever_the_server_is_set_to(
    home: Path, cluster: Cluster, database: str
) -> None:
    cluster.say(f"ALTER DATABASE {database} SET default_transaction_isolation = 'serializable'")
    connect.disconnect()
    connect.connect(home)
    with append_session(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)


def test_a_session_that_does_nothing_lets_the_others_go_on(
    home: Path, cluster: Cluster, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_url, "IDLE_TIMEOUT_SECONDS", 0.2)
    connect.disconnect()
    connect.connect(home)

    def hold_and_append() -> None:
        with append_session() as session:
            with cluster.connection(database) as other:
                other.execute("SET lock_timeout = '20s'")
                assert other.execute(LOCK_HEAD).fetchone() == (0,)
            session.append("c1", [a_line(1, "c1")])

    with pytest.raises(WorldFailed) as caught:
        hold_and_append()
    assert caught.value.code == "database-lost"
    assert read.head().size == 0
    append("c1")
    assert verify().size == 1


@pytest.mark.usefixtures("home")
def test_a_statement_that_takes_too_long_is_stopped_and_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_url, "STATEMENT_TIMEOUT_SECONDS", 0.1)
    connect.disconnect()
    connect.connect(home)
    with pytest.raises(WorldFailed) as caught, told("reading"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    assert caught.value.code == "database-slow"


def test_a_reader_goes_on_by_itself_when_the_server_is_there_again(
    home: Path, cluster: Cluster
) -> None:
    append_many(3)
    assert home.exists()
    with cluster.stopped():
        codes = []
        for _ in range(2):
            with pytest.raises(WorldFailed) as caught:
                read.head()
            codes.append(caught.value.code)
    assert codes == ["database-unreachable"] * 2
    assert read.head().size == 3
    append("c9")
    with cluster.stopped("fast"):
        pass
    append("c10")
    assert verify().size == 5


def test_a_server_that_falls_inside_a_session_is_said_in_one_sentence(
    home: Path, cluster: Cluster
) -> None:
    append("c1")
    assert home.exists()

    def fall_while_appending() -> None:
        with append_session() as session:
            session.append("c2", [a_line(2, "c2")])
            with cluster.stopped():
                pass

    with pytest.raises(WorldFailed) as caught:
        fall_while_appending()
    assert caught.value.code == "database-lost"
    assert "journal show" in caught.value.next
    assert read.head().size == 1
    assert verify().is_whole


def test_a_database_that_keeps_no_utf8_is_refused(
    cluster: Cluster, tmp_path: Path, pointing: pytest.MonkeyPatch
) -> None:
    name = cluster.create(options="ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc")
    trouble = trouble_of_connecting(tmp_path / "home", cluster.url(name), pointing)
    assert trouble.code == "database-encoding"
    assert "SQL_ASCII" in trouble.sentence
    connect.disconnect()
    cluster.drop(name)


def test_each_way_of_not_getting_in_has_its_words(
    home: Path, cluster: Cluster, database: str, pointing: pytest.MonkeyPatch
) -> None:
    nowhere = f"postgresql://{GUEST}:{GUEST_SECRET.replace(' ', '%20')}@/{database}?host=/nowhere"
    codes = {
        "wrong password": cluster.guest_url(database, "guess"),
        "no password": cluster.url(database).replace("reinstate@", f"{GUEST}@"),
        "no such account": cluster.url(database).replace("reinstate@", "eli@"),
        "no such database": cluster.url("no_such_database"),
        "no server": nowhere,
    }
    found = {way: trouble_of_connecting(home, url, pointing).code for way, url in codes.items()}
    assert found == {
        "wrong password": "database-refuses",
        "no password": "database-refuses",
        "no such account": "database-refuses",
        "no such database": "database-missing",
        "no server": "database-unreachable",
    }


def test_a_server_without_a_place_left_says_so(
    home: Path, cluster: Cluster, database: str, pointing: pytest.MonkeyPatch
) -> None:
    cluster.say(f"ALTER ROLE {GUEST} CONNECTION LIMIT 0")
    try:
        trouble = trouble_of_connecting(home, cluster.guest_url(database), pointing)
    finally:
        cluster.say(f"ALTER ROLE {GUEST} CONNECTION LIMIT -1")
    assert trouble.code == "database-not-now"


def test_a_database_that_only_lets_us_read_is_a_home_that_can_be_read(
    home: Path, cluster: Cluster, database: str
) -> None:
    append("c1", 2)
    cluster.say(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    connect.disconnect()
    connect.connect(home)
    assert connect.is_read_only()
    assert verify().size == 2
    with pytest.raises(WorldFailed) as caught:
        append("c2")
    assert caught.value.code == "home-read-only"
    assert SETTING in caught.value.next


@pytest.mark.usefixtures("home")
def test_a_server_that_turns_read_only_refuses_the_next_entry() -> None:
    append("c1")
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    with pytest.raises(WorldFailed) as caught:
        append("c2")
    assert caught.value.code == "home-read-only"
    assert read.head().size == 1


def test_an_account_that_may_not_write_is_told_so(
    home: Path, cluster: Cluster, database: str, pointing: pytest.MonkeyPatch
) -> None:
    append("c1")
    cluster.say(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUEST}", database)
    pointing.setenv(SETTING, cluster.guest_url(database))
    connect.disconnect()
    connect.connect(home)
    assert read.head().size == 1
    with pytest.raises(WorldFailed) as caught:
        append("c2")
    assert caught.value.code == "database-not-allowed"


def test_an_address_that_asks_for_encryption_is_taken_at_its_word(
    home: Path, cluster: Cluster, database: str, pointing: pytest.MonkeyPatch
) -> None:
    pointing.setenv(SETTING, f"{cluster.url(database)}&sslmode=prefer&application_name=desk")
    connect.disconnect()
    connect.connect(home)
    with connection.cursor() as cursor:
        cursor.execute("SHOW application_name")
        assert cursor.fetchone() == ("desk",)


def test_a_database_without_tables_is_no_finished_home(
    cluster: Cluster, tmp_path: Path, pointing: pytest.MonkeyPatch
) -> None:
    name = cluster.create()
    pointing.setenv(SETTING, cluster.url(name))
    connect.connect(tmp_path / "home")
    with pytest.raises(WorldFailed) as caught:
        read.head()
    assert caught.value.code == "home-unfinished"
    assert "interrupted" in caught.value.next
    connect.disconnect()
    cluster.drop(name)


def test_a_home_with_another_homes_database_is_refused(home: Path, tmp_path: Path) -> None:
    with append_session() as session:
        line = a_line(1, "c1").replace(b'"tag"', b'"origin":"' + ORIGIN.encode() + b'","tag"')
        session.append("c1", [line])
    make_key(home, ORIGIN)
    connect.disconnect()
    connect.connect(home)
    assert read.head().size == 1
    other = tmp_path / "other"
    make_key(other, "journal.elsewhere.example/reinstate")
    with pytest.raises(WorldFailed) as caught:
        connect.connect(other)
    assert caught.value.code == "journal-foreign"
    assert ORIGIN in caught.value.sentence
    with pytest.raises(WorldFailed):
        append("c2")


def test_keys_without_a_journal_point_to_the_missing_setting(
    home: Path, pointing: pytest.MonkeyPatch
) -> None:
    make_key(home, ORIGIN)
    pointing.delenv(SETTING)
    with pytest.raises(WorldFailed) as caught:
        connect.connect(home)
    assert caught.value.code == "journal-elsewhere"
    assert SETTING in caught.value.next
    assert list(home.glob("*.sqlite3")) == [], "looking must not make a file"


def test_the_folder_of_a_home_must_be_there(home: Path) -> None:
    home.rmdir()
    connect.disconnect()
    with pytest.raises(WorldFailed) as caught:
        connect.connect(home)
    assert caught.value.code == "home-missing"


def test_the_engine_is_named_without_the_password(
    home: Path, cluster: Cluster, database: str, pointing: pytest.MonkeyPatch
) -> None:
    cluster.say(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUEST}", database)
    pointing.setenv(SETTING, cluster.guest_url(database))
    connect.disconnect()
    connect.connect(home)
    found = engine.engine()
    assert found.name.startswith("PostgreSQL 1")
    assert database in found.name
    assert GUEST_SECRET not in found.name
    assert not found.is_safe, "the server of these tests does not wait for the disk"


@pytest.mark.usefixtures("home")
def test_a_server_that_waits_for_the_disk_is_called_safe(cluster: Cluster) -> None:
    cluster.stop()
    cluster.start(fsync="on")
    with_fsync = engine.engine()
    with cluster.stopped("fast"):
        pass
    assert with_fsync.is_safe
