"""Gaps accepted after a clearance were in no text that anybody signed."""

from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.journal.events.facts import GapsAccepted
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import CAST, LEDGER, a_note, an_incident
from tests.core.gates.facts import a_check, record
from tests.core.gates.lifting import cleared

PEOPLE = {**CAST, "sam": (Role.SENIOR_RISK_OWNER,)}


def test_clearances_signed_without_them_no_longer_count() -> None:
    desk = an_incident(people=PEOPLE)
    desk.do(Isolate((LEDGER,)))
    cleared(desk)
    check = record(desk, a_check(verdict=Verdict.NONE_INCOMPLETE, gaps=(a_note("disk 2"),)))
    accepting = GapsAccepted(
        subject=LEDGER,
        check=check.id,
        gaps=(a_note("disk 2"),),
        reason=a_note("old"),
        compensation=a_note("watch"),
    )
    proposal = desk.do(Propose(accepting))
    desk.do(Complete(proposal.id), by="sam")
    assert "two-clearances" in desk.codes()
