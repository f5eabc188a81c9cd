"""Entering as anybody: believed in practice homes, and nowhere else."""

from http import HTTPStatus

import pytest

from reinstate.core.journal.entry import Via
from reinstate.operations import reading
from tests.builders import LEDGER
from tests.desk.account.visitor import ACCOUNT, SIGN_IN, SITUATION, Visitor, form_on, person

ENTER = "/account/sign-in/practice/"


@pytest.mark.usefixtures("practice")
def test_in_a_practice_home_one_enters_as_anybody_and_switches() -> None:
    visitor = Visitor()
    for handle, name in (("asha", "Asha Rahman"), ("dee", "Dee Okafor")):
        fields = form_on(visitor.page(SIGN_IN), f'action="{ENTER}"') if not visitor.is_in else {}
        fields = fields or form_on(visitor.page(ENTER), f'action="{ENTER}"')
        visitor.client.post(ENTER, {**fields, "person": person(handle)})
        assert name in visitor.page(SITUATION)


@pytest.mark.usefixtures("practice")
def test_every_page_of_a_practice_home_says_that_it_is_one() -> None:
    visitor = Visitor()
    for address in (SIGN_IN, ENTER):
        assert "app-strip--practice" in visitor.page(address)
    visitor.signs_in("asha")
    for address in (SITUATION, ACCOUNT, "/people/"):
        assert "app-strip--practice" in visitor.page(address)


@pytest.mark.usefixtures("practice")
def test_the_journal_says_that_nothing_was_proved() -> None:
    asha = _entered("asha")
    asha.send(f"/subjects/{LEDGER}/isolate/", {})
    assert list(reading.entries())[-1].via == Via("asserted", "desk")


@pytest.mark.usefixtures("practice")
def test_what_one_person_proved_is_not_said_of_another() -> None:
    asha = Visitor().signs_in("asha")
    asha.sets_up_codes("asha")
    visitor = Visitor("198.51.100.7")
    visitor.tries("asha")
    fields = form_on(visitor.page(ENTER), f'action="{ENTER}"')
    visitor.client.post(ENTER, {**fields, "person": person("ben")})
    visitor.send(f"/subjects/{LEDGER}/isolate/", {})
    last = list(reading.entries())[-1]
    assert (last.actor, last.via) == (person("ben"), Via("asserted", "desk"))


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/journal/", "/journal/"),
        ("https://evil.example/", SITUATION),
        ("//evil.example/", SITUATION),
        ("", SITUATION),
    ],
)
def test_after_entering_one_is_led_to_our_own_pages_only(wanted: str, leads: str) -> None:
    visitor = Visitor()
    fields = form_on(visitor.page(ENTER), f'action="{ENTER}"')
    sent = {**fields, "person": person("asha"), "next": wanted}
    assert visitor.client.post(ENTER, sent).headers["Location"] == leads


@pytest.mark.usefixtures("practice")
def test_nobody_who_left_or_never_was_is_entered_as() -> None:
    visitor = Visitor()
    fields = form_on(visitor.page(SIGN_IN), f'action="{ENTER}"')
    for id_ in ("", "p-nobody", "machine:init"):
        answer = visitor.client.post(ENTER, {**fields, "person": id_})
        assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.usefixtures("exercise")
def test_an_exercise_home_believes_nobody_and_asks_for_a_second_factor() -> None:
    _believes_nobody()
    assert Visitor().signs_in("asha").get(SITUATION).headers["Location"] == ACCOUNT


@pytest.mark.usefixtures("real")
def test_a_real_home_believes_nobody_whatever_is_sent() -> None:
    _believes_nobody()


def _believes_nobody() -> None:
    visitor = Visitor()
    page = visitor.page(SIGN_IN)
    assert ENTER not in page
    assert "app-strip--practice" not in page
    assert visitor.get(ENTER).status_code == HTTPStatus.FORBIDDEN
    mark = form_on(page, f'action="{SIGN_IN}"')["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": mark, "person": person("asha"), "next": SITUATION}
    assert visitor.client.post(ENTER, sent).status_code == HTTPStatus.FORBIDDEN
    assert not visitor.is_in


def _entered(handle: str) -> Visitor:
    visitor = Visitor()
    fields = form_on(visitor.page(SIGN_IN), f'action="{ENTER}"')
    visitor.client.post(ENTER, {**fields, "person": person(handle)})
    return visitor
