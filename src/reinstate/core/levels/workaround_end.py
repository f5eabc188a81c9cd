"""End a workaround: it is no longer used; its records may still be unreconciled."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import WorkaroundEnded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.workarounds import GATE, unknown_workaround, workaround_of
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused


class EndWorkaround(Struct, frozen=True):
    """Stop serving by hand in this way."""

    workaround: EntryId


def blockers(council: Council, command: EndWorkaround, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why it cannot be ended."""
    known = workaround_of(council, command.workaround)
    if known is None:
        return (unknown_workaround(council, command.workaround),)
    if known.is_running:
        return ()
    return (Blocker(GATE, "already-ended", "This workaround has ended already."),)


def decide(council: Council, command: EndWorkaround, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the end of the workaround."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (WorkaroundEnded(workaround=command.workaround),)
