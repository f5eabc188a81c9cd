"""Free text lives outside the journal; an event holds its id and a salted digest."""

from collections.abc import Iterator
from typing import cast

from msgspec import Struct


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a text is kept and what it was: `sha256` is of salt plus text, in hex."""

    id: str
    sha256: str


def notes_of(value: object) -> Iterator[Note]:
    """Yield every note that an event refers to, however deep."""
    if isinstance(value, Note):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from notes_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from notes_of(item)
