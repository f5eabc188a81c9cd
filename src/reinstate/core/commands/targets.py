"""What a command is about, so that a scoped role can be held against it."""

from typing import Any

from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref

Targets = tuple[Ref | None, ...]
WHOLE_COUNCIL: Targets = (None,)


def whole_council(_council: Council, _command: Any) -> Targets:
    """Nothing in particular: only a role over everything counts."""
    return WHOLE_COUNCIL


def subject(_council: Council, command: Any) -> Targets:
    """The command's one subject."""
    return (command.subject,)


def subjects(_council: Council, command: Any) -> Targets:
    """Each of the command's subjects."""
    return command.subjects or WHOLE_COUNCIL


def fact_subject(_council: Council, command: Any) -> Targets:
    """The subject of the fact that is recorded."""
    return (command.fact.subject,)


def cell(_council: Council, command: Any) -> Targets:
    """The command's cell or service."""
    return (command.cell,)


def finding(council: Council, command: Any) -> Targets:
    """The subjects on which it was found."""
    known = council.findings.get(command.finding)
    return known.subjects if known else WHOLE_COUNCIL


def workaround(council: Council, command: Any) -> Targets:
    """The cells that are served in this way."""
    cells = [
        reference
        for reference, known in council.cells.items()
        if any(one.id == command.workaround for one in known.workarounds)
    ]
    return tuple(cells) or WHOLE_COUNCIL


def backlog(council: Council, command: Any) -> Targets:
    """The cell whose work waits."""
    row = council.register.rows.get(f"backlog:{command.backlog}")
    return (getattr(row, "cell", None),)


def about(_council: Council, command: Any) -> Targets:
    """The service that words are about; without one, the whole council."""
    return (command.about,)
