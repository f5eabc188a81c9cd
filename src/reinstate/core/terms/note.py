"""Free text lives outside the journal; an event holds its id and a salted digest."""

from msgspec import Struct


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a text is kept and what it was: `sha256` is of salt plus text, in hex."""

    id: str
    sha256: str
