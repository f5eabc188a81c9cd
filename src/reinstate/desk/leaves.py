"""The leaves of a long list: one is shown, and the others have addresses."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from msgspec import Struct

from reinstate.desk.wording import counted

NEAR: Final = 2
"""So many numbers stand on either side of the leaf that is shown."""


class Leaf(Struct, frozen=True):
    """A number that leads to a leaf, or a gap where some are left out."""

    number: int = 0
    href: str = ""
    is_current: bool = False
    is_gap: bool = False


def leaf(request: HttpRequest, found: Sequence[Any], size: int, word: str) -> dict[str, Any]:
    """Return what a page shows of a list: `leaf`, and what `look/pagination.html` draws."""
    count = max(-(-len(found) // size), 1)
    number = min(max(_number(request.GET.get("page", "")), 1), count)
    start = (number - 1) * size
    shown = found[start : start + size]
    return {
        "leaf": shown,
        "count": len(found),
        "pages": list(_numbers(request, number, count)),
        "previous": _address(request, number - 1) if number > 1 else "",
        "next": _address(request, number + 1) if number < count else "",
        "words": f"{start + 1:,} to {start + len(shown):,} of {counted(len(found), word)}"
        if count > 1
        else "",
    }


def _numbers(request: HttpRequest, current: int, count: int) -> Iterator[Leaf]:
    last = 0
    for number in range(1, count + 1):
        if number in (1, count) or abs(number - current) <= NEAR:
            if number - last > 1:
                yield Leaf(is_gap=True)
            yield Leaf(number, _address(request, number), number == current)
            last = number


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 1
