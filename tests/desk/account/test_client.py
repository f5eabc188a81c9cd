"""Where a request comes from: its own address, unless a proxy that we know says another."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import override_settings

from reinstate.desk.account.client import NO_ADDRESS, ClientMiddleware, first_beyond, place_of

PROXY, OTHER, FAR = "10.0.0.5", "10.0.0.6", "198.51.100.7"


def settled(address: str, **headers: str) -> HttpRequest:
    """Return a request as all that comes after sees it."""
    seen: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    made: Any = RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)
    with override_settings(PROXIES=frozenset({PROXY, OTHER})):
        ClientMiddleware(answer)(made)
    return seen[0]


def test_a_stranger_cannot_say_that_they_are_somewhere_else() -> None:
    request = settled(FAR, x_forwarded_for="127.0.0.1", x_forwarded_proto="https")
    assert request.META["REMOTE_ADDR"] == FAR
    assert "HTTP_X_FORWARDED_FOR" not in request.META
    assert not request.is_secure()


def test_a_proxy_that_we_know_says_where_a_request_comes_from() -> None:
    request = settled(PROXY, x_forwarded_for=f"127.0.0.1, {FAR}", x_forwarded_proto="https")
    assert request.META["REMOTE_ADDR"] == FAR
    assert request.is_secure()


@pytest.mark.parametrize(
    ("said", "is_from"),
    [
        (f"{FAR}, {OTHER}", FAR),
        (f"203.0.113.1, {FAR}", FAR),
        ("2001:db8::1", "2001:db8::1"),
        (f"{FAR}, ::ffff:{OTHER}", FAR),
        (f"::ffff:{FAR}", FAR),
        (f"not an address, {OTHER}", ""),
        ("", ""),
    ],
)
def test_what_a_stranger_wrote_before_the_first_proxy_is_not_believed(
    said: str, is_from: str
) -> None:
    assert first_beyond(said, frozenset({PROXY, OTHER})) == is_from


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (FAR, FAR),
        ("2001:db8:0:7:1:2:3:4", "2001:db8:0:7::"),
        ("2001:db8:0:7::9", "2001:db8:0:7::"),
        ("2001:db8:0:8::9", "2001:db8:0:8::"),
        (f"::ffff:{FAR}", FAR),
        ("", NO_ADDRESS),
    ],
)
def test_limits_know_a_place_by_its_address_and_of_ipv6_by_its_network(
    address: str, place: str
) -> None:
    assert place_of(settled(address)) == place


def test_a_proxy_that_answers_on_both_kinds_of_address_is_known() -> None:
    assert settled(f"::ffff:{PROXY}", x_forwarded_for=FAR).META["REMOTE_ADDR"] == FAR
