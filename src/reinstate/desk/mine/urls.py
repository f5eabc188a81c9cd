"""Addresses of what waits for the person who looks."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.mine import views
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("mine/", views.mine, name="mine", may=ACTIVE),
]
