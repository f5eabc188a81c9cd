"""Handles: the short names by which people are typed, each given once in a home."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

from reinstate.core.terms.reference import ID_PATTERN
from reinstate.core.terms.trouble import BadInput

_ID: Final = re.compile(ID_PATTERN)
_OTHER: Final = re.compile(r"[^a-z0-9]+")


def handle_of(name: str, wanted: str, taken: Container[str]) -> str:
    """Return the handle of a new person: as wanted, or made from the name.

    Raises:
        BadInput: If it is taken, or none can be made.
    """
    if not name.strip() or not name.isprintable():
        raise BadInput("name-unreadable", "A person has a name, on one line.", next="Give NAME.")
    if wanted:
        return _free(wanted.lower(), taken)
    words = _OTHER.sub(" ", _plain(name)).split()
    choices = [handle for handle in (words[:1], words) if handle]
    for choice in choices:
        if (handle := "-".join(choice)) not in taken:
            return _free(handle, taken)
    if not choices:
        raise BadInput("handle-missing", f"No handle can be made of {name!r}.", next=_ADD)
    return _free("-".join(choices[-1]), taken)


_ADD: Final = "Add --handle HANDLE."


def _free(handle: str, taken: Container[str]) -> str:
    if not _ID.fullmatch(handle):
        sentence = f"{handle!r} is no handle: letters, digits, dots and dashes, at most 64."
        raise BadInput("handle-unreadable", sentence, next=_ADD)
    if handle in taken:
        sentence = f"Somebody is called {handle!r} here already, or was."
        raise BadInput("handle-taken", sentence, next=_ADD)
    return handle


def _plain(name: str) -> str:
    """Return a name in small letters without accents."""
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(mark for mark in split if not unicodedata.combining(mark))
