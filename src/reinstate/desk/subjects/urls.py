"""Addresses of systems, links, waves and device groups."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.routes import page
from reinstate.desk.subjects import views
from reinstate.desk.subjects.isolating import IsolateOne

ROUTES: Final[list[URLPattern]] = [
    page("subjects/<str:subject>/", views.subject, name="subject", may=ACTIVE),
    page("subjects/<str:subject>/isolate/", IsolateOne.as_view(), name="isolate", may=ACTIVE),
]
