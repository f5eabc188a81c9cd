"""See: what somebody saw on the network, which may differ from what was ordered."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectSeen
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import UNTOLD, Moment
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Seen


class See(Struct, frozen=True):
    """Say that subjects were seen cut, live or unclear."""

    subjects: tuple[Ref, ...]
    state: Seen
    at: Moment = UNTOLD


def decide(council: Council, command: See, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return an event for each subject seen differently; a repeat is none."""
    told = (command.at.earliest, command.at.latest)
    if any(edge is not None and edge > asking.at for edge in told):
        sentence = "What has not happened yet cannot have been seen."
        raise Refused((Blocker("seen", "future", sentence),))
    return tuple(
        SubjectSeen(subject=reference, state=command.state, at=command.at)
        for reference in dict.fromkeys(command.subjects)
        if _is_different(council, reference, command.state)
    )


def _is_different(council: Council, reference: Ref, state: Seen) -> bool:
    seen = subject_of(council, reference).seen
    return seen is None or seen.state is not state
