"""The pages of a long list, as `look/pagination.html` draws them."""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
BESIDE: Final = 1
"""So many pages on either side of the one that is shown have their number."""


class Number(Struct, frozen=True):
    """The number of a page, or a gap where numbers are left out."""

    number: int = 0
    href: str = ""
    is_current: bool = False
    is_gap: bool = False


class Pages(Struct, Generic[T], frozen=True):
    """One page of a list, and the way to the others."""

    shown: Sequence[T]
    pages: tuple[Number, ...]
    previous: str
    next: str
    words: str


def paged(found: Sequence[T], page: int, size: int, address: Callable[[int], str]) -> Pages[T]:
    """Return a page of a list; past its end, the last."""
    last = max(-(-len(found) // size), 1)
    page = min(page, last)
    begin = (page - 1) * size
    shown = found[begin : begin + size]
    return Pages(
        shown,
        tuple(_numbers(page, last, address)),
        address(page - 1) if page > 1 else "",
        address(page + 1) if page < last else "",
        f"{begin + 1:,} to {begin + len(shown):,} of {len(found):,}" if last > 1 else "",
    )


def _numbers(page: int, last: int, address: Callable[[int], str]) -> list[Number]:
    near = range(max(page - BESIDE, 1), min(page + BESIDE, last) + 1)
    wanted = sorted({1, *near, last})
    found: list[Number] = []
    for number in wanted:
        if found and number > found[-1].number + 1:
            found.append(Number(number - 1, is_gap=True))
        found.append(Number(number, address(number), number == page))
    return found
