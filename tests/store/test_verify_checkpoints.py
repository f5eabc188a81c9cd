"""Checkpoints catch what the tables alone cannot show: history cut, or written anew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reinstate.core.journal.checkpoint import Checkpoint, body_text, key_text
from reinstate.core.terms.trouble import BadInput
from reinstate.store import connect
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.export import export_journal
from reinstate.store.keys import SigningKey, load_key, make_key, sign_note
from reinstate.store.verify import verify
from tests.store.lines import a_journal, a_line, append_many, run
from tests.store.tampering import found, make_head_fit, named, put_row

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ORIGIN = "journal.council.example/reinstate"


def test_a_checkpoint_narrows_where_line_and_leaf_were_changed(key: SigningKey) -> None:
    append_many(6)
    make_checkpoint(key, AT)
    append_many(5, prefix="d")
    put_row(8, a_line(8, "d8", words="false"), "d8")
    assert named() == ("altered", "entries", 7, 8)


def test_a_journal_rewritten_with_its_head_is_caught_by_the_checkpoints(key: SigningKey) -> None:
    for _ in range(4):
        append_many(3)
        make_checkpoint(key, AT)
    put_row(8, a_line(8, "c8", words="false"))
    make_head_fit()
    fault = found()
    assert (fault.code, fault.first, fault.last) == ("rewritten", 7, 9)
    assert fault.checkpoint == "the checkpoint of 9 entries kept here"
    states = [each.state for each in verify().checkpoints]
    assert states == ["matches", "matches", "rewritten", "rewritten"]


def test_a_journal_rewritten_and_signed_again_is_caught_by_a_checkpoint_from_outside(
    home: Path, key: SigningKey
) -> None:
    append_many(6)
    early = make_checkpoint(key, AT)
    append_many(6)
    printed = make_checkpoint(key, AT)
    connect.disconnect()
    (home / connect.DATABASE_NAME).unlink()
    a_journal(home, ["dull"] * 9 + ["false"] + ["dull"] * 4)
    make_checkpoint(key, AT)
    keys = [key_text(key.public)]
    assert verify(keys=keys).is_whole, "from inside, nothing can be seen"
    fault = verify(outside={"early.txt": early, "printed.txt": printed}, keys=keys).fault
    assert fault is not None
    assert (fault.code, fault.first, fault.last) == ("rewritten", 7, 12)
    assert fault.checkpoint == "printed.txt"


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_an_exported_copy_names_the_very_entry_that_was_rewritten(
    home: Path, tmp_path: Path, key: SigningKey, suffix: str
) -> None:
    append_many(12)
    note = make_checkpoint(key, AT)
    copy = tmp_path / f"copy{suffix}"
    export_journal(home, copy, note, key)
    put_row(10, a_line(10, "c10", words="false"))
    make_head_fit()
    fault = verify(outside={"printed": note}, copy=copy).fault
    assert fault is not None
    assert (fault.code, fault.first, fault.last) == ("rewritten", 10, 10)


def test_a_copy_that_was_changed_as_well_cannot_name_an_entry(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    export_journal(home, tmp_path / "copy", note, key)
    lines = tmp_path / "copy" / "journal.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"dull", b"dulm"))
    put_row(2, a_line(2, "c2", words="false"))
    make_head_fit()
    with pytest.raises(BadInput) as caught:
        verify(copy=tmp_path / "copy")
    assert caught.value.code == "copy-unproved"


def test_a_journal_shorter_than_a_checkpoint_was_cut(key: SigningKey) -> None:
    append_many(9)
    make_checkpoint(key, AT)
    run("DELETE FROM journal_entry WHERE seq > 7")
    assert named() == ("cut", "entries", 8, 9)
    make_head_fit()
    assert named() == ("cut", "entries", 8, 9)
    assert found().checkpoint == "the checkpoint of 9 entries kept here"


def test_after_a_bad_row_only_earlier_checkpoints_are_compared(key: SigningKey) -> None:
    append_many(3)
    make_checkpoint(key, AT)
    append_many(3)
    make_checkpoint(key, AT)
    run("UPDATE journal_entry SET body = '{}' WHERE seq = 5")
    verification = verify()
    assert [each.state for each in verification.checkpoints] == ["matches", "not-compared"]
    assert verification.size == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_checkpoint SET size = size - 1",
        "UPDATE journal_checkpoint SET root = zeroblob(32)",
        "UPDATE journal_checkpoint SET note = replace(note, 'council', 'counsel')",
        "UPDATE journal_checkpoint SET note = 'no note'",
    ],
)
def test_a_changed_checkpoint_is_told_from_changed_entries(key: SigningKey, statement: str) -> None:
    append_many(3)
    make_checkpoint(key, AT)
    run(statement)
    fault = verify(keys=[key_text(key.public)]).fault
    assert fault is not None
    assert (fault.code, fault.part) == ("altered", "checkpoint")


def test_a_checkpoint_from_outside_by_an_unknown_key_proves_nothing(
    home: Path, tmp_path: Path, key: SigningKey
) -> None:
    append_many(3)
    make_key(tmp_path / "other", ORIGIN)
    other = load_key(tmp_path / "other")
    forged = sign_note(body_text(Checkpoint(ORIGIN, 3, bytes(32))), other)
    fault = verify(outside={"forged.txt": forged}, keys=[key_text(key.public)]).fault
    assert fault is not None
    assert (fault.code, fault.checkpoint) == ("unsigned", "forged.txt")
    assert home.exists()


@pytest.mark.usefixtures("home")
def test_a_file_from_outside_that_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(BadInput, match="signed note"):
        verify(outside={"letter.txt": "Dear council"})
