"""Phases: forward one step when every exit condition holds, backward whenever a person says."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.incident.conditions import exit_blockers
from reinstate.core.incident.going_on import no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import MilestoneReached, Phase, PhaseEntered
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE: Final = "phase"
ORDER: Final = tuple(Phase)


class EnterPhase(Struct, frozen=True):
    """Enter the next phase, or an earlier one again; going back takes a reason."""

    phase: Phase
    reason: Note | None = None


def blockers(council: Council, command: EnterPhase, asking: Asking) -> tuple[Blocker, ...]:
    """Return everything that holds the exit of the phase as it is."""
    incident = council.incident
    if incident is None:
        return tuple(no_incident(council, GATE))
    if command.phase is Phase.READY:
        return (_by_closing(),)
    if command.phase is incident.phase:
        return (Blocker(GATE, "same-phase", f"The phase is {incident.phase} already."),)
    if _is_back(incident, command.phase):
        return tuple(_unexplained(command))
    held = exit_blockers(council, incident.phase, asking.at)
    return (*_too_far(incident, command.phase), *held)


def decide(council: Council, command: EnterPhase, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the phase; the reason for going back stands in the story leaders read."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    entered = PhaseEntered(phase=command.phase)
    if command.reason is None:
        return (entered,)
    return (entered, MilestoneReached(note=command.reason))


def next_phase(incident: Incident) -> Phase | None:
    """Return the phase after this one; none after the last."""
    place = ORDER.index(incident.phase) + 1
    return ORDER[place] if place < len(ORDER) else None


def _is_back(incident: Incident, phase: Phase) -> bool:
    return ORDER.index(phase) < ORDER.index(incident.phase)


def _by_closing() -> Blocker:
    sentence = "A council is ready again when the incident is closed."
    return Blocker(GATE, "ready-by-closing", sentence, "reinstate incident close --report FILE")


def _unexplained(command: EnterPhase) -> Iterator[Blocker]:
    if command.reason is None:
        need = f"reinstate incident phase {command.phase} --why TEXT"
        yield Blocker(GATE, "no-reason", "Going back to an earlier phase takes a reason.", need)


def _too_far(incident: Incident, phase: Phase) -> Iterator[Blocker]:
    following = next_phase(incident)
    if following is not None and phase is not following:
        sentence = f"From {incident.phase} the next phase is {following}: one step at a time."
        yield Blocker(GATE, "one-step", sentence, f"reinstate incident phase {following}")
