"""Canonical JSON: sorted keys, UTF-8, no floats, absent means default, never null."""

import hashlib
from typing import Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder(order="sorted", enc_hook=None)


def canonical(value: object) -> bytes:
    """Return the one way to write `value` (a Struct, or lists, texts and integers)."""
    return _ENCODER.encode(value)


def digest_of(value: object) -> str:
    """Return the SHA-256, in hex, of the canonical bytes of `value`."""
    return hashlib.sha256(canonical(value)).hexdigest()
