"""Pages as they were drawn last: one that says the same is not drawn again.

Of use to `serve`, which publishes again and again; most of a site says what it said.
"""

from collections.abc import Callable, Container
from typing import Final

from msgspec import Struct


class Drawing(Struct, frozen=True):
    """A page, and all that it was drawn from."""

    rests_on: object
    content: bytes


class Drawings:
    """The last drawing of each path."""

    def __init__(self) -> None:
        """Start with none."""
        self._last: Final = dict[str, Drawing]()

    def drawn(self, path: str, rests_on: object, draw: Callable[[], bytes]) -> bytes:
        """Return the page at `path`; `rests_on` is everything that `draw` looks at, as values."""
        last = self._last.get(path)
        if last is None or last.rests_on != rests_on:
            last = self._last[path] = Drawing(rests_on, draw())
        return last.content

    def keep_only(self, paths: Container[str]) -> None:
        """Forget pages that are no more."""
        for path in [one for one in self._last if one not in paths]:
            del self._last[path]
