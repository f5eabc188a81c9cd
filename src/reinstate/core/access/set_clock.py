"""Set the clock of a practice or exercise home, so that a story may span weeks."""

from typing import Final

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import ClockSet
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.trouble import Refused

GATE: Final = "clock-set"


class SetClock(Struct, frozen=True):
    """Let the clock stand at `to`; without `to`, read the machine's clock again."""

    to: Instant | None = None


def blockers(council: Council) -> tuple[Blocker, ...]:
    """Return why the clock of this home may not be set."""
    if council.home.kind != "real":
        return ()
    sentence = (
        "This is a real home: its time is the machine's. Only practice and exercise homes have"
        " a clock that can be set."
    )
    return (Blocker(GATE, "real-home", sentence, "reinstate init --kind practice"),)


def decide(council: Council, command: SetClock, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the clock as it stands from now on."""
    if found := blockers(council):
        raise Refused(found)
    return (ClockSet(to=command.to),)
