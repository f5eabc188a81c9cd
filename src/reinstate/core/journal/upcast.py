"""Older versions of events, brought up to date one step at a time.

To change an event in a way that old lines would not fit: give it a new tag `.../2` and
add here one function from the raw `/1` dictionary to the raw `/2` dictionary. Never
delete a tag: `tests/golden/journal/` holds a line of every one ever released.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

RawEvent = dict[str, Any]
Step = Callable[[RawEvent], RawEvent]


def _notice_drafted_2(raw: RawEvent) -> RawEvent:
    """Give words a place: the promise about money has one, the others were updates."""
    rest = {key: value for key, value in raw.items() if key != "is_money"}
    place = "money" if raw.get("is_money") else "update"
    return {**rest, "tag": "notice-drafted/2", "place": place}


STEPS: Final[Mapping[str, Step]] = {"notice-drafted/1": _notice_drafted_2}
"""Old tag -> the function that makes the next version of it."""


def upcast(raw: RawEvent, steps: Mapping[str, Step] = STEPS) -> RawEvent:
    """Return the raw event in its newest version."""
    while step := steps.get(raw["tag"]):
        raw = step(raw)
    return raw
