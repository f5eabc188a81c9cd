"""Two people stand for words outside: in a real home neither may be the other's puppet (R20)."""

from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.terms.role import Role
from tests.builders import BEN, a_council, a_note, codes


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
