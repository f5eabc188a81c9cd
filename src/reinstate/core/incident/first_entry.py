"""First entry: when the attacker came in, as far as anybody knows."""

from msgspec import Struct

from reinstate.core.incident.going_on import moment_blockers, no_incident, unsaid_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import FirstEntryBounded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.trouble import Refused

GATE = "first-entry"
AGAIN = "reinstate incident first-entry --earliest WHEN --latest WHEN"


class BoundFirstEntry(Struct, frozen=True):
    """Say between when and when the attacker came in."""

    moment: Moment


def blockers(council: Council, command: BoundFirstEntry, asking: Asking) -> tuple[Blocker, ...]:
    """Return why the first entry cannot be bounded like this."""
    return (
        *no_incident(council, GATE),
        *unsaid_blockers(command.moment, GATE, AGAIN),
        *moment_blockers(command.moment, asking.at, GATE, AGAIN),
    )


def decide(council: Council, command: BoundFirstEntry, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the bounds: earlier than before raises blockers at once."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (FirstEntryBounded(moment=command.moment),)
