"""Commands are appended whole, once, by one writer at a time, or not at all."""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import connect, database_url, read
from reinstate.store.append import append_session
from reinstate.store.failed import DiskFull, StoreBusy, StoreFailed
from reinstate.store.notes import StoredNote, notes, put_note
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE
from tests.store.lines import a_line, append, append_many, lines_of_command, run
from tests.store.writing import start_writer


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("Only an account that may mount can try a disk that is really full.")
    yield disk
    connect.disconnect()
    subprocess.run(["umount", disk], check=True)


def test_lines_come_back_byte_for_byte(home: Path) -> None:
    lines = lines_of_command(1, "c1", 3, words="café £5 ␀ \u2028")
    with append_session() as session:
        assert session.append("c1", lines) == 3
    assert [line for _, line in read.lines()] == lines
    assert read.line(2) == lines[1]
    assert read.lines_of("c1") == tuple(lines)
    assert [seq for seq, _ in read.lines(after=1, upto=2)] == [2]
    connect.connect(home)
    assert verify().is_whole


@pytest.mark.usefixtures("home")
def test_reading_goes_on_over_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "PAGE_SIZE_ROWS", 4)
    append_many(9)
    assert [seq for seq, _ in read.lines()] == list(range(1, 10))
    assert [seq for seq, _ in read.lines(upto=8)] == list(range(1, 9))


@pytest.mark.usefixtures("home")
def test_an_entry_that_is_not_there_is_named() -> None:
    append("c1")
    with pytest.raises(BadInput, match="no entry 2"):
        read.line(2)


@pytest.mark.usefixtures("home")
def test_a_session_knows_what_was_appended_before() -> None:
    append("c1", 2)
    with append_session() as session:
        assert session.size == 2
        assert session.seen("c1")
        assert not session.seen("c2")
        assert [seq for seq, _ in session.lines_after(1)] == [2]


@pytest.mark.usefixtures("home")
def test_a_command_appended_twice_is_refused_and_nothing_of_it_stays() -> None:
    append("c1")
    with pytest.raises(StoreFailed) as caught:
        append("c1", 2)
    assert caught.value.code == "stored-twice"
    assert read.head().size == 1
    assert verify().is_whole


@pytest.mark.usefixtures("home")
def test_a_line_under_a_number_not_its_own_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="came as 1"), append_session() as session:
        session.append("c1", [a_line(2, "c1")])
    with pytest.raises(AssertionError, match="of c1"), append_session() as session:
        session.append("c2", [a_line(1, "c1")])
    assert read.head().size == 0


@pytest.mark.usefixtures("home")
def test_what_fails_inside_a_session_undoes_all_of_it() -> None:
    note = StoredNote("n1", "words", b"salt", review_on=date(2027, 11, 22))

    def write_and_fail() -> None:
        with append_session() as session:
            put_note(note)
            session.append("c1", [a_line(1, "c1")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert read.head().size == 0
    assert list(read.lines()) == []
    assert notes(["n1"]) == {}


@pytest.mark.usefixtures("home")
def test_nothing_is_appended_to_a_journal_whose_head_does_not_fit() -> None:
    append_many(3)
    run("UPDATE journal_head SET root = %s", bytes(32))
    with pytest.raises(JournalCorrupt, match="head does not fit"):
        append("c9")
    assert len(list(read.lines())) == 3


@pytest.mark.usefixtures("home")
def test_nothing_is_appended_to_a_journal_whose_last_entry_is_gone() -> None:
    append_many(3)
    run("DELETE FROM journal_entry WHERE seq = 3")
    with pytest.raises(JournalCorrupt, match="head does not fit"):
        append("c9")


def test_a_writer_that_waits_too_long_is_told_who_has_the_journal(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(database_url, "LOCK_TIMEOUT_SECONDS", 0.05)
    connect.disconnect()
    connect.connect(home)
    with start_writer(home, "hold", 0) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "holding"
        try:
            with pytest.raises(StoreBusy, match="Another process"):
                append("c1")
            assert read.head().size == 0
        finally:
            holder.kill()


@ON_SQLITE
@pytest.mark.usefixtures("home")
def test_a_database_that_may_not_grow_keeps_what_it_has() -> None:
    append("c1", 3)
    run("PRAGMA max_page_count = 1")
    with pytest.raises(DiskFull) as caught:
        append("c2", 400)
    assert caught.value.code == "disk-full"
    assert "Make room" in caught.value.next
    assert read.head().size == 3
    assert verify().is_whole
    run("PRAGMA max_page_count = 1000000")
    append("c2", 400)
    assert verify().size == 403


def test_a_disk_that_is_really_full_loses_nothing_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    home = small_disk / "home"
    connect.migrate(home)
    append("c1", 3)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(bytes(2 * 1024**2))
    with pytest.raises(DiskFull, match="nothing was half done"):
        append("c2", 400)
    assert verify().is_whole
    assert read.head().size == 3
    filler.unlink()
    append("c2", 400)
    assert verify().size == 403
