"""Addresses of the board."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.routes import page
from reinstate.desk.situation import views

ROUTES: Final[list[URLPattern]] = [
    page("", views.situation, name="situation", may=ACTIVE),
    page("board/", views.news, name="board", may=ACTIVE),
]
