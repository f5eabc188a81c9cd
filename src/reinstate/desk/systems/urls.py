"""Addresses of the list of systems, and of what is done to many subjects at once."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.checks.finding import ChangeDetection
from reinstate.core.zones.see import See
from reinstate.desk.access import ACTIVE, ISOLATING, giving
from reinstate.desk.routes import page
from reinstate.desk.systems import views
from reinstate.desk.systems.detecting import Detect
from reinstate.desk.systems.isolating import IsolateMany
from reinstate.desk.systems.seeing import SeeMany

ROUTES: Final[list[URLPattern]] = [
    page("systems/", views.list_of_systems, name="systems", may=ACTIVE),
    page("systems/systems.csv", views.spreadsheet, name="systems-table", may=ACTIVE),
    page("systems/isolate/", IsolateMany.as_view(), name="isolate-many", may=ISOLATING),
    page("systems/seen/", SeeMany.as_view(), name="see-many", may=giving(See)),
    page("systems/detection/", Detect.as_view(), name="detection", may=giving(ChangeDetection)),
]
