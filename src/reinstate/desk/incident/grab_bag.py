"""The grab bag: plan, contacts and open blockers as one file to print, for when all is off."""

from django.http import HttpResponse

from reinstate.desk import downloads
from reinstate.desk.seen import DeskRequest
from reinstate.operations import grab_bag, situation


def grab_bag_file(request: DeskRequest) -> HttpResponse:
    """Give it; it holds names and ways to reach people."""
    desk = request.desk
    found = situation.situation(desk.council, desk.at)
    text = grab_bag.text(desk.council, found)
    return downloads.file("grab-bag.txt", text.encode(), downloads.TEXT)
