"""Acts of two people: sign second, or drop what somebody else, or oneself, proposed."""

from reinstate.core.commands.proposals import Complete, Drop
from reinstate.core.terms.reference import EntryId
from reinstate.operations.act import Acted, Acting, act


def sign(acting: Acting, proposal: EntryId) -> Acted:
    """Sign second: the act happens."""
    return act(lambda _, __: Complete(proposal), acting)


def drop(acting: Acting, proposal: EntryId) -> Acted:
    """Take one's own proposal back, or refuse another's."""
    return act(lambda _, __: Drop(proposal), acting)
