"""What would stand in the way of a command now, without giving it: pages say it beforehand."""

from datetime import datetime

from reinstate.core.commands.decide import Command, decide
from reinstate.core.journal.asking import Asking
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused
from reinstate.operations.act import Acting, new_command_id


def blockers(
    council: Council, command: Command, acting: Acting, at: datetime
) -> tuple[Blocker, ...]:
    """Return every reason why this person could not do this at `at`; nothing when they could."""
    try:
        decide(council, command, Asking(new_command_id(), at, acting.person, acting.via))
    except Refused as refused:
        return refused.blockers
    return ()
