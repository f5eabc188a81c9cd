"""A sealed stream: AES-256-GCM in chunks, under a key made from a passphrase.

A chunk that was changed, moved, repeated or left out is refused, and so is a missing end.
Layout: magic and version, scrypt settings, salt, then chunks; each chunk's nonce counts and
its last byte marks the last chunk; the header is authenticated with every chunk.
"""

import secrets
from struct import Struct as Layout
from struct import error as LayoutError  # noqa: N812 - its own name says nothing
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from reinstate.core.terms.trouble import BadInput

MAGIC: Final = b"reinstate-sealed"
VERSION: Final = 1
HEADER: Final = Layout(">16sBBBB16s")  # magic, version, log2 of cost, block size, parallel, salt
NONCE: Final = Layout(">QxxxB")  # chunk number, nothing, whether it is the last
SALT_SIZE_BYTES: Final = 16
KEY_SIZE_BYTES: Final = 32
TAG_SIZE_BYTES: Final = 16
CHUNK_SIZE_BYTES: Final = 1024**2
COST_LOG2: Final = 17  # 128 MB and about half a second; OWASP cheat sheet, read 2026-11
COST_LOG2_MAX: Final = 20
BLOCK_SIZE: Final = 8
PARALLEL: Final = 1


class Sealer:
    """A file to write into; what reaches `target` is sealed. `end` must be called."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        """Write the header."""
        salt = secrets.token_bytes(SALT_SIZE_BYTES)
        header = HEADER.pack(MAGIC, VERSION, COST_LOG2, BLOCK_SIZE, PARALLEL, salt)
        self._target, self._header, self._number = target, header, 0
        self._cipher = _cipher(passphrase, salt, COST_LOG2)
        self._waiting = bytearray()
        target.write(header)

    def write(self, content: bytes) -> int:
        """Take content, sealing whole chunks as they fill."""
        self._waiting += content
        while len(self._waiting) > CHUNK_SIZE_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_SIZE_BYTES]), is_last=False)
            del self._waiting[:CHUNK_SIZE_BYTES]
        return len(content)

    def end(self) -> None:
        """Seal what is left as the last chunk; without it nobody can open the rest."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = NONCE.pack(self._number, is_last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._header))
        self._number += 1


class Opener:
    """A file to read from: the opened content of a sealed one, chunk by proved chunk."""

    def __init__(self, source: IO[bytes], passphrase: str, place: str) -> None:
        """Read the header; `place` is where the sealed file is, for a trouble's words."""
        self._source, self._place, self._number = source, place, 0
        self._header = source.read(HEADER.size)
        self._cipher = self._unlocked(passphrase)
        self._next = source.read(CHUNK_SIZE_BYTES + TAG_SIZE_BYTES)
        self._opened = bytearray()
        self._is_over = False

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` proved bytes; all that is left by default.

        Raises:
            BadInput: If the passphrase is wrong, or the file was changed or cut.
        """
        while not self._is_over and (size < 0 or len(self._opened) < size):
            self._opened += self._chunk()
        wanted = len(self._opened) if size < 0 else size
        content = bytes(self._opened[:wanted])
        del self._opened[:wanted]
        return content

    def _chunk(self) -> bytes:
        sealed = self._next
        self._next = self._source.read(CHUNK_SIZE_BYTES + TAG_SIZE_BYTES)
        is_last = not self._next
        nonce = NONCE.pack(self._number, is_last)
        try:
            chunk = self._cipher.decrypt(nonce, sealed, self._header)
        except (InvalidTag, ValueError) as error:
            raise self._refused(sealed) from error
        self._number += 1
        self._is_over = is_last
        return chunk

    def _refused(self, sealed: bytes) -> BadInput:
        if self._number == 0 and not self._is_only_cut(sealed):
            return BadInput(
                "passphrase-wrong",
                "The passphrase does not open this file, or its beginning was changed.",
                place=self._place,
                next="Try the passphrase again; if it is right, take another copy.",
            )
        return BadInput(
            "archive-damaged",
            f"The file was changed or cut after {self._number} whole parts; nothing was restored.",
            place=self._place,
            next="Take another copy of the file.",
        )

    def _is_only_cut(self, sealed: bytes) -> bool:
        """Return whether the first chunk is right, were it not for the missing end."""
        try:
            self._cipher.decrypt(NONCE.pack(0, 0), sealed, self._header)
        except (InvalidTag, ValueError):
            return False
        return True

    def _unlocked(self, passphrase: str) -> AESGCM:
        try:
            magic, version, cost, block_size, parallel, salt = HEADER.unpack(self._header)
        except LayoutError as error:
            raise self._foreign() from error
        if magic != MAGIC:
            raise self._foreign()
        is_ours = (block_size, parallel) == (BLOCK_SIZE, PARALLEL) and cost <= COST_LOG2_MAX
        if version != VERSION or not is_ours or not cost:
            raise BadInput(
                "archive-version",
                "This file was sealed in a way that this release does not know.",
                place=self._place,
                next="Use the release that wrote it, or take another copy of the file.",
            )
        return _cipher(passphrase, salt, cost)

    def _foreign(self) -> BadInput:
        return BadInput(
            "archive-foreign",
            "This is not a file that `reinstate export --encrypted` wrote.",
            place=self._place,
            next="Name the file that the export wrote.",
        )


def _cipher(passphrase: str, salt: bytes, cost_log2: int) -> AESGCM:
    kdf = Scrypt(salt, KEY_SIZE_BYTES, 1 << cost_log2, BLOCK_SIZE, PARALLEL)
    return AESGCM(kdf.derive(passphrase.encode()))
