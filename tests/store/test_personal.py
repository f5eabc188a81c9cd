"""Names, passwords, notes and sightings lie beside the journal and can be erased without trace."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from django.db import connection

from reinstate.core.terms.trouble import WorldFailed
from reinstate.store import archive, personal, read
from reinstate.store.append import append_session
from reinstate.store.connect import DATABASE_NAME
from reinstate.store.failed import StoreFailed
from reinstate.store.notes import (
    StoredNote,
    all_notes,
    erase_notes,
    fresh_salt,
    note_digest,
    notes,
    put_note,
    review_notes,
    review_notes_by,
)
from reinstate.store.personal import (
    Details,
    all_details,
    erase_people,
    password_holds,
    put_details,
    review_people,
    review_people_by,
    set_password,
)
from reinstate.store.sightings import (
    LastSeen,
    heartbeats,
    put_heartbeats,
    put_sightings,
    sightings,
)
from reinstate.store.traces import scrub
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE, bytes_on_disk
from tests.store.lines import append, run

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
REVIEW = date(2027, 11, 22)
ASHA = Details("p-asha", "asha", "Asha Quillfeather", "asha@council.example", REVIEW)
OTHERS = ("ben", "cai", "dee", "eli")

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow way from password to hash."""
    monkeypatch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))


def test_details_are_kept_and_replaced() -> None:
    put_details(ASHA)
    changed = Details("p-asha", "asha", "Asha Q. Patel", "extension 12", REVIEW)
    put_details(changed)
    assert all_details() == {"p-asha": changed}


def test_a_handle_is_given_once_in_small_letters() -> None:
    put_details(Details("p-asha", "Asha", "Asha Quillfeather", "", REVIEW))
    assert all_details()["p-asha"].handle == "asha"
    with pytest.raises(StoreFailed, match="already there"):
        put_details(Details("p-other", "asha", "Asha Rahman", "", REVIEW))


def test_an_erased_person_is_gone_from_the_disk_and_the_journal_is_whole(
    on_disk: Callable[[], bytes],
) -> None:
    with append_session():
        put_details(ASHA)
        for name in OTHERS:
            put_details(Details(f"p-{name}", name, name, "", REVIEW))
    append("c1")
    run("ANALYZE")  # PostgreSQL keeps samples of what it counts
    assert b"Quillfeather" in on_disk()
    with append_session():
        erase_people(["p-asha"])
    assert [details.name for details in all_details().values()] == list(OTHERS)
    assert b"Quillfeather" not in on_disk()
    assert verify().is_whole


def test_a_password_holds_only_for_its_person() -> None:
    set_password("p-asha", "correct horse", AT)
    set_password("p-ben", "correct horse", AT)
    assert password_holds("p-asha", "correct horse")
    assert not password_holds("p-asha", "Correct horse")
    assert not password_holds("p-eli", "correct horse")
    assert not password_holds("p-eli", "")


def test_a_new_password_replaces_the_old(on_disk: Callable[[], bytes]) -> None:
    set_password("p-asha", "correct horse", AT)
    set_password("p-asha", "battery staple", AT)
    assert password_holds("p-asha", "battery staple")
    assert not password_holds("p-asha", "correct horse")
    assert b"battery staple" not in on_disk()


def test_a_password_set_under_an_older_cost_still_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    set_password("p-asha", "correct horse", AT)
    monkeypatch.setattr(personal, "SCRYPT_COST", personal.Cost(32, 8, 1))
    assert password_holds("p-asha", "correct horse")
    assert not password_holds("p-asha", "battery staple")


def test_a_guess_at_a_password_takes_as_much_work_as_is_advised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    assert personal.Cost(2**15, 8, 3) == personal.SCRYPT_COST
    set_password("p-asha", "correct horse", AT)
    assert password_holds("p-asha", "correct horse")


def test_an_erased_person_can_no_longer_prove_themselves() -> None:
    set_password("p-asha", "correct horse", AT)
    erase_people(["p-asha"])
    assert not password_holds("p-asha", "correct horse")


def test_a_note_is_kept_with_the_salt_of_its_digest() -> None:
    note = StoredNote("n1", "The caller was upset.", fresh_salt(), REVIEW)
    put_note(note)
    assert notes(["n1", "n2"]) == {"n1": note}
    assert notes(["n1"])["n1"].sha256 == note_digest(note.salt, note.text)
    assert note_digest(fresh_salt(), note.text) != note.sha256


def test_an_erased_note_is_gone_from_the_disk_with_its_salt(on_disk: Callable[[], bytes]) -> None:
    salt = fresh_salt()
    with append_session():
        put_note(StoredNote("n1", "The caller was upset.", salt, REVIEW))
        for name in OTHERS:
            put_note(StoredNote(name, name, b"salt", REVIEW))
    assert salt in on_disk()
    erase_notes(["n1"])
    assert notes(["n1"]) == {}
    assert b"caller was upset" not in on_disk()
    assert salt not in on_disk()


@ON_SQLITE
@pytest.mark.parametrize("seed", [10, 15, 19, 34])
def test_texts_that_pages_were_split_under_leave_no_copy_in_a_gap(home: Path, seed: int) -> None:
    """With these seeds SQLite, overwriting what it deletes, kept copies all the same."""
    chance = Random(seed)  # noqa: S311 - not a secret
    every = [(f"n-{chance.getrandbits(64):016x}", f"CANARY{number:05d}|") for number in range(300)]
    for id_, words in every:
        put_note(StoredNote(id_, words * chance.choice((1, 1, 2, 5, 30, 300)), b"salt", REVIEW))
    chance.shuffle(every)
    for begin in range(0, 150, 50):
        erase_notes([id_ for id_, _ in every[begin : begin + 50]])
    found = bytes_on_disk(home)
    assert {words for _, words in every if words.encode() in found} == {w for _, w in every[150:]}
    assert {id_ for id_, _ in every if id_.encode() in found} == {id_ for id_, _ in every[150:]}


@ON_SQLITE
def test_an_erasure_reaches_the_copy_that_a_killed_export_left_in_the_home(home: Path) -> None:
    put_note(StoredNote("n1", "The caller was upset.", b"salt", REVIEW))
    with archive._snapshot(home) as copy:
        killed = copytree(copy.parent, home / ".half-killed")
    assert b"caller was upset" in (killed / DATABASE_NAME).read_bytes()
    erase_notes(["n1"])
    assert b"caller was upset" not in bytes_on_disk(home)


@ON_SQLITE
def test_an_erasure_while_another_reads_says_that_bytes_may_be_left(home: Path) -> None:
    put_note(StoredNote("n1", "The caller was upset.", b"salt", REVIEW))
    reader = sqlite3.connect(home / DATABASE_NAME, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM note").fetchone()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    with pytest.raises(WorldFailed) as trouble:
        erase_notes(["n1"])
    assert trouble.value.code == "traces-left"
    assert notes(["n1"]) == {}
    reader.close()
    scrub()
    assert b"caller was upset" not in bytes_on_disk(home)


def test_a_date_of_review_is_set_and_only_ever_brought_forward_by_a_limit() -> None:
    put_details(ASHA)
    put_note(StoredNote("n1", "The caller was upset.", b"salt", REVIEW))
    review_notes(["n1"], date(2029, 1, 1))
    review_people(["p-asha"], date(2029, 1, 1))
    assert notes(["n1"])["n1"].review_on == all_details()["p-asha"].review_on == date(2029, 1, 1)
    for latest, wanted in ((date(2028, 1, 1), date(2028, 1, 1)), (REVIEW, REVIEW)):
        review_notes_by(latest)
        review_people_by(latest)
        assert [note.review_on for note in all_notes()] == [wanted]
        assert all_details()["p-asha"].review_on == wanted
    review_notes_by(date(2029, 1, 1))
    assert notes(["n1"])["n1"].review_on == REVIEW


def test_heartbeats_only_move_forward() -> None:
    put_heartbeats(("system:sys-ledger",), AT)
    put_heartbeats(("system:sys-ledger",), AT - HOUR)
    assert heartbeats() == {"system:sys-ledger": AT}
    put_heartbeats(("system:sys-ledger",), AT + HOUR)
    assert heartbeats() == {"system:sys-ledger": AT + HOUR}


def test_the_last_sighting_stands() -> None:
    cut = LastSeen("link:bank", "isolated", AT, "p-asha")
    put_sightings((cut,))
    put_sightings((LastSeen("link:bank", "connected", AT - HOUR, "p-ben"),))
    assert sightings() == {"link:bank": cut}
    back = LastSeen("link:bank", "connected", AT, "machine:network")
    put_sightings((back,))
    assert sightings() == {"link:bank": back}
    assert read.head().size == 0, "a sighting is a row, not an entry"


def test_many_heartbeats_at_once_only_move_forward() -> None:
    put_heartbeats(("system:sys-ledger",), AT + HOUR)
    put_heartbeats(("system:sys-rent",), AT - HOUR)
    put_heartbeats(["system:sys-ledger", "system:sys-rent", "link:bank", "link:bank"], AT)
    assert heartbeats() == {
        "system:sys-ledger": AT + HOUR,
        "system:sys-rent": AT,
        "link:bank": AT,
    }


def test_of_many_sightings_at_once_the_last_of_each_stands() -> None:
    old = LastSeen("link:bank", "live", AT - HOUR, "p-asha")
    put_sightings((old,))
    put_sightings((newer := LastSeen("system:sys-rent", "cut", AT + HOUR, "p-asha"),))
    last = LastSeen("link:bank", "cut", AT, "p-ben")
    late = LastSeen("system:sys-rent", "live", AT, "p-ben")
    put_sightings([last, LastSeen("link:bank", "unclear", AT - HOUR, "p-ben"), late])
    assert sightings() == {"link:bank": last, "system:sys-rent": newer}


def test_people_stand_in_the_same_order_on_every_engine() -> None:
    names = ["ben", "Åsa", "Zoe", "asha", "Ben O'Hughes", "Ben Hughes"]
    for name in names:
        put_details(Details(f"p-{name}", name, name, "", REVIEW))
    assert [details.name for details in all_details().values()] == sorted(names)
