"""What strangers send is waited for by a few threads; who signed in is never among those."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.test import RequestFactory

from reinstate.desk import proof
from reinstate.desk.account import receiving
from reinstate.desk.account.receiving import ReceivingMiddleware, is_too_long
from tests.desk.account.visitor import ELSEWHERE, HERE

LENGTH = 30


class Person:
    """Whoever sends."""

    def __init__(self, *, is_authenticated: bool) -> None:
        """Say whether they signed in."""
        self.is_authenticated = is_authenticated


class Slow:
    """A form that comes when it is let."""

    def __init__(self) -> None:
        """Nothing is here yet."""
        self.asked, self.come = Event(), Event()

    def read(self, *_size: int) -> bytes:
        """Wait for it."""
        self.asked.set()
        self.come.wait()
        return b"a=" + b"b" * (LENGTH - 2)

    def close(self) -> None:
        """Nothing is to be closed."""


class Broken(Slow):
    """A form whose sender goes away."""

    def read(self, *_size: int) -> bytes:
        """Break off."""
        raise OSError


def post(address: str, stream: Slow, *, signed_in: bool = False) -> Any:
    """Return a form that somebody begins to send."""
    made: Any = RequestFactory().post("/", REMOTE_ADDR=address)
    made.META["CONTENT_LENGTH"] = str(LENGTH)
    made._stream = stream
    made.user, made.session = Person(is_authenticated=signed_in), {}
    return made


def answer(request: HttpRequest) -> HttpResponse:
    """Answer anything."""
    return HttpResponse(request.method)


@contextmanager
def held(door: ReceivingMiddleware, *addresses: str) -> Iterator[list[Slow]]:
    """Let a thread wait for each of these, until this ends."""
    forms = [Slow() for _ in addresses]
    threads = [
        Thread(target=door, args=(post(address, form),))
        for address, form in zip(addresses, forms, strict=True)
    ]
    for thread, form in zip(threads, forms, strict=True):
        thread.start()
        assert form.asked.wait(10)
    try:
        yield forms
    finally:
        for thread, form in zip(threads, forms, strict=True):
            form.come.set()
            thread.join(10)


def status(door: ReceivingMiddleware, address: str, *, signed_in: bool = False) -> int:
    """Return what somebody gets whose form is here at once."""
    form = Slow()
    form.come.set()
    return int(door(post(address, form, signed_in=signed_in)).status_code)


def test_one_place_holds_few_threads_and_leaves_the_others_to_others() -> None:
    door = ReceivingMiddleware(answer)
    with held(door, *[HERE] * receiving.OF_ONE_PLACE_MAX):
        assert status(door, HERE) == HTTPStatus.TOO_MANY_REQUESTS
        assert status(door, ELSEWHERE) == HTTPStatus.OK
        assert status(door, HERE, signed_in=True) == HTTPStatus.OK
        assert door(RequestFactory().get("/", REMOTE_ADDR=HERE)).status_code == HTTPStatus.OK
    assert status(door, HERE) == HTTPStatus.OK
    assert not door.waiting, "No place is remembered."


def test_many_places_hold_no_more_than_their_part_of_the_threads() -> None:
    door = ReceivingMiddleware(answer)
    with held(door, *[f"203.0.113.{n}" for n in range(receiving.AT_ONCE_MAX)]):
        assert status(door, ELSEWHERE) == HTTPStatus.TOO_MANY_REQUESTS
        assert status(door, ELSEWHERE, signed_in=True) == HTTPStatus.OK
    assert status(door, ELSEWHERE) == HTTPStatus.OK


def test_one_network_of_ipv6_is_one_place() -> None:
    door = ReceivingMiddleware(answer)
    with held(door, *[f"2001:db8::{n}" for n in range(receiving.OF_ONE_PLACE_MAX)]):
        assert status(door, "2001:db8::ff") == HTTPStatus.TOO_MANY_REQUESTS


def test_a_form_that_breaks_off_frees_its_thread_and_is_not_our_mistake() -> None:
    door = ReceivingMiddleware(answer)
    for _ in range(receiving.OF_ONE_PLACE_MAX + 1):
        assert door(post(HERE, Broken())).status_code == HTTPStatus.BAD_REQUEST
    with pytest.raises(UnreadablePostError):
        _ = post(HERE, Broken()).body


@pytest.mark.parametrize(
    ("length", "was_here", "is_refused"),
    [
        (receiving.FORM_BYTES_MAX, "", False),
        (receiving.FORM_BYTES_MAX + 1, "", True),
        (receiving.FORM_BYTES_MAX + 1, "p-asha", False),
        (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1, "p-asha", True),
    ],
)
def test_who_was_signed_in_a_moment_ago_may_send_what_they_wrote(
    length: int, was_here: str, *, is_refused: bool
) -> None:
    request = post(HERE, Slow())
    request.META["CONTENT_LENGTH"], request.session[proof.WAS] = str(length), was_here
    assert is_too_long(request) is is_refused


def test_a_thread_for_each_worker_is_left_for_those_who_work() -> None:
    from reinstate.web.serving import THREADS  # noqa: PLC0415 - it loads the server

    assert receiving.OF_ONE_PLACE_MAX < receiving.AT_ONCE_MAX <= THREADS // 2
