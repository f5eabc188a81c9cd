"""Every address of the desk, by area."""

from typing import Final

from django.urls import URLPattern, URLResolver

from reinstate.desk.account import urls as account
from reinstate.desk.clearances import urls as clearances
from reinstate.desk.council import urls as council
from reinstate.desk.incident import urls as incident
from reinstate.desk.jobs import urls as jobs
from reinstate.desk.journal import urls as journal
from reinstate.desk.kept import urls as kept
from reinstate.desk.map import urls as map_
from reinstate.desk.messages import urls as messages
from reinstate.desk.mine import urls as mine
from reinstate.desk.people import urls as people
from reinstate.desk.services import urls as services
from reinstate.desk.sheets import urls as sheets
from reinstate.desk.situation import urls as situation
from reinstate.desk.subjects import urls as subjects
from reinstate.desk.systems import urls as systems
from reinstate.desk.tour import urls as tour
from reinstate.desk.zones import urls as zones

ROUTES: Final[list[URLPattern | URLResolver]] = [
    *account.ROUTES,
    *clearances.ROUTES,
    *council.ROUTES,
    *incident.ROUTES,
    *jobs.ROUTES,
    *journal.ROUTES,
    *kept.ROUTES,
    *map_.ROUTES,
    *messages.ROUTES,
    *mine.ROUTES,
    *people.ROUTES,
    *services.ROUTES,
    *sheets.ROUTES,
    *situation.ROUTES,
    *subjects.ROUTES,
    *systems.ROUTES,
    *tour.ROUTES,
    *zones.ROUTES,
]
