"""Addresses of the tour."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.routes import page
from reinstate.desk.tour import views

ROUTES: Final[list[URLPattern]] = [
    page("tour/", views.tour, name="tour", may=ACTIVE),
    page("tour/begin/", views.begin, name="tour-begin", may=ACTIVE),
    page("tour/end/", views.end, name="tour-end", may=ACTIVE),
]
