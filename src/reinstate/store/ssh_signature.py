"""Signatures over files that OpenSSH checks: `ssh-keygen -Y verify`, made with the journal's key.

The signed bytes begin with SSHSIG, so none of them can be read as a checkpoint.
Source: OpenSSH, PROTOCOL.sshsig.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import file_digest
from io import BufferedIOBase
from pathlib import Path
from typing import Final

from reinstate.core.journal.checkpoint import PublicKey
from reinstate.store import durable
from reinstate.store.keys import SigningKey

NAMESPACE: Final = "reinstate-export"
"""What the signature is for: OpenSSH refuses it where another purpose is asked for."""

MAGIC: Final = b"SSHSIG"
VERSION: Final = 1
KEY_KIND: Final = b"ssh-ed25519"
HASH: Final = "sha512"
ARMOUR_WIDTH_CHARS: Final = 70
SHARED_FILE_MODE: Final = 0o644


def ssh_signature(content: BufferedIOBase, key: SigningKey) -> str:
    """Return the armoured signature over all that is left to read of `content`."""
    digest = file_digest(content, HASH).digest()
    purpose = _string(NAMESPACE.encode()) + _string(b"") + _string(HASH.encode())
    value = key.private.sign(MAGIC + purpose + _string(digest))
    blob = (
        MAGIC
        + VERSION.to_bytes(4, "big")
        + _string(_public_blob(key.public))
        + purpose
        + _string(_string(KEY_KIND) + _string(value))
    )
    body = "\n".join(_rows(b64encode(blob).decode()))
    return f"-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n"


def sign_file(path: Path, key: SigningKey) -> Path:
    """Write the signature over a file beside it, as `NAME.sig`, and return where."""
    with path.open("rb") as content:
        signature = ssh_signature(content, key)
    beside = signature_path(path)
    durable.write(beside, signature.encode(), mode=SHARED_FILE_MODE)
    return beside


def signature_path(path: Path) -> Path:
    """Return where the signature over a file lies: beside it, as `NAME.sig`."""
    return path.with_name(f"{path.name}.sig")


def allowed_signer(key: PublicKey) -> str:
    """Return the line by which OpenSSH knows this key, for exports and nothing else."""
    encoded = b64encode(_public_blob(key)).decode()
    return f'{key.name} namespaces="{NAMESPACE}" {KEY_KIND.decode()} {encoded}\n'


def _public_blob(key: PublicKey) -> bytes:
    return _string(KEY_KIND) + _string(key.key)


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def _rows(text: str) -> Iterator[str]:
    for start in range(0, len(text), ARMOUR_WIDTH_CHARS):
        yield text[start : start + ARMOUR_WIDTH_CHARS]
