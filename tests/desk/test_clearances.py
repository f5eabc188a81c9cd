"""Clearing at the desk: who may, what is signed, and what a change meanwhile does."""

from http import HTTPStatus

import pytest
from msgspec.structs import replace

from reinstate.operations import reading, signatures, situation
from reinstate.operations.overview import overview
from tests.desk.conftest import At
from tests.desk.staff import Staff, fields_of

LIST = "/clearances/"
SUBJECT = "/subjects/system:sys-cemeteries/"
SIGN = "/clearances/sign/?subject=system:sys-cemeteries"
CARDS = "/subjects/system:sys-card-payments/"
CARDS_SIGN = "/clearances/sign/?subject=system:sys-card-payments"
CARDS_RECONNECT = f"{CARDS}reconnect/"
ON_GLASS = "system:sys-childrens"
ISOLATE = "/subjects/system:sys-cemeteries/isolate/"


def clearances_of(person: Staff) -> int:
    """Return how many clearances somebody has given."""
    given = reading.council().clearances.values()
    return sum(one.person == person.person for one in given)


def test_a_clearer_sees_what_waits_and_signs_exactly_that(later: At) -> None:
    cai = later("cai")
    assert "system:sys-cemeteries" in cai.page(LIST)
    before = clearances_of(cai)
    page = cai.sent(SIGN, {})
    assert "You cleared" in page
    assert clearances_of(cai) == before + 1


def test_who_has_signed_is_not_asked_again(later: At) -> None:
    cai = later("cai")
    assert "/clearances/sign/" in cai.page(SUBJECT)
    assert "It takes one more signature." in cai.sent(SIGN, {})
    page = cai.page(SUBJECT)
    assert "/clearances/sign/" not in page
    assert "You have signed; it takes one more." in page
    assert "A second person must clear it" not in page
    assert "A second person must clear it" in later("asha").page(SUBJECT)


def test_where_nothing_is_ready_a_clearer_reads_so_and_others_that_only_clearers_sign(
    at: At,
) -> None:
    assert "Nothing is ready for you to sign." in at("cai").page(LIST)
    assert "only a clearer signs" in at("gwen").page(LIST)


def test_what_waits_for_others_does_not_hide_whom_one_could_be(later: At) -> None:
    cai = later("cai")
    assert f'<option value="{cai.person}" selected>' in cai.page(LIST)


def test_who_restored_it_reads_why_they_may_not_sign(later: At) -> None:
    ben = later("ben")
    page = ben.page(SIGN)
    assert "Who restored a subject may not clear it" in page
    assert "Sign this clearance" not in page
    assert "Who restored a subject may not clear it" in ben.page(LIST)


def test_nobody_but_a_clearer_opens_the_page(later: At) -> None:
    assert later("gwen").get(SIGN).status_code == HTTPStatus.FORBIDDEN


def test_a_digest_made_by_hand_signs_nothing(later: At) -> None:
    cai = later("cai")
    before = clearances_of(cai)
    answer = cai.send(SIGN, {"digest": "0" * 64})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "The decision text has changed since it was read" in answer.content.decode()
    assert clearances_of(cai) == before


def test_when_it_is_isolated_meanwhile_nothing_is_signed_and_the_page_says_what_changed(
    later: At,
) -> None:
    cai, eli = later("cai"), later("eli")
    fields = cai.form(SIGN)
    eli.sent(ISOLATE, {"why": "Beacons again"})
    before = clearances_of(cai)
    answer = cai.send(SIGN, {}, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Beacons again" in answer.content.decode()
    assert clearances_of(cai) == before


def test_the_signature_of_another_under_the_same_text_holds_up_nobody(later: At) -> None:
    ben, cai, fola = later("ben"), later("cai"), later("fola")
    fields = cai.form(CARDS_SIGN)
    ben.sent(CARDS_SIGN, {})
    reconnecting = fola.form(CARDS_RECONNECT)
    before = clearances_of(cai)
    assert cai.send(CARDS_SIGN, {}, fields).status_code == HTTPStatus.SEE_OTHER
    assert clearances_of(cai) == before + 1
    assert fola.send(CARDS_RECONNECT, {}, reconnecting).status_code == HTTPStatus.SEE_OTHER


def test_anything_else_meanwhile_still_holds_a_reconnection_up(later: At) -> None:
    fola = later("fola")
    reconnecting = fola.form(CARDS_RECONNECT)
    later("ben").sent(f"{CARDS}finding-add/", {"why": "Odd log-in"})
    answer = fola.send(CARDS_RECONNECT, {}, reconnecting)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Odd log-in" in page
    assert "Look at what changed, then press the button again." in page
    assert "Your words are below" not in page


def test_after_a_change_the_form_stands_for_the_text_that_its_page_shows(later: At) -> None:
    cai = later("cai")
    fields = cai.form(CARDS_SIGN)
    later("kasia").sent(f"{CARDS}accept/", {"note": "Tried again"})
    answer = cai.send(CARDS_SIGN, {}, fields)
    assert answer.status_code == HTTPStatus.CONFLICT
    again = fields_of(answer.content.decode())
    assert cai.send(CARDS_SIGN, {}, again).status_code == HTTPStatus.SEE_OTHER


def test_who_has_signed_is_not_among_those_who_could_sign_next(later: At) -> None:
    later("ben").sent(CARDS_SIGN, {})
    page = later("asha").page(CARDS)
    assert "Read and sign: Cai Morgan can, as clearer." in page
    later("cai").sent(CARDS_SIGN, {})
    assert "Read and sign: " not in later("asha").page(CARDS)


def test_what_is_on_the_network_unsigned_comes_before_what_is_signed_once(later: At) -> None:
    cai = later("cai")
    council, now = situation.now()
    found = overview(council, now)
    subjects = dict(found.subjects)
    subjects[ON_GLASS] = replace(subjects[ON_GLASS], signed_by=())
    seen = signatures.signatures(replace(found, subjects=subjects), cai.person)
    first, second = (one for one in seen.waiting[:2])
    assert (first.subject, first.is_connected) == (ON_GLASS, True)
    assert (len(second.signed), second.is_connected) == (1, False)


def test_two_clicks_sign_once(later: At) -> None:
    cai = later("cai")
    fields = cai.form(SIGN)
    cai.send(SIGN, {}, fields)
    before = clearances_of(cai)
    assert cai.send(SIGN, {}, fields).status_code == HTTPStatus.SEE_OTHER
    assert clearances_of(cai) == before


def test_of_a_long_list_what_one_may_sign_comes_first_and_the_rest_is_counted(
    later: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = later("ben")
    council, now = situation.now()
    whole = signatures.signatures(overview(council, now), ben.person)
    mine = [one.subject for one in whole.waiting if one.may_sign]
    assert whole.left_out == 0
    assert len(whole.waiting) > len(mine) > 2
    monkeypatch.setattr(signatures, "WAITING_MAX", 2)
    first = signatures.signatures(overview(council, now), ben.person)
    assert [one.subject for one in first.waiting] == mine[:2]
    assert f"And {first.left_out} more" in ben.page(LIST)
