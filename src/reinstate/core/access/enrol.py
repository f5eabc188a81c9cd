"""Enrol: a person may act here from now on; roles are granted apart."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import nearest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import PersonEnrolled
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import ID_PATTERN, PersonId, id_of, kind_of, ref
from reinstate.core.terms.trouble import Refused

GATE: Final = "enrol"
_ID: Final = re.compile(ID_PATTERN)


class Enrol(Struct, frozen=True):
    """Let a person act; `person` is a new id, `organisation` a row of the register or empty."""

    person: PersonId
    organisation: str = ""


def blockers(council: Council, command: Enrol) -> tuple[Blocker, ...]:
    """Return every reason against enrolling this person."""
    return (
        *id_blockers(GATE, command.person),
        *_taken(council, command),
        *_whose(council, command),
    )


def decide(council: Council, command: Enrol, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the enrolment."""
    if found := blockers(council, command):
        raise Refused(found)
    return (PersonEnrolled(person=command.person, organisation=command.organisation),)


def id_blockers(gate: str, person: PersonId) -> Iterator[Blocker]:
    """Yield the refusal of an id that no person can have, such as that of a machine."""
    if not _ID.fullmatch(person):
        yield Blocker(
            gate,
            "bad-person-id",
            f"{person!r} cannot be the id of a person: letters, digits, dots and dashes, at most"
            " 64.",
            "reinstate user add NAME",
        )


def _taken(council: Council, command: Enrol) -> Iterator[Blocker]:
    if command.person in council.people:
        yield Blocker(
            GATE,
            "already-enrolled",
            f"The id {command.person} is taken, and an id is never given twice.",
            "reinstate user add NAME",
        )


def _whose(council: Council, command: Enrol) -> Iterator[Blocker]:
    organisation = command.organisation
    if not organisation or ref("organisation", organisation) in council.register.rows:
        return
    known = [id_of(key) for key in council.register.rows if kind_of(key) == "organisation"]
    yield Blocker(
        GATE,
        "unknown-organisation",
        f"No organisation {organisation} is on the register.{nearest(organisation, known)}",
        "reinstate import FILE",
    )
