"""Who asks for a command, how sure we are, when, and under which id."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.entry import Entry, Via
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.terms.reference import PersonId


class Asking(Struct, frozen=True):
    """What comes in with every command: time, chance and identity from outside.

    `command_id` is made once by the surface, so that a repeat is known as such;
    `first_position` is 1 when the clock's own entry came first.
    """

    command_id: str
    at: datetime
    actor: PersonId
    via: Via
    first_position: int = 0


def entries_of(seq: int, asking: Asking, events: Iterable[AnyEvent]) -> tuple[Entry, ...]:
    """Return the entries that follow entry `seq` when these events are appended."""
    return tuple(
        Entry(
            seq + 1 + index,
            asking.at,
            asking.actor,
            asking.via,
            asking.command_id,
            asking.first_position + index,
            event,
        )
        for index, event in enumerate(events)
    )
