"""The tour of a practice home: its steps, beginning and ending it."""

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from reinstate.desk import links, troubles
from reinstate.desk.seen import DeskRequest
from reinstate.desk.tour import running

NO_TOUR: Final = troubles.Trouble(
    "There is no tour here",
    "A tour lets you be several people, so it runs in a practice home only, and where there is"
    " something to bring back.",
    "Start from the situation.",
)

BEGUN: Final = (
    "The tour has begun. Press the button of step 1. A strip on every page says what next."
)


def tour(request: DeskRequest) -> HttpResponseBase:
    """Show the steps of the tour that runs, or of the one that could."""
    desk = request.desk
    found = running.running(request, desk)
    about = running.offered(desk) if found is None else found.about
    if about is None:
        return troubles.told(request, HTTPStatus.NOT_FOUND, NO_TOUR)
    facts = {
        "area": "tour",
        "is_running": found is not None,
        "seen": found or running.tour_of(desk, about),
    }
    return render(request, "tour/tour.html", facts)


@require_POST
def begin(request: DeskRequest) -> HttpResponseBase:
    """Begin the tour that fits."""
    about = running.offered(request.desk)
    if about is None:
        return troubles.told(request, HTTPStatus.NOT_FOUND, NO_TOUR)
    messages.success(request, BEGUN)
    response = HttpResponseRedirect(f"{links.to(request.desk, 'tour')}#now")
    response.status_code = HTTPStatus.SEE_OTHER
    running.begin(response, about, is_secure=request.is_secure())
    return response


@require_POST
def end(request: DeskRequest) -> HttpResponseBase:
    """End it."""
    response = HttpResponseRedirect(links.to(request.desk, "situation"))
    response.status_code = HTTPStatus.SEE_OTHER
    running.end(response)
    return response
