"""Hostile words in every field of every form: refused in a sentence or kept as words, never run."""

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import URLPattern

from reinstate.operations import identity, reading, situation
from tests.desk.conftest import At
from tests.desk.samples import PEOPLE, address_of
from tests.desk.staff import fields_of, written_fields
from tests.desk.test_access import ADDRESSES, rule_of

MARK = "<script>alert(1)</script>"
WORDS = (
    f"{MARK} ' \" & {{% csrf_token %}} {{{{ 7|add:1 }}}} \u202e\x07 é",
    f"\0{MARK}\r\nSet-Cookie: a=b",
    f"{MARK}{'x' * 70_000}",
    "-1",
    "9" * 400,
    "../../../../etc/passwd",
    "p-0000000000000000",
)

FAR = (
    ("asha", "/people/enrol/", {"name": "Zoe Quill", "until": "9999-12-31", "roles": ["clearer"]}),
    ("gwen", "/messages/promises/new/", {"say_more_by": "9999-12-31"}),
    ("gwen", "/messages/promises/new/", {"earliest": "0001-01-01", "latest": "2030-12-31"}),
)
"""Days at the edges of the calendar, where sums with them fail."""

KEEPING_AWAY = frozenset({"command_id", "seen", "csrfmiddlewaretoken"})


@pytest.mark.parametrize("pattern", ADDRESSES, ids=lambda one: str(one.name))
def test_hostile_words_in_every_field_are_words(pattern: URLPattern, later: At) -> None:
    address, rule = address_of(pattern), rule_of(pattern)
    council, now = situation.now()
    ids = {handle: identity.person_id(council, handle) for handle in PEOPLE}
    first = next((one for one in PEOPLE if rule.holds(council, ids[one], now)), "")
    if not (first and rule.needs_person):
        return
    person = later(first)
    answer = person.get(address)
    if answer.status_code != HTTPStatus.OK:
        return
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    page = answer.content.decode()
    fields = fields_of(page)
    for words in WORDS if written_fields(page) else ():
        given = {name: words for name in written_fields(page) if name not in KEEPING_AWAY}
        sent = person.client.post(address, {**fields, **given})
        assert sent.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (address, words[:40])
        assert MARK not in sent.content.decode(), (address, words[:40])
        if sent.status_code == HTTPStatus.SEE_OTHER:
            assert MARK not in person.page(sent.headers["Location"])
            fields = fields_of(person.get(address).content.decode()) or fields
    assert reading.council().seq


@pytest.mark.parametrize(("handle", "address", "typed"), FAR)
def test_a_day_that_nobody_can_mean_is_told_at_the_form(
    handle: str, address: str, typed: dict[str, Any], at: At
) -> None:
    answer = at(handle).send(address, typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "outside the years 1970 to 2199" in answer.content.decode()


def test_a_day_that_nobody_can_mean_finds_nothing_in_the_journal(at: At) -> None:
    page = at("asha").page("/journal/", since="0001-01-01", until="9999-12-31")
    assert "outside the years 1970 to 2199" in page
