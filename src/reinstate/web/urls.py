"""Every address of the desk; the residents' pages are files and have none here."""

from typing import Final

from reinstate.desk.urls import ROUTES

urlpatterns: Final = [*ROUTES]
handler400 = "reinstate.desk.troubles.unreadable"
handler403 = "reinstate.desk.troubles.not_allowed"
handler404 = "reinstate.desk.troubles.missing"
handler500 = "reinstate.desk.troubles.failed"
