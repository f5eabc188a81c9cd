"""A long list cut into pages: the newest on its front, older ones in volumes that stay.

Volumes are counted from the oldest and are full from their first day: what is new moves nothing
from one to another, so their addresses hold, and most of a long record is never written again.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from msgspec import Struct

from reinstate.public.identifiers import INDEX

VOLUME_SIZE: Final = 50
"""Items of a volume; the front holds at least as many once there are, and fewer than twice."""

One = TypeVar("One")


class Volume(Struct, Generic[One], frozen=True, kw_only=True):
    """One page of a list, newest first; `number` is 0 for the front, ways are empty at an end."""

    path: str
    number: int
    items: tuple[One, ...]
    newer: str
    older: str


def volumes(folder: str, newest_first: Sequence[One]) -> Iterator[Volume[One]]:
    """Yield the front of a list that stands in `folder`, then its volumes, newest first."""
    count = max(len(newest_first) // VOLUME_SIZE - 1, 0)
    end = len(newest_first) - count * VOLUME_SIZE
    front = f"{folder}/{INDEX}"
    yield Volume(
        path=front,
        number=0,
        items=tuple(newest_first[:end]),
        newer="",
        older=_path(folder, count),
    )
    for number in range(count, 0, -1):
        start, end = end, end + VOLUME_SIZE
        yield Volume(
            path=_path(folder, number),
            number=number,
            items=tuple(newest_first[start:end]),
            newer=_path(folder, number + 1) if number < count else front,
            older=_path(folder, number - 1),
        )


def _path(folder: str, number: int) -> str:
    return f"{folder}/page/{number}/{INDEX}" if number else ""
