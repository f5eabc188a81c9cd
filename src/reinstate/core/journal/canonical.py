"""Canonical JSON: sorted keys, UTF-8, no floats, absent means default, never null."""

import hashlib
from typing import Any, Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder(order="sorted", enc_hook=None)


def canonical(value: object) -> bytes:
    """Return the one way to write `value` (a Struct, or lists, texts and integers)."""
    return _ENCODER.encode(value)


def digest_of(value: object) -> str:
    """Return the SHA-256, in hex, of the canonical bytes of `value`."""
    return hashlib.sha256(canonical(value)).hexdigest()


def is_canonical(line: bytes) -> bool:
    """Return whether these bytes are already canonical JSON without floats or nulls."""
    try:
        value = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return False
    return _holds_only_allowed(value) and _ENCODER.encode(value) == line


def _holds_only_allowed(value: Any) -> bool:
    items: list[Any] = []
    if isinstance(value, dict):
        items.extend(value.values())
    elif isinstance(value, list):
        items.extend(value)
    else:
        return value is not None and not isinstance(value, float)
    return all(_holds_only_allowed(item) for item in items)
