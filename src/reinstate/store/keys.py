"""The journal's signing key: made, kept under a passphrase, rotated; notes signed and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from reinstate.core.journal.checkpoint import (
    KIND_COSIGNATURE_ED25519,
    KIND_ED25519,
    PublicKey,
    Signature,
    SignedNote,
    cosigned_message,
    key_id,
    key_text,
    note_text,
    parse_key_text,
    parse_note,
)
from reinstate.core.terms.trouble import BadInput, WorldFailed
from reinstate.store import durable
from reinstate.store.trouble import told_of_disk

FOLDER: Final = "keys"
PRIVATE_NAME: Final = "journal.pem"
PUBLIC_NAME: Final = "journal.vkey"
RETIRED_FOLDER: Final = "retired"
COSIGNATURE_TIME_SIZE_BYTES: Final = 8


@dataclass(frozen=True)
class SigningKey:
    """A private key, unlocked, and the public half that others check with."""

    public: PublicKey
    private: Ed25519PrivateKey


def make_key(home: Path, name: str, passphrase: str | None = None) -> PublicKey:
    """Make the journal's first key in `home`; `name` is the journal's origin.

    Raises:
        BadInput: If the home has a key already: keys are rotated, not replaced.
    """
    if (home / FOLDER / PRIVATE_NAME).exists():
        raise BadInput(
            "key-exists",
            "This home has a signing key already.",
            next="Use `reinstate journal rotate-key` to change it.",
        )
    return _write_new(home, name, passphrase)


def load_key(home: Path, passphrase: str | None = None) -> SigningKey:
    """Return the signing key of `home`, unlocked.

    Raises:
        BadInput: If the passphrase is missing or wrong.
        WorldFailed: If the home has no key, or its two halves differ.
    """
    folder = home / FOLDER
    if not (folder / PRIVATE_NAME).exists():
        raise _without_key(home)
    with told_of_disk("reading the signing key"):
        pem = (folder / PRIVATE_NAME).read_bytes()
        public = parse_key_text((folder / PUBLIC_NAME).read_text())
    private = _unlocked(pem, passphrase)
    if private.public_key().public_bytes_raw() != public.key:
        raise WorldFailed(
            "key-halves-differ",
            "The public and private halves of the signing key do not belong together.",
            place=str(folder),
            next="Restore the keys folder from a copy of this home.",
        )
    return SigningKey(public, private)


def is_locked(home: Path) -> bool:
    """Return whether the signing key of `home` asks for a passphrase."""
    with told_of_disk("reading the signing key"):
        return b"ENCRYPTED" in (home / FOLDER / PRIVATE_NAME).read_bytes()


def is_open(home: Path) -> bool:
    """Return whether `home` has a signing key that asks for no passphrase."""
    return (home / FOLDER / PRIVATE_NAME).exists() and not is_locked(home)


def rotate(
    home: Path, passphrase: str | None = None, new_passphrase: str | None = None
) -> tuple[PublicKey, PublicKey]:
    """Replace the signing key; return the old and the new public key.

    The old private key is gone afterwards; its public half stays, to check old checkpoints.
    """
    old = load_key(home, passphrase).public
    retired = home / FOLDER / RETIRED_FOLDER / f"{key_id(old).hex()}.vkey"
    with told_of_disk("rotating the signing key"):
        durable.write(retired, f"{key_text(old)}\n".encode())
    return old, _write_new(home, old.name, new_passphrase)


def public_keys(home: Path) -> tuple[str, ...]:
    """Return the public key lines of `home`, the one in use first, then the retired."""
    folder = home / FOLDER
    with told_of_disk("reading the public keys"):
        paths = [folder / PUBLIC_NAME, *sorted((folder / RETIRED_FOLDER).glob("*.vkey"))]
        texts = [path.read_text().strip() for path in paths if path.exists()]
    return tuple(dict.fromkeys(texts))


def sign_note(text: str, key: SigningKey) -> str:
    """Return the signed note of `text`, which ends in a line feed."""
    value = key.private.sign(text.encode())
    signature = Signature(key.public.name, key_id(key.public), value)
    return note_text(SignedNote(text, (signature,)))


def verify_note(note: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the key lines, of `keys`, whose owners signed this note.

    Signatures of keys that nobody gave are passed over, as signed-note asks.

    Raises:
        BadInput: If one of the keys is named and its signature is wrong, or none signed.
    """
    parsed = parse_note(note)
    known = {key_id(key): key for key in map(parse_key_text, keys)}
    signers = []
    for signature in parsed.signatures:
        key = known.get(signature.key_id)
        if key is None or key.name != signature.name:
            continue
        if not _holds(parsed.text, signature, key):
            raise _unsigned(f"The signature of {key.name} does not fit this note.")
        signers.append(key_text(key))
    if not signers:
        raise _unsigned("None of the known keys signed this note.")
    return tuple(signers)


def _holds(text: str, signature: Signature, key: PublicKey) -> bool:
    message, value = text.encode(), signature.value
    if key.kind == KIND_COSIGNATURE_ED25519:
        seconds = int.from_bytes(value[:COSIGNATURE_TIME_SIZE_BYTES], "big")
        message = cosigned_message(text, seconds)
        value = value[COSIGNATURE_TIME_SIZE_BYTES:]
    elif key.kind != KIND_ED25519:
        raise BadInput(
            "key-kind-unknown",
            f"This release cannot check signatures of kind {key.kind:#04x}.",
            place=key.name,
            next="Use a newer release, or leave this key out.",
        )
    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(value, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _write_new(home: Path, name: str, passphrase: str | None) -> PublicKey:
    private = Ed25519PrivateKey.generate()
    public = PublicKey(name, KIND_ED25519, private.public_key().public_bytes_raw())
    locked: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        locked = serialization.BestAvailableEncryption(passphrase.encode())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked
    )
    folder = home / FOLDER
    with told_of_disk("writing the signing key"):
        durable.write(folder / PRIVATE_NAME, pem)
        durable.write(folder / PUBLIC_NAME, f"{key_text(public)}\n".encode())
    return public


def _unlocked(pem: bytes, passphrase: str | None) -> Ed25519PrivateKey:
    secret = passphrase.encode() if passphrase and b"ENCRYPTED" in pem else None
    try:
        private = serialization.load_pem_private_key(pem, secret)
    except TypeError as error:
        raise BadInput(
            "passphrase-missing",
            "The signing key is locked with a passphrase.",
            next="Give it with --passphrase-file.",
        ) from error
    except ValueError as error:
        raise BadInput(
            "passphrase-wrong",
            "The passphrase does not open the signing key.",
            next="Try again: it is the first founder's, or the one of the last `rotate-key`.",
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise WorldFailed("key-foreign", "The signing key of this home is not an Ed25519 key.")
    return private


def _without_key(home: Path) -> WorldFailed:
    return WorldFailed(
        "key-missing",
        "This home has no signing key.",
        place=str(home / FOLDER),
        next="Restore the keys folder from a copy of this home.",
    )


def _unsigned(sentence: str) -> BadInput:
    return BadInput(
        "note-unsigned",
        sentence,
        next="Ask for the note again, and check the public key by another way.",
    )
