"""Leave: a person may no longer act here; what they signed stays signed."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import ends_administration, person_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import PersonLeft
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import Refused

GATE: Final = "leave"


class Leave(Struct, frozen=True):
    """Record that a person has left."""

    person: PersonId


def blockers(council: Council, command: Leave) -> tuple[Blocker, ...]:
    """Return every reason against recording that this person left."""
    return (*person_blockers(council, GATE, command.person), *_gone_or_needed(council, command))


def decide(council: Council, command: Leave, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the leaving."""
    if found := blockers(council, command):
        raise Refused(found)
    return (PersonLeft(person=command.person),)


def _gone_or_needed(council: Council, command: Leave) -> Iterator[Blocker]:
    known = council.people.get(command.person)
    if known is None:
        return
    if known.has_left:
        yield Blocker(GATE, "has-left", f"{command.person} has left already.")
    elif ends_administration(council, frozenset(known.grants)):
        yield Blocker(
            GATE,
            "last-administrator",
            f"Without {command.person} nobody would be left to enrol people and grant roles.",
            "reinstate user grant PERSON administrator",
        )
