"""By when residents hear from us again."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.terms.reference import Ref
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.look.forms import DateAndTime
from reinstate.operations import incidents, since
from reinstate.operations.act import Acted, Acting
from reinstate.operations.days import ZONE
from reinstate.operations.times import told


class NextUpdateForm(DeskForm):
    """The moment."""

    due = forms.SplitDateTimeField(
        label="Residents hear from us again by",
        help_text="It stands on every page, and says by itself that we are late once it has"
        " passed.",
        widget=DateAndTime,
        error_messages={
            "required": "Say by when residents hear more.",
            "incomplete": "Say the day and the time.",
            "invalid_date": "Write the day as 2026-12-01.",
            "invalid_time": "Write the time as 09:30.",
        },
    )


class SetsNextUpdate(ActView):
    """Say by when residents hear from us again."""

    title = "Next update"
    button = "Tell residents so"
    form_class = NextUpdateForm

    def about(self) -> tuple[Ref, ...]:
        """Return the promise of an update itself: another's is read before it is replaced."""
        return (since.kind_word(NextUpdateDue),)

    def initial(self) -> dict[str, Any]:
        """Return when it is due as it stands."""
        incident = self.desk.present.incident
        due = incident.next_update_at if incident else None
        return {"due": due.astimezone(ZONE) if due and due > self.desk.now else None}

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk."""
        return {"area": "messages"}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Set it."""
        due: datetime = form.cleaned_data["due"]
        return incidents.set_next_update(acting, due.astimezone(UTC))

    def done(self, acted: Acted) -> str:
        """Return when it is due."""
        incident = acted.council.incident
        due = incident.next_update_at if incident else None
        return f"Residents hear from us again by {told(due)}." if due else "It is set."

    def leads_to(self, _acted: Acted) -> str:
        """Return the messages."""
        return links.to(self.desk, "messages")
