"""Two people stand for words outside: in a real home neither may be the other's puppet (R20)."""

from reinstate.core.access.redact_note import RedactNote
from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.journal.events.facts import FindingDismissed
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.terms.role import Role
from tests.builders import BEN, LEDGER, a_council, a_note, a_system, an_incident, codes


def test_a_person_enrolled_alone_by_the_drafter_approves_nothing_in_a_real_home() -> None:
    desk = a_council(kind="real")
    desk.enrol("puppet", Role.PRESS_OFFICER, confirmed_by="")
    notice = desk.do(DraftNotice(audience="residents", title=a_note("t"), text=a_note("x")))
    digest = words_digest(desk.council.notices[notice.id].drafted)
    command = ApproveNotice(notice.id, digest)
    assert codes(desk.refused(command, by="puppet")) == {"not-independent"}


def test_somebody_whom_another_confirmed_approves() -> None:
    desk = a_council(kind="real")
    desk.enrol("press", Role.PRESS_OFFICER, confirmed_by=BEN)
    notice = desk.do(DraftNotice(audience="residents", title=a_note("t"), text=a_note("x")))
    digest = words_digest(desk.council.notices[notice.id].drafted)
    desk.do(ApproveNotice(notice.id, digest), by="press")
    assert desk.council.notices[notice.id].state == "approved"


def test_nobody_signs_second_under_words_that_were_erased() -> None:
    desk = an_incident(a_system())
    finding = desk.do(RaiseFinding((LEDGER,), a_note("odd")))
    reason = a_note("our own agent")
    proposed = desk.do(Propose(FindingDismissed(finding=finding.id, reason=reason)))
    desk.do(RedactNote(reason.id))
    assert codes(desk.refused(Complete(proposed.id), by=BEN)) >= {"words-erased"}
