"""Addresses of the incident."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.incident import (
    aware,
    close,
    condition,
    decision,
    declare,
    first_entry,
    milestone,
    phase,
    root_cause,
    told,
)
from reinstate.desk.access import ACTIVE, giving, holding
from reinstate.desk.incident import acts, views
from reinstate.desk.incident.grab_bag import grab_bag_file
from reinstate.desk.people.views import READ_CONTACTS
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("incident/", views.incident, name="incident", may=ACTIVE),
    page("incident/exit/", views.exit_conditions, name="incident-exit", may=ACTIVE),
    page("incident/clocks/", views.clocks, name="incident-clocks", may=ACTIVE),
    page("incident/declare/", acts.Declare.as_view(), name="declare", may=giving(declare.Declare)),
    page("incident/phase/", acts.EnterPhase.as_view(), name="phase", may=giving(phase.EnterPhase)),
    page(
        "incident/met/<str:condition>/",
        acts.MeetCondition.as_view(),
        name="condition",
        may=giving(condition.MeetCondition),
    ),
    page(
        "incident/first-entry/",
        acts.BoundFirstEntry.as_view(),
        name="first-entry",
        may=giving(first_entry.BoundFirstEntry),
    ),
    page(
        "incident/aware/",
        acts.RecordAwareness.as_view(),
        name="aware",
        may=giving(aware.RecordAwareness),
    ),
    page(
        "incident/told/", acts.TellAuthority.as_view(), name="told", may=giving(told.TellAuthority)
    ),
    page(
        "incident/milestone/",
        acts.RecordMilestone.as_view(),
        name="milestone",
        may=giving(milestone.RecordMilestone),
    ),
    page(
        "incident/decision/",
        acts.TakeDecision.as_view(),
        name="decision",
        may=giving(decision.TakeDecision),
    ),
    page(
        "incident/root-cause/",
        acts.RemediateRootCause.as_view(),
        name="root-cause",
        may=giving(root_cause.RemediateRootCause),
    ),
    page("incident/close/", acts.Close.as_view(), name="close", may=giving(close.CloseIncident)),
    page("incident/grab-bag/", grab_bag_file, name="grab-bag", may=holding(*READ_CONTACTS)),
    page("incident/over/<str:incident>/", views.earlier, name="earlier-incident", may=ACTIVE),
]
