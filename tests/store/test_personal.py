"""Names, passwords, notes and sightings lie beside the journal and can be erased without trace."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reinstate.store import personal, read
from reinstate.store.append import append_session
from reinstate.store.failed import StoreFailed
from reinstate.store.notes import StoredNote, erase_note, fresh_salt, note_digest, notes, put_note
from reinstate.store.personal import (
    Details,
    all_details,
    erase_person,
    has_password,
    password_holds,
    put_details,
    set_password,
)
from reinstate.store.sightings import (
    LastSeen,
    heartbeats,
    put_heartbeat,
    put_sighting,
    sightings,
)
from reinstate.store.verify import verify
from tests.store.engines import ON_SQLITE
from tests.store.lines import append

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
REVIEW = date(2027, 11, 22)
ASHA = Details("p-asha", "asha", "Asha Quillfeather", "asha@council.example", REVIEW)

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow way from password to hash."""
    monkeypatch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))


def bytes_on_disk(home: Path) -> bytes:
    """Return everything the home's files hold."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


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


@ON_SQLITE
def test_an_erased_person_is_gone_from_the_disk_and_the_journal_is_whole(home: Path) -> None:
    with append_session():
        put_details(ASHA)
    append("c1")
    assert b"Quillfeather" in bytes_on_disk(home)
    with append_session():
        erase_person("p-asha")
    assert all_details() == {}
    assert b"Quillfeather" not in bytes_on_disk(home)
    assert verify().is_whole


def test_a_password_holds_only_for_its_person() -> None:
    set_password("p-asha", "correct horse", AT)
    set_password("p-ben", "correct horse", AT)
    assert password_holds("p-asha", "correct horse")
    assert not password_holds("p-asha", "Correct horse")
    assert not password_holds("p-eli", "correct horse")
    assert not password_holds("p-eli", "")
    assert has_password("p-asha")
    assert not has_password("p-eli")


def test_a_new_password_replaces_the_old(home: Path) -> None:
    set_password("p-asha", "correct horse", AT)
    set_password("p-asha", "battery staple", AT)
    assert password_holds("p-asha", "battery staple")
    assert not password_holds("p-asha", "correct horse")
    assert b"battery staple" not in bytes_on_disk(home)


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
    erase_person("p-asha")
    assert not password_holds("p-asha", "correct horse")


def test_a_note_is_kept_with_the_salt_of_its_digest() -> None:
    note = StoredNote("n1", "The caller was upset.", fresh_salt(), REVIEW)
    put_note(note)
    assert notes(["n1", "n2"]) == {"n1": note}
    assert notes(["n1"])["n1"].sha256 == note_digest(note.salt, note.text)
    assert note_digest(fresh_salt(), note.text) != note.sha256


@ON_SQLITE
def test_an_erased_note_is_gone_from_the_disk_with_its_salt(home: Path) -> None:
    salt = fresh_salt()
    with append_session():
        put_note(StoredNote("n1", "The caller was upset.", salt, REVIEW))
    assert salt in bytes_on_disk(home)
    erase_note("n1")
    assert notes(["n1"]) == {}
    assert b"caller was upset" not in bytes_on_disk(home)
    assert salt not in bytes_on_disk(home)


def test_heartbeats_only_move_forward() -> None:
    put_heartbeat("system:sys-ledger", AT)
    put_heartbeat("system:sys-ledger", AT - HOUR)
    assert heartbeats() == {"system:sys-ledger": AT}
    put_heartbeat("system:sys-ledger", AT + HOUR)
    assert heartbeats() == {"system:sys-ledger": AT + HOUR}


def test_the_last_sighting_stands() -> None:
    cut = LastSeen("link:bank", "isolated", AT, "p-asha")
    put_sighting(cut)
    put_sighting(LastSeen("link:bank", "connected", AT - HOUR, "p-ben"))
    assert sightings() == {"link:bank": cut}
    back = LastSeen("link:bank", "connected", AT, "machine:network")
    put_sighting(back)
    assert sightings() == {"link:bank": back}
    assert read.head().size == 0, "a sighting is a row, not an entry"
