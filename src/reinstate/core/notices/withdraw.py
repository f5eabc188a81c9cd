"""Withdraw: the words no longer stand."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import NoticeWithdrawn
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.notices.known import notice_blockers
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused

GATE = "notice"


class WithdrawNotice(Struct, frozen=True):
    """Take back a draft, or words that were approved."""

    notice: EntryId


def blockers(council: Council, command: WithdrawNotice, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why there is nothing to withdraw."""
    return tuple(notice_blockers(council, command.notice, GATE))


def decide(council: Council, command: WithdrawNotice, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the withdrawal."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (NoticeWithdrawn(notice=command.notice),)
