"""How an incident is worded on pages: when something was true."""

from reinstate.core.terms.moment import Moment
from reinstate.operations import times


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
