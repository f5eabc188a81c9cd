"""Whether a restore point may hold the attacker: derived, never ticked (R04)."""

from reinstate.core.gates.look import is_void
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment


def is_suspect(council: Council, point: Moment) -> bool:
    """Return whether a point is not provably older than the first entry."""
    incident = council.incident
    first = incident.first_entry if incident else None
    told = council.facts.get(incident.first_entry_seq) if incident else None
    if told is not None and is_void(council, told):
        return True
    if first is None or first.earliest is None or point.latest is None:
        return True
    return point.latest >= first.earliest
