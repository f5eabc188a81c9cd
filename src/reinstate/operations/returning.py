"""The way back: to the clean zone, onto the network, and break-glass for a threat to life."""

from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.terms.reference import Ref
from reinstate.operations.act import Acted, Acting, act


def clean(acting: Acting, subject: Ref) -> Acted:
    """Move a subject from isolated to the clean zone."""
    return act(lambda _, __: Clean(subject), acting)


def reconnect(acting: Acting, subject: Ref) -> Acted:
    """Put a subject back on the network."""
    return act(lambda _, __: Reconnect(subject), acting)


def break_glass(acting: Acting, subject: Ref, service: str, why: str) -> Acted:
    """Stand in, as duty director, for the second signature under a subject."""
    return act(lambda writing, _: BreakGlass(subject, service, writing.note(why)), acting)
