"""Pages for what goes wrong: each says what happened, that nothing was lost, and the way on."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.terms.trouble import ReinstateError
from reinstate.desk.access import Rule


class Trouble(Struct, frozen=True):
    """What a page of trouble says."""

    title: str
    sentence: str
    next: str = ""


PAST: Final = Trouble(
    "You are looking at the past",
    "Nothing can be done in it, and nothing was.",
    "Go back to now and send it from there.",
)
MISSING: Final = Trouble(
    "Page not found",
    "There is nothing at this address.",
    "Check it if you typed it; else start from the situation.",
)
FORGED: Final = Trouble(
    "The form was not accepted",
    "It did not come from a page of this desk that is still open, so nothing was done.",
    "Go back. If what you typed is still there, copy it before you load the page again: loading"
    " empties the form. Then send it anew.",
)
UNREADABLE: Final = Trouble(
    "That could not be read", "What was sent is no form of this desk. Nothing was done."
)
FAILED: Final = Trouble(
    "Something is wrong with this desk",
    "Nothing was half done: what is not in the journal did not happen.",
    "Tell whoever runs the desk; its log says what it was.",
)


def told(request: HttpRequest, status: HTTPStatus, trouble: Trouble) -> HttpResponse:
    """Return the page of a trouble; a bare one where the desk itself could not be read."""
    name = "desk/trouble.html" if hasattr(request, "desk") else "desk/bare.html"
    return render(request, name, {"trouble": trouble}, status=status)


def not_for_you(request: HttpRequest, rule: Rule) -> HttpResponse:
    """Return the page for somebody whom an address is not for."""
    trouble = Trouble(
        "This page is not for you",
        f"It is for {rule.whom}.",
        "An administrator can give you the role, if it should be yours.",
    )
    return told(request, HTTPStatus.FORBIDDEN, trouble)


def of_error(request: HttpRequest, error: ReinstateError) -> HttpResponse:
    """Return the page for a failure of the world, or of the journal."""
    place = f" ({error.place})" if error.place else ""
    trouble = Trouble("This did not work", f"{error.sentence}{place}", error.next)
    return told(request, HTTPStatus.SERVICE_UNAVAILABLE, trouble)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Return the page for an address that leads nowhere."""
    return told(request, HTTPStatus.NOT_FOUND, MISSING)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that is none, or that asks for the desk by another name."""
    trouble = _misnamed() if isinstance(exception, DisallowedHost) else UNREADABLE
    return told(request, HTTPStatus.BAD_REQUEST, trouble)


def _misnamed() -> Trouble:
    names: list[str] = settings.ALLOWED_HOSTS
    return Trouble(
        "The desk has another name",
        f"It is not reached by the one in the address. Go to {names[0]} instead.",
        f"It answers to {', '.join(names)}. Whoever runs it gives it others: serve --desk-host.",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Return the page for what is forbidden."""
    return told(request, HTTPStatus.FORBIDDEN, Trouble("Not allowed", "You may not do that here."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Return the page for a form that did not come from ours."""
    return told(request, HTTPStatus.FORBIDDEN, FORGED)


def failed(request: HttpRequest) -> HttpResponse:
    """Return the page for our own mistake."""
    return told(request, HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)
