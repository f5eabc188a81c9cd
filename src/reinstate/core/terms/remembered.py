"""Answers that follow from one value alone, remembered for whoever asks about the same value.

The register stands still for hours while it is asked many times a second which subjects it has.
Nothing is remembered that a clock or another value could move, so a rule stays a pure function.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

ANSWERS_MAX: Final = 3
"""The value as it is now, as it was before the last change, and one of the past."""

Value = TypeVar("Value")
Answer = TypeVar("Answer")


class Remembered(Generic[Value, Answer]):
    """Works an answer out once for each value: for that very object, which never changes."""

    def __init__(self, work_out: Callable[[Value], Answer]) -> None:
        """Take how the answer follows from the value."""
        self._work_out = work_out
        self._known: tuple[tuple[Value, Answer], ...] = ()

    def __call__(self, value: Value) -> Answer:
        """Return the answer; what is known is swapped whole, since threads read side by side."""
        for known, answer in self._known:
            if known is value:
                return answer
        answer = self._work_out(value)
        self._known = ((value, answer), *self._known[: ANSWERS_MAX - 1])
        return answer
