"""How an incident is worded on pages: its limits, and when something was true."""

from typing import Final

from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import Moment
from reinstate.operations import times

LIMITS: Final = {
    Limit.PROPOSAL: "A first signature waits for the second",
    Limit.ATTESTATION: "A supplier's word holds",
    Limit.CHECK_AGE: "A check counts",
    Limit.LOCAL_LOGGING: "Logging on the machine itself is enough",
    Limit.CLEARANCE_AGE: "A clearance counts before the return",
    Limit.BREAK_GLASS: "Break-glass waits for the second signature",
    Limit.DEMAND: "What must be isolated or cleared again may stay connected",
    Limit.WATCH: "What came back is watched",
    Limit.HEARTBEAT: "A sign of life may be missing",
    Limit.SIGHTING: "A sighting is fresh",
    Limit.WITHDRAWAL: "An isolation may be withdrawn",
    Limit.AUTHORITY: "The authority must be told",
    Limit.NOTE_REVIEW: "A text is kept before somebody decides again",
    Limit.PERSON_REVIEW: "The name of somebody who left is kept before somebody decides again",
}


def when(moment: Moment | None) -> str:
    """Return when something was true; nothing where nobody said."""
    if moment is None or (moment.earliest is None and moment.latest is None):
        return ""
    if moment.earliest is None or moment.latest is None:
        known = moment.earliest or moment.latest
        side = "after" if moment.latest is None else "before"
        return f"{side} {times.told(known)}" if known else ""
    if moment.earliest == moment.latest:
        return times.told(moment.earliest)
    return f"between {times.told(moment.earliest)} and {times.told(moment.latest)}"
