"""How the roles of a person are read: `role[@scope][ until YYYY-MM-DD]`, split at semicolons."""

import re
from typing import Final

from reinstate.core.terms.role import Role
from reinstate.engines.imports.sheets import Grant
from reinstate.engines.imports.values import (
    BadCell,
    calendar_date,
    listed,
    one_of,
    quoted,
)

SCOPES: Final = ("organisation", "service", "system", "wave")
_GRANT: Final = re.compile(r"(?P<role>[^@\s]+)(@(?P<scope>\S+))?(\s+until\s+(?P<until>\S+))?")
_role: Final = one_of(Role)


def grants(cell: str) -> tuple[Grant, ...]:
    """Return the roles that a cell lists; their scopes are still as written."""
    return tuple(map(_grant, listed(cell)))


def _grant(words: str) -> Grant:
    parts = _GRANT.fullmatch(words)
    if not parts:
        raise BadCell(
            f"{quoted(words)} is no role: write role, role@scope, or either with “until YYYY-MM-DD”"
        )
    role = Role(_role(parts["role"]))
    until = calendar_date(parts["until"]) if parts["until"] else None
    if role is Role.EXTERNAL_ADVISER and until is None:
        raise BadCell("The role of an external adviser needs an end: add “until YYYY-MM-DD”")
    return Grant(role, parts["scope"] or "all", until)
