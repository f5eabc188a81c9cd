"""Checkpoints, notes and keys are read and written as the published samples have them."""

import os
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from reinstate.core.journal.checkpoint import (
    KIND_COSIGNATURE_ED25519,
    Checkpoint,
    PublicKey,
    Signature,
    SignedNote,
    body_text,
    cosigned_message,
    key_id,
    key_text,
    note_text,
    parse_body,
    parse_key_text,
    parse_note,
)
from reinstate.core.terms.trouble import BadInput

ROOT = bytes(range(32))
BODY = "journal.council.example/reinstate\n7\n" + b64encode(ROOT).decode() + "\n"
SIGNATURE = Signature("journal.council.example/reinstate", b"\x01\x02\x03\x04", b"s" * 64)


def shared(name: str) -> str:
    """Return a shared sample, or skip with the reason."""
    folder = os.environ.get("REINSTATE_SHARED")
    if not folder:
        pytest.skip("REINSTATE_SHARED is not set: the shared samples are not here")
    return (Path(folder) / "data" / "threats" / "trust" / name).read_text(encoding="utf-8")


def test_the_published_checkpoint_is_read_and_written_back_byte_for_byte() -> None:
    text = shared("checkpoint.txt")
    note = parse_note(text)
    checkpoint = parse_body(note.text)
    assert checkpoint.origin == "journal.council.example/reinstate"
    assert checkpoint.size == 100_000
    assert body_text(checkpoint) == note.text
    assert note_text(note) == text


def test_the_signature_lines_name_the_published_keys() -> None:
    note = parse_note(shared("checkpoint-cosigned.txt"))
    log, witness = (parse_key_text(shared(name)) for name in ("log.vkey", "witness.vkey"))
    assert [each.key_id for each in note.signatures] == [key_id(log), key_id(witness)]
    assert witness.kind == KIND_COSIGNATURE_ED25519
    assert key_text(log) == shared("log.vkey").strip()


def test_a_checkpoint_is_origin_size_and_root_a_line_each() -> None:
    checkpoint = Checkpoint("journal.council.example/reinstate", 7, ROOT)
    assert body_text(checkpoint) == BODY
    assert parse_body(BODY) == checkpoint


def test_further_lines_of_a_checkpoint_are_kept() -> None:
    assert parse_body(BODY + "more\n").extensions == ("more",)
    assert body_text(parse_body(BODY + "more\n")) == BODY + "more\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n7\n",
        BODY.removesuffix("\n"),
        BODY.replace("\n7\n", "\n07\n"),
        BODY.replace("\n7\n", "\n-7\n"),
        BODY.replace("\n7\n", "\n\u0667\n"),
        BODY.replace("journal.council.example/reinstate", ""),
        "origin\n7\n" + b64encode(ROOT[:31]).decode() + "\n",
        "origin\n7\n" + "!" * 44 + "\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"checkpoint"):
        parse_body(text)


def test_a_note_survives_being_written_and_read() -> None:
    note = SignedNote(BODY, (SIGNATURE, SIGNATURE))
    assert parse_note(note_text(note)) == note


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "\n",
        BODY + "\nnot a signature\n",
        BODY + "\n— name !!!!\n",
        BODY + "\n— name AAAA\n",
        BODY + "\n— na+me " + b64encode(bytes(68)).decode() + "\n",
        note_text(SignedNote(BODY, (SIGNATURE,))).removesuffix("\n"),
    ],
)
def test_what_is_no_signed_note_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"note|signature"):
        parse_note(text)


def test_a_key_line_whose_digits_do_not_fit_is_refused() -> None:
    text = key_text(PublicKey("council", 1, bytes(32)))
    name, digits, key = text.split("+", 2)
    assert b64decode(key) == b"\x01" + bytes(32)
    assert parse_key_text(text).kind == 1
    with pytest.raises(BadInput, match="eight digits"):
        parse_key_text(f"{name}x+{digits}+{key}")


@pytest.mark.parametrize("text", ["", "council", "a b+00000000+AQ==", "council+00000000+!"])
def test_what_is_no_key_line_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="public key line"):
        parse_key_text(text)


def test_key_kinds_of_the_future_are_read_not_refused() -> None:
    assert parse_key_text(key_text(PublicKey("council", 0x06, b"k" * 1312))).kind == 0x06


def test_a_witness_signs_the_time_and_the_checkpoint() -> None:
    assert cosigned_message(BODY, 9) == b"cosignature/v1\ntime 9\n" + BODY.encode()
