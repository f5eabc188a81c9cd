"""Report compromised: somebody's account was not theirs alone; anybody may say so."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import person_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import PersonCompromised
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import EPOCH, UNTOLD, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import Refused

GATE: Final = "compromised"


class ReportCompromised(Struct, frozen=True):
    """Say that a person acts no more; without `since`, that nothing they did can be trusted.

    It is allowed even of the last administrator: it fails safe.
    """

    person: PersonId
    since: Moment = UNTOLD
    note: Note | None = None


def blockers(council: Council, command: ReportCompromised, asking: Asking) -> tuple[Blocker, ...]:
    """Return every reason against this report."""
    return (
        *person_blockers(council, GATE, command.person),
        *_future(command, asking),
        *_later(council, command),
    )


def decide(council: Council, command: ReportCompromised, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the report."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (PersonCompromised(person=command.person, since=command.since, note=command.note),)


def _future(command: ReportCompromised, asking: Asking) -> Iterator[Blocker]:
    if command.since.earliest is not None and command.since.earliest > asking.at:
        yield Blocker(
            GATE,
            "in-the-future",
            "The account cannot have been taken later than now.",
            f"reinstate user compromised {command.person}",
        )


def _later(council: Council, command: ReportCompromised) -> Iterator[Blocker]:
    known = council.people.get(command.person)
    if known is None or known.compromised is None:
        return
    if (command.since.earliest or EPOCH) >= (known.compromised.earliest or EPOCH):
        yield Blocker(
            GATE,
            "already-compromised",
            f"{command.person} is known as compromised since then or longer; only an earlier"
            " moment says more.",
        )
