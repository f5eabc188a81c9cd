"""A milestone: something worth telling leaders."""

from msgspec import Struct

from reinstate.core.incident.going_on import moment_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import MilestoneReached
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import UNTOLD, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "milestone"


class RecordMilestone(Struct, frozen=True):
    """Say what was reached, and when."""

    note: Note
    at: Moment = UNTOLD


def blockers(_council: Council, command: RecordMilestone, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this cannot have been reached."""
    need = "reinstate incident milestone TEXT --at WHEN"
    return tuple(moment_blockers(command.at, asking.at, GATE, need))


def decide(council: Council, command: RecordMilestone, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the milestone."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (MilestoneReached(note=command.note, at=command.at),)
