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
    page("import/columns/", columns.columns, name="import_columns", may=ACTIVE),
    page("import/columns/<str:sheet>.csv", columns.empty_sheet, name="empty_sheet", may=ACTIVE),
    page("import/<str:staged>/", Look.as_view(), name="import_look", may=TAKING),
    page("import/<str:staged>/again/", Again.as_view(), name="import_again", may=TAKING),
    page("import/<str:staged>/whole/", Replace.as_view(), name="import_replace", may=TAKING),
    page("import/<str:staged>/columns/<int:number>/", Map.as_view(), name="import_map", may=TAKING),
]
