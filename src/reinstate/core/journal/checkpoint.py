"""Checkpoints that leave the building: C2SP tlog-checkpoint text inside a signed note.

Says what was signed and by which key; it makes no signature and checks none.
Source: C2SP tlog-checkpoint, signed-note and tlog-cosignature.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256
from typing import Final

from msgspec import Struct

from reinstate.core.journal.merkle import HASH_SIZE_BYTES
from reinstate.core.terms.trouble import BadInput

KEY_ID_SIZE_BYTES: Final = 4
KIND_ED25519: Final = 0x01
KIND_COSIGNATURE_ED25519: Final = 0x04
NOTE_SIZE_MAX_CHARS: Final = 1_000_000
SIGNATURE_MARK: Final = "— "
SIZE_PATTERN: Final = re.compile(r"0|[1-9][0-9]{0,18}")
NAME_PATTERN: Final = re.compile(r"[^\s+]+")


class Checkpoint(Struct, frozen=True):
    """The head of a journal: how many entries, and the root that commits to them all."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


class PublicKey(Struct, frozen=True):
    """The public half of a signing key; `kind` is the type byte, which stays open."""

    name: str
    kind: int
    key: bytes


class Signature(Struct, frozen=True):
    """One signature line: who signed, with which key, and the bytes."""

    name: str
    key_id: bytes
    value: bytes


class SignedNote(Struct, frozen=True):
    """A text, ending in a line feed, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]


def body_text(checkpoint: Checkpoint) -> str:
    """Return the text that is signed: origin, size and root, a line each."""
    root = b64encode(checkpoint.root).decode()
    return "\n".join((checkpoint.origin, str(checkpoint.size), root, *checkpoint.extensions, ""))


def parse_body(text: str) -> Checkpoint:
    """Return the checkpoint that a signed text holds.

    Raises:
        BadInput: If it is not origin, size and root, a line each.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise _unreadable("A checkpoint has an origin, a size and a root, a line each.")
    origin, size, root, *extensions = lines[:-1]
    if not SIZE_PATTERN.fullmatch(size):
        raise _unreadable(f"The size of a checkpoint is a number, not {size!r}.")
    decoded = _base64(root)
    if len(decoded) != HASH_SIZE_BYTES:
        raise _unreadable("The root of a checkpoint is 32 bytes in base64.")
    return Checkpoint(origin, int(size), decoded, tuple(extensions))


def note_text(note: SignedNote) -> str:
    """Return the note as it is stored and printed."""
    return "\n".join((note.text, *(_signature_line(each) for each in note.signatures), ""))


def parse_note(text: str) -> SignedNote:
    """Return the text and the signatures of a signed note.

    Raises:
        BadInput: If it is no signed note.
    """
    if len(text) > NOTE_SIZE_MAX_CHARS:
        raise _unreadable("This is too long for a signed note.")
    body, blank, below = text.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise _unreadable("A signed note is a text, an empty line and signature lines.")
    signatures = tuple(_parse_signature(line) for line in below[:-1].split("\n"))
    return SignedNote(body + "\n", signatures)


def key_id(key: PublicKey) -> bytes:
    """Return the four bytes that signature lines name a key by."""
    return sha256(key.name.encode() + b"\n" + bytes([key.kind]) + key.key).digest()[
        :KEY_ID_SIZE_BYTES
    ]


def key_text(key: PublicKey) -> str:
    """Return the key as one line: `name+8 hex digits+base64`."""
    encoded = b64encode(bytes([key.kind]) + key.key).decode()
    return f"{key.name}+{key_id(key).hex()}+{encoded}"


def parse_key_text(text: str) -> PublicKey:
    """Return the public key that a line such as `name+8 hex digits+base64` holds.

    Raises:
        BadInput: If the line is no key, or its digits are not those of the key.
    """
    name, _, rest = text.strip().partition("+")
    digits, _, encoded = rest.partition("+")
    if not NAME_PATTERN.fullmatch(name):
        raise _unreadable_key("A public key line begins with a name without spaces.")
    decoded = _base64(encoded)
    if len(decoded) < 2:
        raise _unreadable_key("A public key line ends in the key in base64.")
    key = PublicKey(name, decoded[0], decoded[1:])
    if key_id(key).hex() != digits:
        raise _unreadable_key("The eight digits are not those of this name and key.")
    return key


def cosigned_message(text: str, seconds: int) -> bytes:
    """Return what a witness signs: the time it saw the checkpoint, and the checkpoint."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _signature_line(signature: Signature) -> str:
    value = b64encode(signature.key_id + signature.value).decode()
    return f"{SIGNATURE_MARK}{signature.name} {value}"


def _parse_signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(SIGNATURE_MARK).partition(" ")
    decoded = _base64(encoded)
    is_marked = line.startswith(SIGNATURE_MARK)
    if not is_marked or not NAME_PATTERN.fullmatch(name) or len(decoded) <= KEY_ID_SIZE_BYTES:
        raise _unreadable("A signature line is a long dash, a name and base64.")
    return Signature(name, decoded[:KEY_ID_SIZE_BYTES], decoded[KEY_ID_SIZE_BYTES:])


def _base64(text: str) -> bytes:
    """Return the bytes, or nothing when `text` is not the one way to write them."""
    try:
        decoded = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return b""
    return decoded if b64encode(decoded).decode() == text else b""


def _unreadable(sentence: str) -> BadInput:
    return BadInput(
        "checkpoint-unreadable", sentence, next="Ask for the note again, byte for byte."
    )


def _unreadable_key(sentence: str) -> BadInput:
    return BadInput("key-unreadable", sentence, next="Ask for the public key line again.")
