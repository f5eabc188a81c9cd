"""Count a backlog: how much work of one kind waits."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import BacklogCounted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import unknown
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import id_of, kind_of, ref
from reinstate.core.terms.trouble import Refused

GATE = "backlog"


class CountBacklog(Struct, frozen=True):
    """Say how much waits, as counted."""

    backlog: str
    count: int


def blockers(council: Council, command: CountBacklog, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why the count cannot be taken."""
    return tuple(_found(council, command))


def decide(council: Council, command: CountBacklog, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the count."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (BacklogCounted(backlog=command.backlog, count=command.count),)


def _found(council: Council, command: CountBacklog) -> Iterator[Blocker]:
    rows = council.register.rows
    if ref("backlog", command.backlog) not in rows:
        known = tuple(id_of(key) for key in rows if kind_of(key) == "backlog")
        yield unknown(command.backlog, known, GATE, what="backlog")
    if command.count < 0:
        again = f"reinstate backlog count {command.backlog} COUNT"
        yield Blocker(GATE, "count-negative", "A count is 0 or more.", again)
