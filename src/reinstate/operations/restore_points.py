"""The restore point that a subject has: how old it is says what would be lost."""

from datetime import datetime

from reinstate.core.gates.look import is_void
from reinstate.core.journal.events.facts import RestorePointRecorded
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref


def restore_point_at(council: Council, subject: Ref) -> datetime | None:
    """Return when the newest restore point of a subject's round was made, at the earliest.

    Nothing where none is recorded: a list shows that of two thousand subjects, so their gates
    are not examined for it.
    """
    state = subject_of(council, subject)
    for seq in reversed(state.facts):
        entry = council.facts.get(seq)
        if entry is None or not isinstance(entry.event, RestorePointRecorded):
            continue
        if entry.event.round == state.round and not is_void(council, entry):
            point = entry.event.point
            return point.earliest or point.latest or council.at_of(entry)
    return None
