"""Meet a condition: a person says that a written exit condition holds."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.incident.conditions import CONDITIONS, Condition
from reinstate.core.incident.going_on import no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import ConditionMet, Phase
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import unknown
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "condition"


class MeetCondition(Struct, frozen=True):
    """Say that a condition which only a person can judge is met, and why."""

    condition: str
    note: Note


def blockers(council: Council, command: MeetCondition, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why nobody can say so."""
    return (*no_incident(council, GATE), *_judgeable(council, command))


def decide(council: Council, command: MeetCondition, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return that the condition is met."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    phase, _ = _known()[command.condition]
    return (ConditionMet(phase=phase, condition=command.condition, note=command.note),)


def _known() -> dict[str, tuple[Phase, Condition]]:
    return {one.code: (phase, one) for phase, some in CONDITIONS.items() for one in some}


def _judgeable(council: Council, command: MeetCondition) -> Iterator[Blocker]:
    known = _known()
    if command.condition not in known:
        judged = tuple(code for code, (_, one) in known.items() if one.is_judged)
        yield unknown(command.condition, judged, GATE, what="condition")
        return
    phase, condition = known[command.condition]
    if not condition.is_judged:
        sentence = f"No person judges this, it follows from what is known: {condition.sentence}"
        yield Blocker(GATE, "not-judged", sentence, "reinstate status")
    if council.incident is not None and (phase, condition.code) in council.incident.conditions:
        yield Blocker(GATE, "already-met", "Somebody has said so already.")
