"""Addresses of the zones."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.zones.heartbeat import NoteHeartbeats
from reinstate.desk.access import ACTIVE, ISOLATING, giving
from reinstate.desk.routes import page
from reinstate.desk.systems.isolating import IsolateEverything
from reinstate.desk.zones import finding, views
from reinstate.desk.zones.hearing import HearMany

ROUTES: Final[list[URLPattern]] = [
    page("zones/", views.zones, name="zones", may=ACTIVE),
    page("zones/isolate/", IsolateEverything.as_view(), name="isolate-everything", may=ISOLATING),
    page("zones/isolate/find/", finding.find, name="isolate-find", may=ISOLATING),
    page("zones/heard/", HearMany.as_view(), name="hear-many", may=giving(NoteHeartbeats)),
]
