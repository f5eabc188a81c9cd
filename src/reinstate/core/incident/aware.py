"""Aware: a data controller knows of a breach, and its 72 hours run (R12)."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.incident.controllers import controller_blockers
from reinstate.core.incident.going_on import moment_blockers, no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import AwarenessRecorded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.trouble import Refused

GATE = "aware"


class RecordAwareness(Struct, frozen=True):
    """Say since when a controller has known; the clock runs from the earliest moment."""

    controller: str
    aware: Moment


def blockers(council: Council, command: RecordAwareness, asking: Asking) -> tuple[Blocker, ...]:
    """Return why the clock cannot start like this."""
    need = f"reinstate incident aware {command.controller} --earliest WHEN"
    return (
        *no_incident(council, GATE),
        *controller_blockers(council, command.controller, GATE),
        *_earliest(command, need),
        *moment_blockers(command.aware, asking.at, GATE, need),
        *_running(council, command),
    )


def decide(council: Council, command: RecordAwareness, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the awareness, from which the clock runs."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (AwarenessRecorded(controller=command.controller, aware=command.aware),)


def _earliest(command: RecordAwareness, need: str) -> Iterator[Blocker]:
    if command.aware.earliest is None:
        sentence = "Say since when at the earliest: the 72 hours run from then."
        yield Blocker(GATE, "no-earliest", sentence, need)


def _running(council: Council, command: RecordAwareness) -> Iterator[Blocker]:
    """Yield the refusal of a second clock: the first is corrected, never started again."""
    clock = council.incident.authority.get(command.controller) if council.incident else None
    if clock is not None:
        sentence = f"The clock of {command.controller} runs already; a wrong start is corrected."
        need = f"reinstate journal correct {clock.seq} --set aware=WHEN --why TEXT"
        yield Blocker(GATE, "already-aware", sentence, need)
