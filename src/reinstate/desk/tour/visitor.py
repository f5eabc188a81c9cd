"""Lets a visitor of the demo in as its recovery manager, without a question.

Only where the desk was started as the demo's, in a practice home that the demo made: nobody
proves anything there anyway.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from reinstate.desk.account.views import enter
from reinstate.desk.middleware import desk_of
from reinstate.operations import homes, identity

if TYPE_CHECKING:
    from reinstate.desk.seen import DeskRequest

ACCOUNT: Final = "/account/"
"""Below this is signing in and out: who signed out is not let in again there."""


class VisitorMiddleware:
    """Signs in whoever comes to a page of the demo without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, of a visitor as the owner of the home."""
        if settings.IS_DEMO and _is_visit(cast("DeskRequest", request)):
            desk = cast("DeskRequest", request).desk
            enter(request, identity.owner(desk.present))
            request.desk = desk_of(request)  # type: ignore[attr-defined]  # see `DeskRequest`
        return self.get_response(request)


def _is_visit(request: "DeskRequest") -> bool:
    is_reading = request.method == "GET" and not request.path.startswith(ACCOUNT)
    is_stranger = not request.desk.person and request.desk.is_practice
    return is_reading and is_stranger and homes.is_of_demo(homes.home_path())
