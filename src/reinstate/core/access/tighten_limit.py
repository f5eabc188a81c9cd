"""Tighten a limit: a council may be stricter than it began, never looser."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import LimitTightened
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import LENGTHEN_TO_TIGHTEN, Limit
from reinstate.core.terms.moment import MINUTES_PER_DAY
from reinstate.core.terms.trouble import Refused

GATE: Final = "limit-tighten"
MINUTES_MAX: Final = 3652 * MINUTES_PER_DAY


class TightenLimit(Struct, frozen=True):
    """Make a limit stricter, in minutes."""

    limit: Limit
    minutes: int


def blockers(council: Council, command: TightenLimit) -> tuple[Blocker, ...]:
    """Return why this is no stricter limit."""
    return tuple(_reasons(council, command))


def decide(council: Council, command: TightenLimit, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the stricter limit."""
    if found := blockers(council, command):
        raise Refused(found)
    return (LimitTightened(limit=command.limit, minutes=command.minutes),)


def is_stricter(limit: Limit, minutes: int, than: int) -> bool:
    """Return whether `minutes` is stricter; a watch is, when it is longer."""
    return minutes > than if limit in LENGTHEN_TO_TIGHTEN else minutes < than


def _reasons(council: Council, command: TightenLimit) -> Iterator[Blocker]:
    now = council.limit(command.limit)
    way = "more" if command.limit in LENGTHEN_TO_TIGHTEN else "fewer"
    need = f"reinstate limit tighten {command.limit} MINUTES"
    if command.minutes <= 0:
        sentence = f"The limit {command.limit} takes at least one minute."
        yield Blocker(GATE, "not-positive", sentence, need)
    elif command.minutes > MINUTES_MAX:
        sentence = f"The limit {command.limit} takes at most {MINUTES_MAX} minutes: ten years."
        yield Blocker(GATE, "too-long", sentence, need)
    elif not is_stricter(command.limit, command.minutes, than=now):
        sentence = (
            f"The limit {command.limit} stands at {now} minutes and is only ever tightened:"
            f" say {way} than that."
        )
        yield Blocker(GATE, "not-stricter", sentence, need)
