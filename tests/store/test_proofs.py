"""Proofs are those that another library makes, and nobody is given one of a changed journal."""

from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from pymerkle import InmemoryTree  # type: ignore[import-untyped] # it ships no types

from reinstate.core.journal.checkpoint import (
    Checkpoint,
    body_text,
    key_text,
    parse_body,
    parse_note,
)
from reinstate.core.journal.merkle import consistency_holds
from reinstate.core.terms.trouble import BadInput, JournalCorrupt
from reinstate.store import read
from reinstate.store.checkpoints import make_checkpoint
from reinstate.store.keys import SigningKey, sign_note
from reinstate.store.proofs import prove, prove_since, refuse_rewritten, refuse_unlike_last
from tests.store.lines import a_line, append, append_many, run
from tests.store.tampering import make_head_fit, put_row

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize("size", [1, 2, 7, 8, 13])
@pytest.mark.usefixtures("home")
def test_every_entry_is_proved_as_another_library_would(size: int, key: SigningKey) -> None:
    append_many(size)
    note = make_checkpoint(key, AT)
    tree = InmemoryTree(algorithm="sha256")
    for _, line in read.lines():
        tree.append_entry(line)
    root = b64decode(note.split("\n")[2])
    assert tree.get_root() == root
    for seq in range(1, size + 1):
        proof = prove(seq, note)
        assert proof["schema"] == "proof/1"
        assert proof["index"] == seq - 1
        assert proof["size"] == size
        assert str(proof["entry"]).encode() == read.line(seq)
        assert proof["leaf"] == sha256(b"\x00" + read.line(seq)).hexdigest()
        theirs = tree.prove_inclusion(seq).serialize()["path"]
        assert proof["path"] == theirs[1:]


@pytest.mark.parametrize("seq", [0, 5])
def test_an_entry_outside_the_checkpoint_is_not_proved(key: SigningKey, seq: int) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    append("late")
    with pytest.raises(BadInput) as caught:
        prove(seq, note)
    assert caught.value.code == "entry-missing"


@pytest.mark.usefixtures("home")
def test_an_altered_entry_is_not_proved(key: SigningKey) -> None:
    append_many(4)
    note = make_checkpoint(key, AT)
    run("UPDATE journal_entry SET body = replace(body, 'dull', 'dulm') WHERE seq = 2")
    with pytest.raises(JournalCorrupt) as one:
        prove(2, note)
    with pytest.raises(JournalCorrupt) as since:
        prove_since(note, note)
    assert one.value.code == since.value.code == "journal-unvouched"


@pytest.mark.usefixtures("home")
def test_a_newer_journal_is_proved_to_begin_with_an_older(key: SigningKey) -> None:
    notes = []
    for _ in range(9):
        append_many(1)
        notes.append(make_checkpoint(key, AT))
    for old in notes:
        proof = prove_since(old, notes[-1])
        assert proof["schema"] == "consistency/1"
        assert (proof["old_checkpoint"], proof["checkpoint"]) == (old, notes[-1])
        older, newer = (parse_body(parse_note(note).text) for note in (old, notes[-1]))
        assert (proof["old_size"], proof["size"]) == (older.size, newer.size)
        assert isinstance(proof["path"], list)
        path = [bytes.fromhex(node) for node in proof["path"]]
        assert consistency_holds(older.size, older.root, newer.size, newer.root, path)


@pytest.mark.usefixtures("home")
def test_a_rewritten_or_cut_journal_is_called_tampered_with(key: SigningKey) -> None:
    append_many(6)
    seven = sign_note(body_text(Checkpoint(key.public.name, 7, read.head().root)), key)
    six = make_checkpoint(key, AT)
    put_row(2, a_line(2, "c2", words="false"))
    make_head_fit()
    for older, code in ((seven, "history-cut"), (six, "history-rewritten")):
        with pytest.raises(JournalCorrupt, match="EVIDENCE OF TAMPERING") as caught:
            refuse_rewritten(older)
        assert caught.value.code == code
        with pytest.raises(JournalCorrupt):
            prove_since(older, make_checkpoint(key, AT))


@pytest.mark.usefixtures("home")
def test_a_last_checkpoint_that_no_key_of_the_home_signed_is_called_tampered_with(
    key: SigningKey,
) -> None:
    append_many(3)
    make_checkpoint(key, AT)
    own = key_text(key.public)
    refuse_unlike_last((own,))
    run("UPDATE journal_checkpoint SET note = replace(note, 'journal.', 'journey.')")
    with pytest.raises(JournalCorrupt) as caught:
        refuse_unlike_last((own,))
    assert caught.value.code == "checkpoint-altered"


@pytest.mark.usefixtures("home")
def test_a_checkpoint_of_nothing_needs_no_proof(key: SigningKey) -> None:
    empty = make_checkpoint(key, AT)
    append("c")
    with pytest.raises(BadInput) as caught:
        prove_since(empty, make_checkpoint(key, AT))
    assert caught.value.code == "checkpoint-empty"
