"""Next update: by when residents hear from us again."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.incident.going_on import no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.trouble import Refused

GATE = "next-update"


class SetNextUpdate(Struct, frozen=True):
    """Promise the next public update by `due_at`."""

    due_at: Instant


def blockers(council: Council, command: SetNextUpdate, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this cannot be when the next update is due."""
    return (*no_incident(council, GATE), *_past(command, asking))


def decide(council: Council, command: SetNextUpdate, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return when the next update is due."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (NextUpdateDue(due_at=command.due_at),)


def _past(command: SetNextUpdate, asking: Asking) -> Iterator[Blocker]:
    if command.due_at <= asking.at:
        need = "reinstate incident next-update WHEN"
        yield Blocker(GATE, "in-the-past", "The next update must lie ahead.", need)
