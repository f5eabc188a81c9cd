"""Addresses of signing in."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import OPEN
from reinstate.desk.account import views
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("account/sign-in/", views.sign_in, name="account_login", may=OPEN),
]
