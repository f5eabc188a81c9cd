"""Erase a person: name, handle, contact and factors go; the journal keeps the opaque id."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import person_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import PersonErased
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import Refused

GATE: Final = "erase"


class ErasePerson(Struct, frozen=True):
    """Record that nothing is kept any more of who an id is."""

    person: PersonId


def blockers(council: Council, command: ErasePerson) -> tuple[Blocker, ...]:
    """Return every reason against erasing this person."""
    return (*person_blockers(council, GATE, command.person), *_here_or_gone(council, command))


def decide(council: Council, command: ErasePerson, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the erasure."""
    if found := blockers(council, command):
        raise Refused(found)
    return (PersonErased(person=command.person),)


def _here_or_gone(council: Council, command: ErasePerson) -> Iterator[Blocker]:
    known = council.people.get(command.person)
    if known is None:
        return
    if known.is_active:
        yield Blocker(
            GATE,
            "still-here",
            f"{command.person} may still act here: a name is erased once they have left.",
            f"reinstate user leave {command.person}",
        )
    elif known.erased_at is not None:
        yield Blocker(GATE, "already-erased", f"{command.person} is erased already.")
