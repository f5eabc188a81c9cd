"""Signing in with name and passphrase: who may, from where, and what a stranger learns."""

import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from reinstate.core.journal.entry import Via
from reinstate.core.terms.moment import UNTOLD
from reinstate.operations import people
from reinstate.operations.act import Acting
from tests.desk.account.visitor import (
    ACCOUNT,
    ELSEWHERE,
    SECRETS,
    SIGN_IN,
    SITUATION,
    Visitor,
    person,
)

TRIES = 5


pytestmark = pytest.mark.usefixtures("real")


def test_name_and_passphrase_let_an_auditor_in() -> None:
    dee = Visitor().signs_in("dee")
    assert "Dee Okafor" in dee.page(SITUATION)


@pytest.mark.parametrize("name", ["dee", "DEE", " Dee ", "Dee Okafor"])
def test_a_person_types_their_short_or_their_whole_name(name: str) -> None:
    answer = Visitor().tries(name, SECRETS["dee"])
    assert answer.status_code == HTTPStatus.FOUND


def test_wrong_passphrase_and_unknown_name_get_the_same_answer() -> None:
    wrong = Visitor().tries("dee", "not this one").content.decode()
    unknown = Visitor().tries("zoe", "not this one").content.decode()
    assert "The name or the passphrase is not right" in wrong
    assert _without_marks(wrong) == _without_marks(unknown.replace("zoe", "dee"))


def test_what_was_left_empty_is_asked_for_by_name() -> None:
    page = Visitor().send(SIGN_IN, {"login": "", "password": ""}, 'action="/account/sign-in/"')
    words = page.content.decode()
    assert "Type your name." in words
    assert "Type your passphrase." in words
    assert "This field is required" not in words


@pytest.mark.parametrize("name", ["asha", "zoe"])
def test_five_wrong_tries_lock_that_name_there_and_nowhere_else(name: str) -> None:
    stranger = Visitor(ELSEWHERE)
    codes = [stranger.tries(name, "guess").status_code for _ in range(TRIES)]
    assert codes == [HTTPStatus.OK] * (TRIES - 1) + [HTTPStatus.TOO_MANY_REQUESTS]
    assert Visitor(ELSEWHERE).tries(name, SECRETS["asha"]).status_code == 429
    assert Visitor().tries("asha").status_code == HTTPStatus.FOUND
    assert Visitor(ELSEWHERE).tries("dee").status_code == HTTPStatus.FOUND


def test_what_is_kept_of_tries_holds_no_word_that_was_typed() -> None:
    Visitor().tries("dee", "guess")
    Visitor().tries("my passphrase by mistake", "guess")
    Visitor().signs_in("dee")
    with connection.cursor() as cursor:
        kept = ""
        for table in ("axes_accessattempt", "django_session", "desk_cache"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names from the line above
            kept += repr(cursor.fetchall()).casefold()
    assert "by mistake" not in kept
    assert "guess" not in kept
    assert "'dee'" not in kept


def test_who_left_does_not_come_in() -> None:
    people.leave(asha(), person("dee"))
    assert "is not right" in Visitor().tries("dee").content.decode()


@pytest.mark.parametrize("how", ["leave", "compromised", "passphrase"])
def test_sessions_end_when_somebody_stops_them(how: str) -> None:
    dee = Visitor().signs_in("dee")
    assert dee.is_in
    if how == "leave":
        people.leave(asha(), person("dee"))
    elif how == "compromised":
        people.report_compromised(asha(), person("dee"), UNTOLD, "phished")
    else:
        people.set_passphrase(asha(), person("dee"), "another one altogether")
    assert not dee.is_in
    assert dee.get(SITUATION).headers["Location"].startswith(SIGN_IN)


def test_nothing_is_worked_out_for_who_has_not_signed_in() -> None:
    """Folding the journal anew for each moment that a stranger names would keep the desk busy."""
    stranger = Visitor()
    assert stranger.get(f"{SIGN_IN}?as-of=never").status_code == HTTPStatus.OK
    assert stranger.get("/?as-of=never").headers["Location"].startswith(SIGN_IN)


def test_files_of_a_stranger_are_not_received() -> None:
    stranger = Visitor()
    stranger.page(SIGN_IN)
    sent = SimpleUploadedFile("much.bin", bytes(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1))
    answer = stranger.client.post("/import/", {"sheets": sent})
    assert answer.headers["Location"] == f"{SIGN_IN}?lost=yes&next=/import/"


def test_a_session_is_rotated_at_sign_in() -> None:
    dee = Visitor()
    dee.page(SIGN_IN)
    before = dee.client.session.session_key
    dee.signs_in("dee")
    assert dee.client.session.session_key != before


def test_nothing_is_sent_without_the_mark_of_our_own_page() -> None:
    answer = Visitor().client.post(SIGN_IN, {"login": "dee", "password": SECRETS["dee"]})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_after_signing_in_one_is_led_to_our_own_pages_only() -> None:
    for wanted, leads in (("/journal/", "/journal/"), ("https://evil.example/", SITUATION)):
        visitor = Visitor()
        address = f"{SIGN_IN}?next={wanted}"
        typed = {"login": "dee", "password": SECRETS["dee"]}
        answer = visitor.send(address, typed, 'action="/account/sign-in/"')
        assert answer.headers["Location"] == leads


def test_pages_of_allauth_that_we_do_not_want_are_not_there() -> None:
    for part in ("signup", "email", "password/reset", "password/change", "login"):
        assert Visitor().get(f"{ACCOUNT}{part}/").status_code == HTTPStatus.NOT_FOUND


def test_pages_of_an_account_are_kept_by_no_browser() -> None:
    dee = Visitor().signs_in("dee")
    for address in (SIGN_IN, ACCOUNT, "/account/codes/add/", "/account/sessions/"):
        assert "no-store" in dee.get(address).headers["Cache-Control"], address


def asha() -> Acting:
    """Return the recovery manager, as one who proved who she is."""
    return Acting(person("asha"), Via("password", "cli"))


def _without_marks(page: str) -> str:
    """Return a page without the marks that differ each time it is asked for."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|<time.*?</time>', "", page)
