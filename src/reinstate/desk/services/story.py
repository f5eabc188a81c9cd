"""What happened to one service: as it was known, or by when it and what it rests on was true."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import ref
from reinstate.desk.seen import DeskRequest
from reinstate.desk.timeline import timeline
from reinstate.operations.service_seen import rests_on

NAMED_MAX: Final = 12
"""So many of what it rests on are named; the rest is counted."""


def story(request: DeskRequest, service: str) -> HttpResponse:
    """Show what happened to a service.

    Its own entries say what somebody ordered, counted or opened, and are true when they are
    written down. When things happened is told of the systems: in true order they come along.
    """
    council, itself = request.desk.council, ref("service", service)
    if itself not in council.register.rows:
        raise Http404
    behind = rests_on(council, service)
    facts = {
        "area": "services",
        "service": service,
        "name": name_of(council, itself),
        "rests_on": behind[:NAMED_MAX],
        "rests_on_more": max(len(behind) - NAMED_MAX, 0),
        **timeline(request, (itself,), (itself, *behind)),
    }
    return render(request, "services/timeline.html", facts)
