"""The exact words of a text, with the names of signs in it that cannot be seen."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct


class Piece(Struct, frozen=True):
    """Some words as they are, or the names of signs that cannot be seen."""

    words: str
    is_hidden: bool


def exact(text: str) -> tuple[Piece, ...]:
    """Return a text in pieces; line ends stay."""
    return tuple(_pieces(text.replace("\r\n", "\n")))


def has_hidden(text: str) -> bool:
    """Return whether a text has signs that cannot be seen."""
    return any(_is_hidden(one) for one in text.replace("\r\n", "\n"))


def _pieces(text: str) -> Iterator[Piece]:
    for is_hidden, signs in groupby(text, key=_is_hidden):
        found = list(signs)
        if is_hidden:
            yield from (Piece(_named(one), is_hidden=True) for one in found)
        else:
            yield Piece("".join(found), is_hidden=False)


def _is_hidden(one: str) -> bool:
    return one != "\n" and not one.isprintable()


def _named(one: str) -> str:
    return unicodedata.name(one, f"U+{ord(one):04X}").lower()
