"""The address of the map."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.map import views
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("map/", views.map_, name="map", may=ACTIVE),
]
