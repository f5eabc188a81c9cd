"""A sign-in that waits for its second factor, while what it rests on changes."""

from collections.abc import Callable
from http import HTTPStatus

import pytest

from reinstate.core.terms.moment import Moment
from reinstate.desk.account.half_done import OVER
from reinstate.operations import people
from tests.desk.account.test_proof import with_codes
from tests.desk.account.test_second_factor import CODES, acting
from tests.desk.account.visitor import (
    CODE,
    ELSEWHERE,
    SIGN_IN,
    SITUATION,
    Visitor,
    code_of,
    form_on,
    person,
)

NEW = "amber ladder forest"

pytestmark = pytest.mark.usefixtures("real")


def test_who_has_no_second_factor_any_more_starts_again_with_the_passphrase() -> None:
    _, half = _half_signed_in("ben")
    people.reset_factor(acting("cai"), person("ben"), "totp")
    assert half.get(CODE).headers["Location"] == SIGN_IN
    assert OVER in half.page(SIGN_IN)
    assert OVER not in half.page(SIGN_IN)
    assert half.signs_in("ben").is_in


@pytest.mark.parametrize("address", ["/account/sign-out/", SIGN_IN])
def test_every_page_of_signing_in_gets_out_of_it(address: str) -> None:
    _, half = _half_signed_in("ben")
    people.reset_factor(acting("cai"), person("ben"), "totp")
    answer = half.client.get(address, follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda: people.set_passphrase(acting("cai"), person("ben"), NEW),
        lambda: people.set_passphrase(acting("ben"), person("ben"), NEW),
        lambda: people.leave(acting("cai"), person("ben")),
        lambda: people.report_compromised(acting("cai"), person("ben"), Moment(), ""),
    ],
    ids=["passphrase reset", "own passphrase changed", "left", "compromised"],
)
def test_the_right_code_opens_nothing_once_the_passphrase_before_it_is_no_good(
    change: Callable[[], object],
) -> None:
    secret, half = _half_signed_in("ben")
    page = half.page(CODE)
    change()
    answer = half.client.post(CODE, {**form_on(page, CODES), "code": code_of(secret, 1)})
    assert answer.headers["Location"] == SIGN_IN
    assert OVER in half.page(SIGN_IN)
    assert not half.is_in


def test_what_changes_for_somebody_else_holds_up_nobody() -> None:
    secret, half = _half_signed_in("ben")
    people.set_passphrase(acting("cai"), person("dee"), NEW)
    answer = half.send(CODE, {"code": code_of(secret, 1)}, CODES)
    assert answer.headers["Location"] == SITUATION
    assert half.is_in


def _half_signed_in(handle: str) -> tuple[str, Visitor]:
    """Return the secret of somebody's codes, and a browser that waits for one of them."""
    _, secret = with_codes(handle)
    half = Visitor(ELSEWHERE)
    assert half.tries(handle).headers["Location"] == CODE
    return secret, half
