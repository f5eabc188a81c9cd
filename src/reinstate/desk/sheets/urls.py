"""Addresses of importing sheets."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.access.enrol import Enrol
from reinstate.core.register.apply import Import
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.routes import page
from reinstate.desk.sheets import columns
from reinstate.desk.sheets.looking import Again, Look, Replace
from reinstate.desk.sheets.mapping import Map
from reinstate.desk.sheets.uploading import Upload

TAKING: Final = giving(Import, Enrol)

ROUTES: Final[list[URLPattern]] = [
    page("import/", Upload.as_view(), name="import", may=TAKING),
    page("import/columns/", columns.columns, name="import-columns", may=ACTIVE),
    page("import/columns/<str:sheet>.csv", columns.empty_sheet, name="empty-sheet", may=ACTIVE),
    page("import/<str:staged>/", Look.as_view(), name="import-look", may=TAKING),
    page("import/<str:staged>/again/", Again.as_view(), name="import-again", may=TAKING),
    page("import/<str:staged>/whole/", Replace.as_view(), name="import-replace", may=TAKING),
    page("import/<str:staged>/columns/<int:number>/", Map.as_view(), name="import-map", may=TAKING),
]
