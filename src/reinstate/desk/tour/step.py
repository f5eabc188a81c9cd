"""One step of a tour: whom to be, what to press, what to see; done when the journal says so."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from reinstate.core.access.roles import holds, roles_of
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.desk.seen import Desk
from reinstate.operations.overview import Overview, overview
from reinstate.operations.waiting.item import Asked


class Step(Struct, frozen=True, kw_only=True):
    """A step as a page shows it; without a person it is for everybody.

    `address` is the page where it is done; `is_done` follows from what is known.
    """

    title: str
    do: str
    see: str
    address: str
    person: PersonId = ""
    is_done: bool = False


def known(desk: Desk) -> Overview:
    """Return the council at a glance: a tour goes on in the present."""
    return overview(desk.present, desk.now)


def somebody(desk: Desk, role: Role, is_able: Callable[[Asked], bool]) -> PersonId:
    """Return who plays a step: who holds the role and is able, with the fewest roles beside it."""
    seen = known(desk)
    for person in _specialists(desk, role):
        if is_able(Asked(seen, person, desk.now)):
            return person
    return ""


def _specialists(desk: Desk, role: Role) -> Iterable[PersonId]:
    def count(person: PersonId) -> tuple[int, int]:
        return len(roles_of(desk.present, person, desk.now)), people[person].enrolled.seq

    people = desk.present.people
    held = {one: roles_of(desk.present, one, desk.now) for one in people}
    return sorted((one for one in people if role in held[one]), key=count)


def holder(desk: Desk, role: Role, target: str | None = None) -> PersonId:
    """Return the specialist who holds a role over something."""
    return somebody(
        desk,
        role,
        lambda asked: holds(asked.council, asked.person, role, target, asked.at),
    )


def may_say(command: Any) -> Callable[[Asked], bool]:
    """Return the test whether somebody's command would be done."""
    return lambda asked: asked.would(command)
