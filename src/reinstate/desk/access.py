"""Who may open an address: rules over the council, a person and a moment.

They only keep away who could not do anything there: what may be done is decided by the core,
inside the transaction that does it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.access.roles import roles_of
from reinstate.core.commands.rules import FACT_ROLES, Roles
from reinstate.core.commands.table import RULES
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role

Holds = Callable[[Council, PersonId, datetime], bool]


class Rule(Struct, frozen=True):
    """Who may open an address: a word for it, whom it is for, and the test.

    Without `needs_factor` it is open to who has not set up a second factor yet.
    """

    name: str
    whom: str
    holds: Holds
    needs_person: bool = True
    needs_factor: bool = True


def _anybody(_council: Council, _person: PersonId, _at: datetime) -> bool:
    return True


def _active(council: Council, person: PersonId, _at: datetime) -> bool:
    known = council.people.get(person)
    return known is not None and known.is_active


OPEN: Final = Rule("open", "everybody", _anybody, needs_person=False)
"""No sign-in: signing in itself, and what says whether the desk runs."""

ACTIVE: Final = Rule("active", "everybody who may act here", _active)
"""Any active person: reading."""

ISOLATING: Final = Rule("isolating", ACTIVE.whom, _active, needs_factor=False)
"""Any active person, with whatever they have: isolating is never held up."""

SETTING_UP: Final = Rule("setting-up", ACTIVE.whom, _active, needs_factor=False)
"""Any active person: their own account, on which they set up what others ask of them."""


def holding(*roles: Role) -> Rule:
    """Return the rule for whoever holds one of these roles, over whatever scope."""
    return _of(frozenset(roles))


def giving(*commands: type) -> Rule:
    """Return the rule for whoever may give one of these commands, or record such a fact.

    The roles are those of the core's own table; where it names none, every active person
    may.
    """
    found = [FACT_ROLES[one] if one in FACT_ROLES else _roles(one) for one in commands]
    return ACTIVE if not all(found) else _of(frozenset[Role]().union(*found))


def _roles(command: type) -> Roles:
    return RULES[command].roles if command in RULES else frozenset()


def _of(roles: Roles) -> Rule:
    def holds(council: Council, person: PersonId, at: datetime) -> bool:
        return bool(roles & roles_of(council, person, at))

    words = " or ".join(sorted(role.value for role in roles))
    return Rule(words, f"whoever is {words.replace('-', ' ')}", holds)
