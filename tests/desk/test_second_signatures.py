"""Acts of two people by forms: dates promised, gaps accepted; and the book of how dates ended."""

from datetime import timedelta
from http import HTTPStatus

from reinstate.core.state.words import Proposal
from reinstate.operations import reading, situation
from tests.desk.conftest import At
from tests.desk.staff import Staff, fields_of

MAKE = "/messages/promises/new/?about=service:svc-libraries"


def day(count: int) -> str:
    """Return a day from now as a browser sends it."""
    _, now = situation.now()
    return f"{now + timedelta(days=count):%Y-%m-%d}"


def proposed(gwen: Staff, **fields: str) -> Proposal:
    """Propose a date, and return what waits."""
    given = {"earliest": day(3), "latest": day(9), **fields}
    gwen.sent(MAKE, {"about": "service:svc-libraries", "audience": "residents", **given})
    return max(reading.council().proposals.values(), key=lambda one: one.seq)


def sign_at(proposal: Proposal) -> str:
    """Return where a proposal is signed."""
    return f"/proposals/{proposal.id}/sign/"


def test_a_date_is_promised_once_another_person_signs(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    before = len(reading.council().promises)
    one = proposed(gwen)
    assert len(reading.council().promises) == before
    assert one.proposed.digest in lev.page("/proposals/")
    assert "Signed by two" in lev.sent(sign_at(one), {})
    assert len(reading.council().promises) == before + 1
    assert not reading.council().proposals[one.id].is_open


def test_who_signed_first_cannot_sign_second(later: At) -> None:
    gwen = later("gwen")
    one = proposed(gwen)
    page = gwen.page(sign_at(one))
    assert "this is the first again" in page
    assert fields_of(page) == {}
    answer = gwen.send_raw(sign_at(one), command_id="0123456789ab", seen="9999999")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert reading.council().proposals[one.id].is_open


def test_a_promise_is_a_range_or_a_day_to_say_more_and_never_both(later: At) -> None:
    gwen, size = later("gwen"), reading.council().seq
    wrong = [
        ({"earliest": day(3)}, "it has an earliest and a latest"),
        ({"earliest": day(9), "latest": day(3)}, "lies before its earliest"),
        ({}, "says by when we say more"),
        ({"earliest": day(3), "latest": day(9), "say_more_by": day(5)}, "not both"),
        ({"say_more_by": day(-5)}, "about the time to come"),
    ]
    for fields, words in wrong:
        answer = gwen.send(MAKE, fields)
        assert answer.status_code == HTTPStatus.CONFLICT, fields
        assert words in answer.content.decode()
    assert reading.council().seq == size


def test_a_range_may_begin_today(later: At) -> None:
    assert proposed(later("gwen"), earliest=day(0), latest=day(1)).is_open


def test_two_clicks_sign_once(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    address = sign_at(proposed(gwen))
    fields = lev.form(address)
    lev.send(address, {}, fields)
    size = reading.council().seq
    assert lev.send(address, {}, fields).status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size


def test_gaps_of_a_check_are_read_in_full_and_signed_by_the_risk_owner(later: At) -> None:
    kasia = later("kasia")
    (one,) = (each for each in reading.council().proposals.values() if each.is_open)
    page = kasia.page("/proposals/")
    assert "scanned letters of 2009" in page
    assert "The volume stays unmounted until the key is found." in page
    assert sign_at(one) in page
    assert "Files (entry " in page
    subject = "/subjects/system:sys-adults/"
    assert f'class="govuk-back-link" href="{subject}"' in kasia.page(sign_at(one))
    answer = kasia.send(sign_at(one), {})
    assert answer.headers["Location"] == subject
    assert "Signed by two" in kasia.page(subject)


def test_who_has_not_the_role_reads_whose_it_is(later: At) -> None:
    page = later("gwen").page("/proposals/")
    assert "It takes two people: a forensic lead, and a senior risk owner." in page


def test_a_proposal_is_taken_back_by_its_maker_or_refused_by_another(later: At) -> None:
    gwen, lev = later("gwen"), later("lev")
    one, other = proposed(gwen), proposed(gwen, latest=day(12))
    gwen.sent(f"/proposals/{one.id}/drop/", {})
    lev.sent(f"/proposals/{other.id}/drop/", {})
    known = reading.council().proposals
    assert not known[one.id].is_open
    assert not known[other.id].is_open


def test_how_a_date_ended_stands_in_the_book(later: At) -> None:
    gwen = later("gwen")
    (first, *_) = (one for one in reading.council().promises.values() if one.state == "open")
    page = gwen.sent(
        f"/messages/promises/{first.id}/end/", {"how": "broken", "why": "The supplier was late"}
    )
    assert "Written into the book: not kept." in page
    assert reading.council().promises[first.id].state == "broken"
    again = gwen.send(f"/messages/promises/{first.id}/end/", {"how": "kept"})
    assert again.status_code == HTTPStatus.CONFLICT
    assert "has ended" in again.content.decode()
