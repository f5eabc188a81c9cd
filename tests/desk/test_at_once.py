"""Several people, and several clicks, at the same instant: each act happens once, in some order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier
from typing import Any

from django.db import connections

from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import standing_clearances, two_clearances
from reinstate.core.journal.events.notices import NoticeApproved
from reinstate.operations import reading, situation
from tests.desk.conftest import At

SIGN = "/clearances/sign/?subject=system:sys-cemeteries"
CEMETERIES = "system:sys-cemeteries"
COUNCILLORS = "wave:wave-councillors"


def at_once(*acts: Callable[[], Any]) -> list[int]:
    """Do all of these at the same instant; return how each was answered."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> int:
        start.wait()
        try:
            status: int = act().status_code
            return status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_clicks_at_once_sign_once(later: At) -> None:
    cai = later("cai")
    fields = cai.form(SIGN)
    before = len(reading.council().clearances)
    answers = at_once(*[lambda: cai.client.post(SIGN, fields)] * 8)
    assert set(answers) == {HTTPStatus.SEE_OTHER}
    assert len(reading.council().clearances) == before + 1


def test_two_clearers_at_the_same_instant_both_sign_what_they_read(later: At) -> None:
    """Whoever comes second may be shown first that the other signed; then they sign as well."""
    people = [later("ben"), later("cai")]
    address = f"/clearances/sign/?subject={COUNCILLORS}"
    forms = [(one, one.form(address)) for one in people]
    answers = at_once(*[lambda o=one, f=form: o.client.post(address, f) for one, form in forms])
    assert HTTPStatus.SEE_OTHER in answers
    for one, answer in zip(people, answers, strict=True):
        if answer != HTTPStatus.SEE_OTHER:
            assert answer == HTTPStatus.CONFLICT
            one.sent(address, {})
    council, now = situation.now()
    look = look_at(council, COUNCILLORS, now)
    assert sorted(one.person for one in standing_clearances(look)) == sorted(
        one.person for one in people
    )
    assert not two_clearances(look).blockers


def test_words_are_approved_once_however_many_approve_them_at_once(later: At) -> None:
    people = [later("asha"), later("lev")]
    draft = max(one.id for one in reading.council().notices.values() if one.state == "draft")
    address = f"/messages/words/{draft}/approve/"
    forms = [(one, one.form(address)) for one in people]
    size = reading.council().seq
    answers = at_once(*[lambda o=one, f=form: o.client.post(address, f) for one, form in forms])
    assert sorted(answers) == [HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT]
    approved = [one for one in reading.entries(size) if isinstance(one.event, NoticeApproved)]
    assert [one.actor for one in approved] == [reading.council().notices[draft].approved_by]


def test_two_people_who_isolate_the_same_at_once_are_both_answered(at: At) -> None:
    people = [at("fola"), at("gwen"), at("eli")]
    address = "/subjects/system:sys-core-network/isolate/"
    forms = [(one, one.form(address)) for one in people]
    answers = at_once(*[lambda o=one, f=form: o.client.post(address, f) for one, form in forms])
    assert set(answers) == {HTTPStatus.SEE_OTHER}
    assert reading.council().subjects["system:sys-core-network"].round == 1


def test_a_signature_and_an_isolation_at_once_never_leave_a_clearance_that_counts(
    later: At,
) -> None:
    cai, eli = later("cai"), later("eli")
    address = f"/subjects/{CEMETERIES}/isolate/"
    sign, isolate = cai.form(SIGN), eli.form(address)
    answers = at_once(
        lambda: cai.client.post(SIGN, sign), lambda: eli.client.post(address, isolate)
    )
    assert answers[1] == HTTPStatus.SEE_OTHER
    council = reading.council()
    assert council.subjects[CEMETERIES].declared == "isolated"
    given = [council.clearances[one] for one in council.subjects[CEMETERIES].clearances]
    assert not any(one.round == council.subjects[CEMETERIES].round for one in given)
