"""Keys sign notes that others can check, stay locked, and can be changed."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reinstate.core.journal.checkpoint import Checkpoint, body_text, parse_body, parse_note
from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store import read
from reinstate.store.checkpoints import kept_checkpoints, make_checkpoint
from reinstate.store.keys import (
    SigningKey,
    is_locked,
    is_open,
    load_key,
    make_key,
    public_keys,
    rotate,
    sign_note,
    verify_note,
)
from reinstate.store.verify import verify
from tests.store.lines import append_many

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ORIGIN = "journal.council.example/reinstate"
BODY = body_text(Checkpoint(ORIGIN, 3, bytes(32)))


def shared(name: str) -> str:
    """Return a shared sample, or skip with the reason."""
    folder = os.environ.get("REINSTATE_SHARED")
    if not folder:
        pytest.skip("REINSTATE_SHARED is not set: the shared samples are not here")
    return (Path(folder) / "data" / "threats" / "trust" / name).read_text(encoding="utf-8")


def test_a_signed_note_names_its_signer(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN)
    note = sign_note(BODY, load_key(tmp_path))
    assert verify_note(note, public_keys(tmp_path)) == public_keys(tmp_path)


def test_a_note_changed_after_signing_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN)
    note = sign_note(BODY, load_key(tmp_path)).replace("\n3\n", "\n4\n")
    with pytest.raises(BadInput) as caught:
        verify_note(note, public_keys(tmp_path))
    assert caught.value.code == "note-unsigned"


def test_the_published_checkpoint_and_its_witness_are_verified() -> None:
    keys = [shared("log.vkey").strip(), shared("witness.vkey").strip()]
    assert verify_note(shared("checkpoint.txt"), keys) == (keys[0],)
    assert verify_note(shared("checkpoint-cosigned.txt"), keys) == tuple(keys)
    assert verify_note(shared("checkpoint-cosigned.txt"), keys[1:]) == (keys[1],)
    changed = shared("checkpoint-cosigned.txt").replace("100000", "100001")
    with pytest.raises(BadInput):
        verify_note(changed, keys[1:])


def test_a_passphrase_locks_the_key(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN, "correct horse")
    assert is_locked(tmp_path)
    assert load_key(tmp_path, "correct horse").public.name == ORIGIN
    with pytest.raises(BadInput) as wrong:
        load_key(tmp_path, "battery staple")
    with pytest.raises(BadInput) as missing:
        load_key(tmp_path)
    assert [wrong.value.code, missing.value.code] == ["passphrase-wrong", "passphrase-missing"]


def test_a_key_without_passphrase_opens_whatever_is_given(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN)
    assert not is_locked(tmp_path)
    assert load_key(tmp_path, "not needed").public == load_key(tmp_path).public


def test_a_key_is_open_when_it_is_there_and_asks_for_nothing(tmp_path: Path) -> None:
    make_key(tmp_path / "open", ORIGIN)
    make_key(tmp_path / "locked", ORIGIN, "correct horse")
    found = {name: is_open(tmp_path / name) for name in ("none", "open", "locked")}
    assert found == {"none": False, "open": True, "locked": False}


def test_only_the_owner_may_read_the_private_key(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN)
    assert (tmp_path / "keys" / "journal.pem").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_key_is_never_replaced_by_making_another(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN)
    before = public_keys(tmp_path)
    with pytest.raises(BadInput, match="already"):
        make_key(tmp_path, ORIGIN)
    assert public_keys(tmp_path) == before


def test_after_rotation_old_notes_are_still_verified_and_new_ones_are_by_the_new_key(
    tmp_path: Path,
) -> None:
    make_key(tmp_path, ORIGIN, "old words")
    old_note = sign_note(BODY, load_key(tmp_path, "old words"))
    rotate(tmp_path, "old words", "new words")
    new, old = public_keys(tmp_path)
    new_note = sign_note(BODY, load_key(tmp_path, "new words"))
    assert verify_note(old_note, [new, old]) == (old,)
    assert verify_note(new_note, [new, old]) == (new,)
    with pytest.raises(BadInput):
        load_key(tmp_path, "old words")


def test_rotation_needs_the_old_passphrase(tmp_path: Path) -> None:
    make_key(tmp_path, ORIGIN, "old words")
    with pytest.raises(BadInput):
        rotate(tmp_path, "guess", "new words")
    assert len(public_keys(tmp_path)) == 1


def test_a_home_without_a_key_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed) as caught:
        load_key(tmp_path)
    assert caught.value.code == "key-missing"


def test_halves_of_two_keys_are_not_taken_for_one(tmp_path: Path) -> None:
    make_key(tmp_path / "one", ORIGIN)
    make_key(tmp_path / "two", ORIGIN)
    (tmp_path / "one/keys/journal.vkey").write_text(public_keys(tmp_path / "two")[0])
    with pytest.raises(WorldFailed) as caught:
        load_key(tmp_path / "one")
    assert caught.value.code == "key-halves-differ"


def test_a_checkpoint_says_the_head_and_is_kept(home: Path, key: SigningKey) -> None:
    append_many(5)
    note = make_checkpoint(key, AT)
    assert make_checkpoint(key, AT) == note, "the same head twice is one checkpoint"
    checkpoint = parse_body(parse_note(note).text)
    assert (checkpoint.origin, checkpoint.size) == (ORIGIN, 5)
    assert checkpoint.root == read.head().root
    assert [each.note for each in kept_checkpoints()] == [note]
    assert verify(keys=public_keys(home)).checkpoints[0].signed_by == public_keys(home)


def test_checkpoints_by_a_retired_key_still_serve(home: Path, key: SigningKey) -> None:
    append_many(2)
    make_checkpoint(key, AT)
    rotate(home)
    append_many(2)
    make_checkpoint(load_key(home), AT)
    verification = verify(keys=public_keys(home))
    assert verification.is_whole
    assert [each.state for each in verification.checkpoints] == ["matches", "matches"]
