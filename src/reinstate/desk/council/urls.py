"""Addresses of what holds for the whole council."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.access.require_check import RequireCheck
from reinstate.core.access.set_clock import SetClock
from reinstate.core.access.set_council import SetCouncil
from reinstate.core.access.tighten_limit import TightenLimit
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.council import views
from reinstate.desk.council.clock import Clock
from reinstate.desk.council.limits import Tighten
from reinstate.desk.council.names import Names
from reinstate.desk.council.requiring import Require
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("council/", views.council, name="council", may=ACTIVE),
    page("council/names/", Names.as_view(), name="council-set", may=giving(SetCouncil)),
    page(
        "council/limits/<str:limit>/", Tighten.as_view(), name="tighten", may=giving(TightenLimit)
    ),
    page("council/checks/", Require.as_view(), name="require-check", may=giving(RequireCheck)),
    page("council/clock/", Clock.as_view(), name="set-clock", may=giving(SetClock)),
]
