"""Every address of the desk, by area."""

from typing import Final

from django.urls import URLPattern, URLResolver

from reinstate.desk.account import urls as account
from reinstate.desk.situation import urls as situation
from reinstate.desk.subjects import urls as subjects

ROUTES: Final[list[URLPattern | URLResolver]] = [
    *situation.ROUTES,
    *subjects.ROUTES,
    *account.ROUTES,
]
