"""The parts of people and access: who is here, what is kept of them, the council itself."""

from typing import Final

from msgspec import Struct

from reinstate.desk import links
from reinstate.desk.seen import Desk

PARTS: Final = (
    ("people", "Who is here"),
    ("kept", "What is kept of people"),
    ("council", "This council"),
)


class Part(Struct, frozen=True):
    """A page of its own."""

    words: str
    href: str
    is_current: bool


def parts(desk: Desk, here: str) -> tuple[Part, ...]:
    """Return the parts, of which one is `here`."""
    return tuple(Part(words, links.to(desk, name), name == here) for name, words in PARTS)
