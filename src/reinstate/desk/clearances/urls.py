"""Addresses of clearing."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.gates.clear import Clear
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.clearances import views
from reinstate.desk.clearances.signing import Sign
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("clearances/", views.clearances, name="clearances", may=ACTIVE),
    page("clearances/sign/", Sign.as_view(), name="clear", may=giving(Clear)),
]
