"""Addresses of people and access."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.end_grant import EndGrant
from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.leave import Leave
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.terms.role import Role
from reinstate.desk.access import ACTIVE, giving, holding
from reinstate.desk.people import views
from reinstate.desk.people.enrolling import EnrolOne
from reinstate.desk.people.going import CompromisedOne, LeaveOne
from reinstate.desk.people.granting import EndOne, GrantOne
from reinstate.desk.people.vouching import ConfirmOne, PassphraseOf, ResetOne
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("people/", views.everybody, name="people", may=ACTIVE),
    page("people/enrol/", EnrolOne.as_view(), name="enrol", may=giving(Enrol)),
    page("people/<str:person>/", views.one, name="person", may=ACTIVE),
    page("people/<str:person>/grant/", GrantOne.as_view(), name="grant", may=giving(GrantRole)),
    page(
        "people/<str:person>/grant/<str:grant>/end/",
        EndOne.as_view(),
        name="end_grant",
        may=giving(EndGrant),
    ),
    page("people/<str:person>/confirm/", ConfirmOne.as_view(), name="confirm", may=giving(Confirm)),
    page(
        "people/<str:person>/passphrase/",
        PassphraseOf.as_view(),
        name="passphrase_of",
        may=holding(Role.ADMINISTRATOR),
    ),
    page(
        "people/<str:person>/reset/",
        ResetOne.as_view(),
        name="reset_factor",
        may=holding(Role.ADMINISTRATOR),
    ),
    page("people/<str:person>/leave/", LeaveOne.as_view(), name="leave", may=giving(Leave)),
    page(
        "people/<str:person>/compromised/",
        CompromisedOne.as_view(),
        name="compromised",
        may=giving(ReportCompromised),
    ),
]
