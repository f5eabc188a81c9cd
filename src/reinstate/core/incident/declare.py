"""Declare: the council says that it is under attack."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.incident.going_on import moment_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import UNTOLD, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "declare"


class Declare(Struct, frozen=True):
    """Say what is happening, and when it was noticed."""

    note: Note
    noticed: Moment = UNTOLD


def blockers(council: Council, command: Declare, asking: Asking) -> tuple[Blocker, ...]:
    """Return why no incident can be declared now."""
    need = "reinstate incident declare --why TEXT --noticed WHEN"
    return (*_open(council), *moment_blockers(command.noticed, asking.at, GATE, need))


def decide(council: Council, command: Declare, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the declaration: every connection is doubted until somebody knows."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (IncidentDeclared(note=command.note, noticed=command.noticed),)


def _open(council: Council) -> Iterator[Blocker]:
    if council.incident is not None:
        since = council.incident.declared_at
        yield Blocker(
            GATE,
            "incident-open",
            f"An incident goes on since {since:%Y-%m-%d %H:%M} UTC: close it first.",
            "reinstate incident close --report FILE",
        )
