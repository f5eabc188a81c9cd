"""Who looks, in words; and in a practice home, whom they could be instead."""

from typing import Any, Final

from msgspec import Struct

from reinstate.core.access.roles import roles_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.desk import links
from reinstate.desk.seen import Desk

ENTER: Final = "practice_enter"
_ORDER: Final = tuple(Role)
NAMED_MAX: Final = 2
"""So many roles are named beside a name; the account has them all."""

OTHERS_MAX: Final = 60
"""So many people can be chosen at the head of a page."""


class Other(Struct, frozen=True):
    """Somebody whom one could be in a practice home."""

    person: PersonId
    name: str
    roles: str


def who(desk: Desk) -> dict[str, Any]:
    """Return what the head of a page shows of the person who looks."""
    if not desk.person:
        return {}
    may_switch = desk.is_practice and not desk.is_past
    return {
        "roles_here": role_words(desk, desk.person),
        "could_be": others(desk.present, desk) if may_switch else (),
        "enter_address": links.to(desk, ENTER) if may_switch else "",
    }


def others(council: Council, desk: Desk) -> tuple[Other, ...]:
    """Return everybody who may act, in the order in which they came."""
    people = sorted(council.people.values(), key=lambda one: one.enrolled.seq)
    active = [one.id for one in people if one.is_active and one.id in desk.names]
    return tuple(Other(one, desk.names[one], role_words(desk, one)) for one in active[:OTHERS_MAX])


def role_words(desk: Desk, person: PersonId) -> str:
    """Return the roles of a person: the first of them, and how many more there are."""
    held = sorted(roles_of(desk.present, person, desk.now), key=_ORDER.index)
    named = [role.value.replace("-", " ") for role in held[:NAMED_MAX]]
    more = len(held) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
