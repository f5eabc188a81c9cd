"""Clearances: what waits for a signature, what has two, and which died."""

from django.http import HttpResponse
from django.shortcuts import render

from reinstate.core.access.roles import roles_of
from reinstate.core.terms.role import Role
from reinstate.desk.seen import DeskRequest
from reinstate.operations.overview import overview
from reinstate.operations.signatures import signatures


def clearances(request: DeskRequest) -> HttpResponse:
    """Show all that concerns clearers, and to a clearer what may be signed now."""
    desk = request.desk
    found = signatures(overview(desk.council, desk.at, is_past=desk.is_past), desk.person)
    facts = {
        "area": "clearances",
        "mine": [one for one in found.waiting if one.may_sign],
        "others": [one for one in found.waiting if not one.may_sign],
        "left_out": found.left_out,
        "cleared": found.cleared,
        "died": found.died,
        "is_clearer": Role.CLEARER in roles_of(desk.council, desk.person, desk.at),
    }
    return render(request, "clearances/clearances.html", facts)
