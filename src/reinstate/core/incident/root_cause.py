"""Root cause: how the attacker came in is closed, or blocked (R10)."""

from msgspec import Struct

from reinstate.core.incident.going_on import no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import RootCauseRemediated
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "root-cause"


class RemediateRootCause(Struct, frozen=True):
    """Say how the way in was closed or blocked."""

    note: Note


def blockers(
    council: Council, _command: RemediateRootCause, _asking: Asking
) -> tuple[Blocker, ...]:
    """Return why there is no way in to close."""
    return tuple(no_incident(council, GATE))


def decide(council: Council, command: RemediateRootCause, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return that the root cause is remediated."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (RootCauseRemediated(note=command.note),)
