"""The way back itself: to the clean zone, onto the network, and break-glass."""

from typing import Any

from django import forms

from reinstate.core.gates import reconnect
from reinstate.core.gates.break_glass import vital_services
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.terms.reference import Ref
from reinstate.desk.fields import Offering, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.operations import returning, trying
from reinstate.operations.act import Acted, Acting


class ToClean(SubjectAct):
    """Move an isolated subject to the clean zone."""

    title = "Move {} to the clean zone"
    button = "Move it"
    said = "{} is in the clean zone."
    lead = "Apart from everything: no users, no internet. There it is examined."

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - nothing is asked
        """Move it."""
        return returning.clean(acting, self.subject)


class Reconnect(SubjectAct):
    """Put a subject back on the network."""

    title = "Put {} back on the network"
    button = "Reconnect it"
    said = "{} is connected, and on watch."
    lead = "From here on people can reach it. Tell its owner before you press the button."
    template_name = "subjects/reconnect.html"
    is_signing = True
    passing = (ClearanceGiven,)

    def facts(self) -> dict[str, Any]:
        """Return what would refuse it now, for this person."""
        desk, command = self.desk, reconnect.Reconnect(self.subject)
        in_the_way = trying.blockers(desk.present, command, desk.acting(), desk.now)
        return {**super().facts(), "in_the_way": in_the_way}

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - nothing is asked
        """Reconnect it."""
        return returning.reconnect(acting, self.subject)


class ThreatField(forms.ChoiceField, Offering):
    """The services marked threat to life that need a subject."""

    nothing = "No service on which lives hang needs this: only two clearances bring it back."

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name them."""
        rows = vital_services(desk.present, subject)
        self.choices = [(row.id, row.name or row.id) for row in rows]


class GlassForm(DeskForm):
    """For which service, and why."""

    service = ThreatField(
        label="For which service",
        help_text="Only services marked as a threat to life, and only those that need this.",
    )
    why = Words("Why it cannot wait for a second signature")


class BreakGlass(SubjectAct):
    """Stand in, as duty director, for the second signature."""

    title = "Break the glass for {}"
    button = "Break the glass"
    said = "The glass is broken for {}: a second signature is due within a day."
    lead = (
        "Your word stands in for the second clearance and for its owner's acceptance. Everything"
        " else is asked as ever. It is red on every page until a second person signs."
    )
    form_class = GlassForm
    is_signing = True
    is_warning = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Break it."""
        return returning.break_glass(acting, self.subject, form.words("service"), form.words("why"))
