"""The book of promises: every date we gave, and how it ended."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from msgspec import Struct

from reinstate.operations.public_record import PublicPromise
from reinstate.public.identifiers import service_path
from reinstate.public.shown import Time, time
from reinstate.public.words import ENDED, promise_words, sentence

OPEN: Final = "It still stands."
OVERDUE: Final = "We are late."
STANDING_MAX: Final = 20
ENDED_MAX: Final = 10
"""Of dates about one thing, on a page or for machines; the book has all of them."""

UNNAMED: Final[Mapping[str, str]] = {}


class Promised(Struct, frozen=True, kw_only=True):
    """A date we gave, about what, and how it ended if it has."""

    words: str
    said: Time
    about: str
    about_path: str
    state: str
    ended: str
    ended_at: Time | None


class Tally(Struct, frozen=True):
    """How many dates stand, were kept, were not kept, or ended in another way."""

    open: str
    kept: str
    broken: str
    other: str


def standing(promises: Iterable[PublicPromise]) -> list[PublicPromise]:
    """Return the dates that stand, the newest of them; `promises` are newest first."""
    return [one for one in promises if one.state == "open"][:STANDING_MAX]


def ended(promises: Iterable[PublicPromise]) -> list[PublicPromise]:
    """Return the dates that ended, the newest of them; `promises` are newest first."""
    return [one for one in promises if one.state != "open"][:ENDED_MAX]


def has_more(promises: Collection[PublicPromise]) -> bool:
    """Return whether some dates are in the book alone."""
    return len(promises) > len(standing(promises)) + len(ended(promises))


def promised(
    promises: Iterable[PublicPromise], named: Mapping[str, str] = UNNAMED
) -> tuple[Promised, ...]:
    """Return dates as they are read; `named` are the services that are named beside them."""
    return tuple(_promised(one, named) for one in promises)


def tally(promises: Iterable[PublicPromise]) -> Tally:
    """Return how the dates we gave turned out, in numbers."""
    states = [one.state for one in promises]
    counts = [states.count(state) for state in ("open", "kept", "broken")]
    return Tally(*(str(count) for count in (*counts, len(states) - sum(counts))))


def _promised(promise: PublicPromise, named: Mapping[str, str]) -> Promised:
    about = named.get(promise.service, "")
    return Promised(
        words=sentence(promise_words(promise)),
        said=time(promise.said_at),
        about=about,
        about_path=service_path(promise.service) if about else "",
        state=_state(promise),
        ended=ENDED.get(promise.state, OVERDUE if promise.is_overdue else OPEN),
        ended_at=time(promise.ended_at) if promise.ended_at is not None else None,
    )


def _state(promise: PublicPromise) -> str:
    if promise.state == "open":
        return "late" if promise.is_overdue else "open"
    return promise.state
