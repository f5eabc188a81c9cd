"""Answers about a council, kept for those who ask the same within a minute.

Between two entries only time moves anything, and none of it by the second: what is asked by
forty people at once is worked out once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Generic, TypeVar

from reinstate.core.state.council import Council
from reinstate.operations import reading

ANSWERS_MAX: Final = 4
"""Now, and a few earlier moments that people look back at."""

Answer = TypeVar("Answer")
_Kept = tuple[Council, datetime, int, Answer]


class KeptAMinute(Generic[Answer]):
    """Asks again only for another council, in another minute, or after an erasure.

    An answer may hold words. The council of an earlier moment stays the same when they are
    erased later, so answers go by how many erasures there are now.
    """

    def __init__(self, work_out: Callable[[Council, datetime], Answer]) -> None:
        """Remember how the answer is worked out."""
        self._work_out = work_out
        self._kept: tuple[_Kept[Answer], ...] = ()

    def __call__(self, council: Council, at: datetime) -> Answer:
        """Return the answer; what is kept is swapped whole, since threads read it side by side."""
        minute = at.replace(second=0, microsecond=0)
        erased = len(reading.council().redacted)
        kept = tuple(one for one in self._kept if one[2] == erased)
        for known, when, _, answer in kept:
            if known is council and when == minute:
                return answer
        answer = self._work_out(council, at)
        self._kept = ((council, minute, erased, answer), *kept[: ANSWERS_MAX - 1])
        return answer
