"""Puts the desk on each request, and turns a failure of the world into a page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from reinstate.core.journal.events.people import Strength
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput, ReinstateError
from reinstate.desk import proof, troubles
from reinstate.desk.seen import AS_OF, Desk
from reinstate.operations import situation

Response = Callable[[HttpRequest], HttpResponseBase]


class DeskMiddleware:
    """One council and one moment for each request, whatever is written meanwhile."""

    def __init__(self, get_response: Response) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request that has the desk on it; nothing of it is kept by a browser."""
        try:
            request.desk = desk_of(request)  # type: ignore[attr-defined]  # see `DeskRequest`
        except BadInput as trouble:
            request.desk = desk_of(request, as_of="")  # type: ignore[attr-defined]  # likewise
            told = troubles.Trouble("That moment cannot be shown", trouble.sentence, trouble.next)
            return troubles.told(request, HTTPStatus.BAD_REQUEST, told)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return a page for a failure that has a sentence; others are our own mistakes."""
        return troubles.of_error(request, error) if isinstance(error, ReinstateError) else None


def desk_of(request: HttpRequest, as_of: str | None = None) -> Desk:
    """Return what a request sees; only to who signed in is the past worked out.

    Raises:
        BadInput: If it asks for a moment that is none, or has not come.
    """
    asked = request.GET.get(AS_OF, "") if as_of is None else as_of
    present, now = situation.now()
    person, strength = _who(request, present.people)
    asked = asked if person else ""
    council, at = situation.known(asked) if asked else (present, now)
    return Desk(council, at, present, now, person, strength, asked)


def _who(request: HttpRequest, people: Any) -> tuple[PersonId, Strength]:
    """Return who signed in; who may no longer act is signed out."""
    if not request.user.is_authenticated:
        return "", "asserted"
    person = people.get(request.user.get_username())
    if person is None or not person.is_active:
        logout(request)
        return "", "asserted"
    return person.id, proof.strength_of(request)
