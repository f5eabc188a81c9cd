"""End a grant: its role no longer holds."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import ends_administration, nearest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import RoleEnded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused

GATE: Final = "end-grant"


class EndGrant(Struct, frozen=True):
    """Take a role away; `grant` is the id of the grant."""

    grant: EntryId


def blockers(council: Council, command: EndGrant) -> tuple[Blocker, ...]:
    """Return every reason against ending this grant."""
    return tuple(_reasons(council, command))


def decide(council: Council, command: EndGrant, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the end of the grant."""
    if found := blockers(council, command):
        raise Refused(found)
    return (RoleEnded(grant=command.grant),)


def _reasons(council: Council, command: EndGrant) -> Iterator[Blocker]:
    grant = council.grants.get(command.grant)
    if grant is None:
        sentence = f"No grant is {command.grant}.{nearest(command.grant, council.grants)}"
        yield Blocker(GATE, "unknown-grant", sentence, "reinstate user list")
        return
    if grant.is_ended:
        yield Blocker(GATE, "already-ended", f"The grant {grant.id} has ended already.")
        return
    if ends_administration(council, frozenset({grant.id})):
        yield Blocker(
            GATE,
            "last-administrator",
            "Without this grant nobody would be left to enrol people and grant roles.",
            "reinstate user grant PERSON administrator",
        )
