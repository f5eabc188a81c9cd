"""Addresses of what is kept of people and in their words."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.access.erase_person import ErasePerson
from reinstate.core.access.keep_longer import KeepLonger
from reinstate.core.access.redact_note import RedactNote
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.kept import record, review
from reinstate.desk.kept.erasing import Erase, Rewrite
from reinstate.desk.kept.longer import Keep
from reinstate.desk.routes import page

ERASING: Final = giving(RedactNote, ErasePerson)

ROUTES: Final[list[URLPattern]] = [
    page("people/kept/", review.kept, name="kept", may=ACTIVE),
    page("people/kept/longer/", Keep.as_view(), name="keep", may=giving(KeepLonger)),
    page("people/kept/erase/", Erase.as_view(), name="erase", may=ERASING),
    page("people/kept/rewrite/", Rewrite.as_view(), name="rewrite", may=ERASING),
    page("people/kept/yours/", record.of_you, name="kept-of-you", may=ACTIVE),
    page("people/kept/yours/file/", record.file_of_you, name="kept-of-you-file", may=ACTIVE),
    page("people/<str:person>/kept/", record.of, name="kept-of", may=ERASING),
    page("people/<str:person>/kept/file/", record.file_of, name="kept-of-file", may=ERASING),
]
"""Before those of people: `kept` is no person. Anybody reads what is kept of themself."""
