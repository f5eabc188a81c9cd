"""Addresses of the journal."""

from typing import Final

from django.urls import URLPattern

from reinstate.core.gates.correct import Correct as CorrectCommand
from reinstate.desk.access import ACTIVE, giving
from reinstate.desk.journal import entry, listing
from reinstate.desk.journal.amending import Correct, Withdraw
from reinstate.desk.journal.proving import Checkpoints, Export, ProveEntry, ProveSince, Verify
from reinstate.desk.routes import page

CORRECTING: Final = giving(CorrectCommand)

ROUTES: Final[list[URLPattern]] = [
    page("journal/", listing.journal, name="journal", may=ACTIVE),
    page("journal/verify/", Verify.as_view(), name="journal-verify", may=ACTIVE),
    page("journal/checkpoints/", Checkpoints.as_view(), name="journal-checkpoints", may=ACTIVE),
    page("journal/checkpoints/since/", ProveSince.as_view(), name="prove-since", may=ACTIVE),
    page("journal/export/", Export.as_view(), name="journal-export", may=ACTIVE),
    page("journal/<int:seq>/", entry.entry, name="entry", may=ACTIVE),
    page("journal/<int:seq>/correct/", Correct.as_view(), name="entry-correct", may=CORRECTING),
    page("journal/<int:seq>/withdraw/", Withdraw.as_view(), name="entry-withdraw", may=CORRECTING),
    page("journal/<int:seq>/prove/", ProveEntry.as_view(), name="entry-prove", may=ACTIVE),
]
