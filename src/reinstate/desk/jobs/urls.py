"""Addresses of jobs."""

from typing import Final

from django.urls import URLPattern

from reinstate.desk.access import ACTIVE
from reinstate.desk.jobs import views
from reinstate.desk.routes import page

ROUTES: Final[list[URLPattern]] = [
    page("jobs/", views.jobs, name="jobs", may=ACTIVE),
    page("jobs/<str:job>/", views.job, name="job", may=ACTIVE),
    page("jobs/<str:job>/result/", views.result, name="job-result", may=ACTIVE),
    page("jobs/<str:job>/cancel/", views.Cancel.as_view(), name="job-cancel", may=ACTIVE),
]
