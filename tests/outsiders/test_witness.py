"""A witness that countersigned a checkpoint is told by the Go program, and a false one refused."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reinstate.core.journal.checkpoint import (
    KIND_COSIGNATURE_ED25519,
    PublicKey,
    Signature,
    SignedNote,
    cosigned_message,
    key_id,
    key_text,
    note_text,
    parse_note,
)
from tests.outsiders.a_journal import Journal
from tests.outsiders.checkers import Checker

WITNESS = "audit.borough.example/w1"
SECONDS = 1_795_000_000


def cosigned(note: str, private: Ed25519PrivateKey, public: PublicKey, seconds: int) -> str:
    """Return a note with the witness's line under it, signed at SECONDS."""
    parsed = parse_note(note)
    value = private.sign(cosigned_message(parsed.text, SECONDS))
    line = Signature(WITNESS, key_id(public), seconds.to_bytes(8, "big") + value)
    return note_text(SignedNote(parsed.text, (*parsed.signatures, line)))


@pytest.fixture(scope="module")
def private() -> Ed25519PrivateKey:
    """Give the witness's key."""
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="module")
def public(private: Ed25519PrivateKey) -> PublicKey:
    """Give the public half of the witness's key."""
    return PublicKey(WITNESS, KIND_COSIGNATURE_ED25519, private.public_key().public_bytes_raw())


def test_a_witness_is_passed_over_until_its_key_is_given(
    journal: Journal, with_go: Checker, private: Ed25519PrivateKey, public: PublicKey
) -> None:
    note = cosigned(journal.notes[9], private, public, SECONDS)
    before = with_go("root", journal.content(9), note)
    assert before.is_right, before.said
    assert WITNESS not in before.said
    with (with_go.folder / "keys.txt").open("a") as keys:
        keys.write(f"{key_text(public)}\n")
    after = with_go("root", journal.content(9), note)
    assert after.is_right, after.said
    assert f"{WITNESS}+{key_id(public).hex()}" in after.said


def test_a_witness_that_saw_another_moment_or_signs_alone_is_refused(
    journal: Journal, with_go: Checker, private: Ed25519PrivateKey, public: PublicKey
) -> None:
    (with_go.folder / "keys.txt").write_text(journal.keys + f"{key_text(public)}\n")
    later = cosigned(journal.notes[9], private, public, SECONDS + 1)
    assert "invalid signature" in with_go("root", journal.content(9), later).said
    parsed = parse_note(cosigned(journal.notes[9], private, public, SECONDS))
    alone = note_text(SignedNote(parsed.text, parsed.signatures[1:]))
    assert "did not sign this" in with_go("root", journal.content(9), alone).said


@pytest.mark.parametrize("spoilt", ["digits", "kind", "words"])
def test_a_key_line_that_is_none_is_refused(
    journal: Journal, with_go: Checker, public: PublicKey, spoilt: str
) -> None:
    unknown = PublicKey(WITNESS, 9, public.key)
    lines = {
        "digits": key_text(public).replace(key_id(public).hex(), "00000000"),
        "kind": key_text(unknown),
        "words": "none",
    }
    (with_go.folder / "keys.txt").write_text(journal.keys + f"{lines[spoilt]}\n")
    assert not with_go("root", journal.content(9), journal.notes[9]).is_right


def test_the_shared_checkpoint_and_its_witness_are_opened_by_go(with_go: Checker) -> None:
    folder = os.environ.get("REINSTATE_SHARED")
    if not folder:
        pytest.skip("REINSTATE_SHARED is not set: the shared samples are not here")
    samples = Path(folder) / "data" / "threats" / "trust"
    keys = [(samples / name).read_text().strip() for name in ("log.vkey", "witness.vkey")]
    (with_go.folder / "keys.txt").write_text("\n".join(keys))
    note = (samples / "checkpoint-cosigned.txt").read_text()
    assert "counts 100000 entries, and 1 are here" in with_go("root", b"x\n", note).said
    changed = note.replace("100000", "100001")
    assert "invalid signature" in with_go("root", b"x\n", changed).said
