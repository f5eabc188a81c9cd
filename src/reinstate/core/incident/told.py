"""Told: the authority knows of a controller's breach; a late report carries reasons (R12)."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from reinstate.core.incident.controllers import controller_blockers
from reinstate.core.incident.going_on import moment_blockers, no_incident, unsaid_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import AuthorityTold
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.state.incident import AuthorityClock
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import Moment, minutes
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "told"


class TellAuthority(Struct, frozen=True):
    """Say when the authority was told for a controller; `note` explains a late report."""

    controller: str
    at: Moment
    note: Note | None = None


def blockers(council: Council, command: TellAuthority, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this does not stop a clock."""
    need = f"reinstate incident told {command.controller} --at WHEN"
    return (
        *no_incident(council, GATE),
        *controller_blockers(council, command.controller, GATE),
        *unsaid_blockers(command.at, GATE, need),
        *moment_blockers(command.at, asking.at, GATE, need),
        *_clock(council, command),
    )


def decide(council: Council, command: TellAuthority, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return that the authority was told."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    told = AuthorityTold(controller=command.controller, at=command.at, note=command.note)
    return (told,)


def due_of(council: Council, clock: AuthorityClock) -> datetime:
    """Return by when the authority is to be told: hours count at weekends."""
    return aware_from(council, clock) + minutes(council.limit(Limit.AUTHORITY))


def aware_from(council: Council, clock: AuthorityClock) -> datetime:
    """Return since when the controller has known, at worst; unsaid, since it was written down."""
    said = clock.aware.earliest or clock.aware.latest
    return said if said is not None else council.at_of(council.facts[clock.seq])


def is_late(council: Council, clock: AuthorityClock, told: Moment) -> bool:
    """Return whether the authority may have been told after the time was over."""
    return any(
        one is not None and one > due_of(council, clock) for one in (told.earliest, told.latest)
    )


def _clock(council: Council, command: TellAuthority) -> Iterator[Blocker]:
    clock = council.incident.authority.get(command.controller) if council.incident else None
    if clock is None:
        need = f"reinstate incident aware {command.controller} --earliest WHEN"
        sentence = f"No clock runs for {command.controller}: say first since when it has known."
        yield Blocker(GATE, "not-aware", sentence, need)
        return
    if clock.told_seq:
        need = f"reinstate journal correct {clock.told_seq} --set at=WHEN --why TEXT"
        yield Blocker(GATE, "already-told", "The authority was told already.", need)
    if is_late(council, clock, command.at) and command.note is None:
        need = f"reinstate incident told {command.controller} --at WHEN --why TEXT"
        yield Blocker(GATE, "late-unexplained", "A late report carries its reasons.", need)
