"""What strangers have counted: as many as they are, nobody's count is forgotten before its time."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.cache import caches
from django.db import connection

from reinstate.desk.account.forms import TOO_MANY_ANYWHERE
from reinstate.operations import clock
from reinstate.store import sign_in
from tests.desk.account.visitor import (
    CODE,
    ELSEWHERE,
    SECRETS,
    SIGN_IN,
    SITUATION,
    Visitor,
    code_of,
)

ROOM = 30
LOGINS = 60
CODES = 'action="/account/sign-in/code/"'
NOTHING = {"login": "", "password": ""}

pytestmark = pytest.mark.usefixtures("real")


@pytest.fixture(autouse=True)
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the table be full with fewer strangers than it takes in earnest."""
    monkeypatch.setattr(caches["default"], "_max_entries", ROOM)


def knocks(address: str) -> int:
    """Send a form of signing in that costs the desk little; return what it answers."""
    stranger = Visitor(address)
    stranger.get(SIGN_IN)
    mark = stranger.client.cookies["desk-form"].value
    sent = stranger.client.post(SIGN_IN, {**NOTHING, "csrfmiddlewaretoken": mark})
    return int(sent.status_code)


def test_many_addresses_make_nobody_forget_how_often_one_of_them_tried() -> None:
    first = "1.0.0.1"
    counted = [knocks(first) for _ in range(LOGINS + 1)]
    assert (counted[-2], counted[-1]) == (HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS)
    for number in range(3 * ROOM):
        knocks(f"203.0.113.{number}")
    assert knocks(first) == HTTPStatus.TOO_MANY_REQUESTS


def test_what_is_over_makes_room() -> None:
    cache = caches["default"]
    for number in range(3 * ROOM):
        cache.set(f"count-{number}", [], 60)
    assert _kept() == 3 * ROOM
    with connection.cursor() as cursor:
        long_ago = connection.ops.adapt_datetimefield_value(
            clock.machine_now() - timedelta(hours=1)
        )
        cursor.execute("UPDATE desk_cache SET expires = %s", [long_ago])
    cache.set("one-more", [], 60)
    assert _kept() == 1


def test_where_somebody_was_is_kept_no_longer_than_it_counts() -> None:
    knocks(ELSEWHERE)
    assert _kept()
    sign_in.forget_ended_sessions(clock.machine_now() + timedelta(minutes=2))
    assert _kept() == 0


def test_whoever_has_the_passphrase_and_many_addresses_does_not_guess_codes_for_ever() -> None:
    secret = Visitor().signs_in("asha").sets_up_codes("asha")
    answers = [_guess(f"203.0.113.{number}", "000000") for number in range(LOGINS + 1)]
    assert "not right" in answers[-2]
    assert TOO_MANY_ANYWHERE in answers[-1]
    assert TOO_MANY_ANYWHERE in _guess(ELSEWHERE, code_of(secret, 1))


def test_the_passphrase_of_an_open_session_is_not_guessed_at_either() -> None:
    dee = Visitor().signs_in("dee")
    new = {"new": "three words of mine", "again": "three words of mine"}
    guesses = [
        dee.send("/account/passphrase/", {"old": f"guess {number}", **new}, "novalidate")
        for number in range(6)
    ]
    assert "not this person" in guesses[4].content.decode()
    assert "too many tries" in guesses[5].content.decode()
    right = dee.send("/account/passphrase/", {"old": SECRETS["dee"], **new}, "novalidate")
    assert "too many tries" in right.content.decode()


def test_one_network_of_ipv6_is_one_place() -> None:
    secret = Visitor().signs_in("asha").sets_up_codes("asha")
    for number in range(5):
        assert "not right" in _guess(f"2001:db8:0:7::{number}", "000000")
    assert "Too many tries" in _guess("2001:db8:0:7:9::", code_of(secret, 1))
    assert _guess("2001:db8:0:8::1", code_of(secret, 1)) == SITUATION
    tries = [Visitor(f"2001:db8:0:9::{number}").tries("dee", "guess") for number in range(5)]
    assert tries[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS


def _guess(address: str, code: str) -> str:
    """Type a code after the passphrase; return where it leads, or the page."""
    thief = Visitor(address)
    thief.tries("asha")
    answer = thief.send(CODE, {"code": code}, CODES)
    return str(answer.headers.get("Location") or answer.content.decode())


def _kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM desk_cache")
        return int(cursor.fetchone()[0])
