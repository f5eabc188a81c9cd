"""Many references in few letters: a form about two thousand systems is not forty kilobytes."""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterable
from typing import Final

from reinstate.core.terms.reference import Ref, is_subject

UNPACKED_MAX_BYTES: Final = 1024**2
"""What would be longer was not packed by us."""


def packed(subjects: Iterable[Ref]) -> str:
    """Return subjects as a form carries them."""
    words = " ".join(subjects).encode()
    return urlsafe_b64encode(zlib.compress(words, 9)).decode() if words else ""


def unpacked(sent: str) -> tuple[Ref, ...]:
    """Return the subjects that a form carries, each once; none where somebody made it up."""
    opening = zlib.decompressobj()
    try:
        words = opening.decompress(urlsafe_b64decode(sent), UNPACKED_MAX_BYTES)
        found = words.decode().split() if opening.eof else []
    except (Error, zlib.error, ValueError):
        found = []
    return tuple(one for one in dict.fromkeys(found) if is_subject(one))
