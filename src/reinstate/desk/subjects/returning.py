"""The way back itself: to the clean zone, onto the network, and break-glass."""

from typing import Any, Final

from django import forms

from reinstate.core.access.roles import people_with
from reinstate.core.gates import reconnect
from reinstate.core.gates.break_glass import vital_services
from reinstate.core.gates.examine import examine
from reinstate.core.gates.rows_connected import accepting_role
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.terms.reference import Ref
from reinstate.desk.fields import Offering, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.bar import bar_of
from reinstate.desk.subjects.gate import gaps_of
from reinstate.desk.subjects.signed import signatures_of
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.desk.wording import either
from reinstate.operations import returning, trying
from reinstate.operations.act import Acted, Acting
from reinstate.operations.harm import harm_without

SERVICES_MAX: Final = 12
"""So many services that wait for something are named before it goes back."""

ACCEPTERS_MAX: Final = 3
"""So many people are named who say yes to it as its owner."""


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
    lead = "From here on people can reach it."
    template_name = "subjects/reconnect.html"
    is_signing = True
    passing = (ClearanceGiven,)

    def facts(self) -> dict[str, Any]:
        """Return what goes back onto the network, and what would refuse it now, for this person."""
        desk, command = self.desk, reconnect.Reconnect(self.subject)
        examination = examine(desk.present, self.subject, desk.now)
        harm = harm_without(desk.present, (self.subject,))
        return {
            **super().facts(),
            "in_the_way": trying.blockers(desk.present, command, desk.acting(), desk.now),
            "gaps": gaps_of(examination),
            "signatures": signatures_of(examination.look),
            "harm": harm,
            "waiting": harm.services[:SERVICES_MAX],
            "rest_count": max(len(harm.services) - SERVICES_MAX, 0),
            "owner": self._owner(),
            **self._accepters(),
        }

    def _owner(self) -> str:
        """Return whose it is, by the register: a team, or the person of a wave."""
        facts = bar_of(self.desk, self.subject).facts
        return next((one.words for one in facts if one.name == "Owner"), "")

    def _accepters(self) -> dict[str, Any]:
        """Return who says yes to it as its owner, and in which role."""
        desk = self.desk
        role = accepting_role(desk.present.register.rows.get(self.subject))
        people = people_with(desk.present, role, self.subject, desk.now)
        names = sorted(desk.names.get(one, one) for one in people)
        return {"accepters": either(names[:ACCEPTERS_MAX]), "accepting_role": role}

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
