"""Roles as people type them: `clearer`, `service-owner@service:svc-rent:2027-01-31`."""

import re
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import BadInput
from reinstate.operations.people import RoleWanted
from reinstate.operations.times import until

_WANTED: Final = re.compile(
    r"(?P<role>[A-Za-z-]+)(@(?P<scope>[a-z]+:[^:\s]+|all))?(:(?P<until>\S.*))?"
)


def role_wanted(words: str, now: datetime) -> RoleWanted:
    """Return the role that `ROLE[@SCOPE][:UNTIL]` says.

    Raises:
        BadInput: If it says none.
    """
    parts = _WANTED.fullmatch(words)
    if parts is None:
        raise BadInput(
            "role-unreadable",
            f"{words!r} is no role.",
            next="Write ROLE, ROLE@SCOPE or either with :DATE, as in clearer@system:sys-ledger.",
        )
    return RoleWanted(
        role_called(parts["role"]),
        parts["scope"] or "all",
        until=until(parts["until"], now) if parts["until"] else None,
    )


def role_called(words: str) -> Role:
    """Return the role of this name.

    Raises:
        BadInput: If there is none; the nearest are named.
    """
    known = [role.value for role in Role]
    if words in known:
        return Role(words)
    near = get_close_matches(words, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
    raise BadInput("role-unknown", f"No role is called {words!r}.", next=hint)
