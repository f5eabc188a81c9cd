"""Addresses of services."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.levels.backlog_count import CountBacklog
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.lower import Lower
from reinstate.core.levels.open import Open
from reinstate.core.levels.workaround_end import EndWorkaround
from reinstate.core.levels.workaround_reconcile import ReconcileWorkaround
from reinstate.core.levels.workaround_start import StartWorkaround
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.routes import page
from reinstate.desk.services.by_hand import Counts, Ends, Reconciles, Starts
from reinstate.desk.services.levels import Lifts, Lowers, Opens
from reinstate.desk.services.listing import services
from reinstate.desk.services.one import service
from reinstate.desk.services.story import story

ONE: Final = "services/<str:service>/"
BY_HAND: Final = f"{ONE}by-hand/<str:workaround>/"

ROUTES: Final[list[URLPattern]] = [
    page("services/", services, name="services", may=ACTIVE),
    page(ONE, service, name="service", may=ACTIVE),
    page(f"{ONE}timeline/", story, name="service-story", may=ACTIVE),
    page(f"{ONE}open/", Opens.as_view(), name="open", may=giving(Open)),
    page(f"{ONE}lower/", Lowers.as_view(), name="level-lower", may=giving(Lower)),
    page(f"{ONE}lift/", Lifts.as_view(), name="level-lift", may=giving(Lift)),
    page(
        f"{ONE}by-hand/",
        Starts.as_view(),
        name="workaround-start",
        may=giving(StartWorkaround),
    ),
    page(f"{BY_HAND}end/", Ends.as_view(), name="workaround-end", may=giving(EndWorkaround)),
    page(
        f"{BY_HAND}records/",
        Reconciles.as_view(),
        name="workaround-reconcile",
        may=giving(ReconcileWorkaround),
    ),
    page(
        "backlogs/<str:backlog>/count/",
        Counts.as_view(),
        name="backlog-count",
        may=giving(CountBacklog),
    ),
]
