"""Every address of the desk has a rule, and keeps to it whoever asks and however."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from reinstate.desk import routes
from reinstate.desk.access import OPEN, Rule
from reinstate.desk.seen import AS_OF
from reinstate.operations import reading, situation
from tests.desk.conftest import At
from tests.desk.samples import PEOPLE, address_of

SIGN_IN = "/account/sign-in/"


def every(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Yield every address of the site, those of libraries included."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from every(one.url_patterns)
        else:
            yield one


ADDRESSES = tuple(every(get_resolver().url_patterns))


def rule_of(pattern: URLPattern) -> Rule:
    """Return the rule that an address was made with."""
    rule: Rule = pattern.callback.rule  # type: ignore[attr-defined]  # set by `routes.guarded`
    return rule


def test_every_address_was_made_with_a_rule_and_a_name() -> None:
    lacking = [
        str(one.pattern) for one in ADDRESSES if not (hasattr(one.callback, "rule") and one.name)
    ]
    assert lacking == []
    assert {one.name for one in ADDRESSES} >= set(routes.RULES)


@pytest.mark.parametrize("pattern", ADDRESSES, ids=lambda one: str(one.name))
@pytest.mark.usefixtures("fresh")
def test_a_stranger_is_led_to_the_sign_in_and_nowhere_else(pattern: URLPattern) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    answers = [client.get(address_of(pattern)), client.post(address_of(pattern))]
    if rule_of(pattern) is OPEN:
        assert all(one.status_code < HTTPStatus.INTERNAL_SERVER_ERROR for one in answers)
        return
    assert [one.status_code for one in answers] == [HTTPStatus.FOUND] * 2
    assert all(one.headers["Location"].startswith(SIGN_IN) for one in answers)


@pytest.mark.parametrize("handle", PEOPLE)
def test_each_person_gets_what_the_rule_says_and_no_more(handle: str, at: At) -> None:
    one = at(handle)
    council, now = situation.now()
    for pattern in ADDRESSES:
        rule = rule_of(pattern)
        if rule is OPEN:
            continue
        answer = one.get(address_of(pattern))
        may = rule.holds(council, one.person, now)
        assert (answer.status_code == HTTPStatus.FORBIDDEN) is not may, (handle, pattern.name)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (handle, pattern.name)


def test_nothing_is_written_without_the_mark_that_our_own_pages_carry(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    for pattern in ADDRESSES:
        if rule_of(pattern) is OPEN:
            continue
        answer = asha.client.post(address_of(pattern), {"command_id": "0123456789ab", "seen": "1"})
        assert answer.status_code == HTTPStatus.FORBIDDEN, pattern.name
    assert reading.council().seq == size


def test_nothing_is_written_by_reading_any_page(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    for pattern in ADDRESSES:
        asha.get(address_of(pattern))
    assert reading.council().seq == size


def test_nothing_is_sent_from_the_past(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    council, now = situation.now()
    then = reading.council().last_at.isoformat()
    for pattern in ADDRESSES:
        rule = rule_of(pattern)
        if rule is OPEN or not rule.holds(council, asha.person, now):
            continue
        address = f"{address_of(pattern)}?{AS_OF}={then.replace('+', '%2B')}"
        assert asha.send_raw(address).status_code == HTTPStatus.CONFLICT, pattern.name
    assert reading.council().seq == size
