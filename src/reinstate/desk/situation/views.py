"""The board that everybody looks at."""

from django.http import HttpResponse
from django.shortcuts import render

from reinstate.desk.seen import DeskRequest
from reinstate.operations.situation import situation as standing


def situation(request: DeskRequest) -> HttpResponse:
    """Show how the council stands."""
    desk = request.desk
    found = standing(desk.council, desk.at)
    return render(request, "situation/board.html", {"area": "situation", "found": found})
