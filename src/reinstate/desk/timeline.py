"""A timeline: what happened to something, as it was known, or by when it was true."""

from collections.abc import Iterable
from typing import Any, Final

from reinstate.desk.leaves import leaf
from reinstate.desk.seen import DeskRequest
from reinstate.operations import story

IN_TRUE_ORDER: Final = "true"


def timeline(request: DeskRequest, known: Iterable[str], true: Iterable[str]) -> dict[str, Any]:
    """Return what `desk/timeline.html` draws: what happened to `known`, or was true of `true`."""
    council = request.desk.council
    if request.GET.get("order") != IN_TRUE_ORDER:
        found = story.known(council, known, _number(request.GET.get("upto", "")))
        return {"told": found.told, "older": found.older, "is_true": False}
    entries = story.true(council, true)
    listed = leaf(request, entries, story.PAGE, "entry")
    return {
        **listed,
        "told": story.told(council, listed["leaf"]),
        "is_true": True,
        "true_max": story.TRUE_MAX if len(entries) >= story.TRUE_MAX else 0,
    }


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 12 else 0
