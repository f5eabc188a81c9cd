"""One subject of containment: where it stands, and everything between it and the network."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from reinstate.core.gates.examine import examine
from reinstate.core.terms.reference import Ref
from reinstate.desk import links
from reinstate.desk.seen import DeskRequest
from reinstate.operations.situation import subject_standing


def subject(request: DeskRequest, subject: Ref) -> HttpResponse:
    """Show a subject."""
    desk = request.desk
    if not links.is_known(desk, subject):
        raise Http404
    facts = {
        "area": "systems",
        "subject": subject,
        "standing": subject_standing(desk.council, subject, desk.at),
        "examination": examine(desk.council, subject, desk.at),
    }
    return render(request, "subjects/subject.html", facts)
