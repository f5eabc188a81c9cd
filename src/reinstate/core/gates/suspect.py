"""Whether a restore point may hold the attacker: derived, never ticked (R04)."""

from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment


def is_suspect(council: Council, point: Moment) -> bool:
    """Return whether a point is not provably older than the first entry."""
    incident = council.incident
    first = incident.first_entry if incident else None
    if first is None or first.earliest is None or point.latest is None:
        return True
    return point.latest >= first.earliest
