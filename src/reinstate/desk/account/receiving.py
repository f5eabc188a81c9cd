"""Receives forms of strangers apart: however slowly they send, they hold up nobody who signed in.

A thread that answers waits for a form as long as its sender likes: nothing beneath us ends that
wait. So only some of the threads wait for what somebody sends who has not signed in, and fewer
for one place; the others are always there for those who work.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError

from reinstate.desk import proof
from reinstate.desk.account.client import place_of

FORM_BYTES_MAX: Final = 64 * 1024
"""More than any form of signing in has; who was signed in a moment ago may send what they wrote."""
AT_ONCE_MAX: Final = 8
"""So many threads wait for strangers: half of those that answer in a process."""
OF_ONE_PLACE_MAX: Final = 4
"""So many of them wait for one place: whoever holds these holds up nobody elsewhere."""

BUSY: Final = (
    "Too many forms of people who have not signed in are on their way. Nothing of yours was read."
    " Try again in some seconds, or from another machine. Isolating by command needs no desk.\n"
)
CUT: Final = "The form broke off on its way. Nothing of it was kept.\n"


class ReceivingMiddleware:
    """Reads what strangers send before anything asks for what is in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response
        self.lock = Lock()
        self.waiting = Counter[str]()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, once what a stranger sends is here."""
        if request.method == "POST" and not request.user.is_authenticated:
            with self._waits_for(place_of(request)) as has_room:
                if not has_room:
                    return _told(BUSY, HTTPStatus.TOO_MANY_REQUESTS)
                try:
                    _ = request.body
                except UnreadablePostError:
                    return _told(CUT, HTTPStatus.BAD_REQUEST)
        return self.get_response(request)

    @contextmanager
    def _waits_for(self, place: str) -> Iterator[bool]:
        """Yield whether this thread may wait for somebody at a place."""
        with self.lock:
            is_full = self.waiting.total() >= AT_ONCE_MAX
            has_room = not is_full and self.waiting[place] < OF_ONE_PLACE_MAX
            self.waiting[place] += has_room
        try:
            yield has_room
        finally:
            with self.lock:
                self.waiting[place] -= has_room
                self.waiting += Counter()  # places with nobody are forgotten


def is_too_long(request: HttpRequest) -> bool:
    """Return whether a stranger sends more than they have a form for."""
    was_here = bool(request.session.get(proof.WAS))
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if was_here else FORM_BYTES_MAX
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > most


def _told(words: str, status: HTTPStatus) -> HttpResponse:
    """Return a short answer: nothing of what is still to come is waited for."""
    told = {"Retry-After": "10", "Cache-Control": "no-store"}
    return HttpResponse(words, "text/plain; charset=utf-8", status, headers=told)
