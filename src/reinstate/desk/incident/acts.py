"""What is done in an incident, each by one form: from declaring it to closing it."""

from typing import Any, cast

from django.http import Http404

from reinstate.core.incident.close import CloseIncident
from reinstate.core.incident.close import blockers as close_blockers
from reinstate.core.incident.conditions import CONDITIONS, exit_blockers
from reinstate.core.incident.controllers import controllers
from reinstate.core.incident.phase import ORDER, next_phase
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import Phase
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import ref
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.incident import forms
from reinstate.desk.incident.words import when
from reinstate.desk.next_steps import EVERYTHING
from reinstate.operations import incidents, moments
from reinstate.operations.act import Acted, Acting
from reinstate.operations.incident_story import PHASES

NO_REPORT_YET = "0" * 64


class OfIncident(ActView):
    """What acts of an incident share: they are about it, and lead to its page."""

    template_name = "incident/act.html"

    def about(self) -> tuple[str, ...]:
        """Return the incident that the form is about."""
        incident = self.desk.present.incident
        return (incident.id,) if incident is not None else ()

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk."""
        return {"area": "incident", "running": self.desk.present.incident}

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the incident."""
        return links.to(self.desk, "incident")


class Declare(OfIncident):
    """Say that the council is under attack."""

    title = "Declare an incident"
    button = "Declare it"
    form_class = forms.DeclareForm
    is_warning = True
    template_name = "incident/declare.html"
    next_marks = (EVERYTHING,)

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Declare it."""
        told = cast("forms.WhenForm", form).moment()
        return incidents.declare(acting, form.words("why"), moments.moment(told, self.desk.now))

    def done(self, _acted: Acted) -> str:
        """Return that it is declared, and what comes first."""
        return "The incident is declared. Cut off first, ask later: isolate what may be touched."


class EnterPhase(OfIncident):
    """Enter the next phase, or an earlier one again."""

    title = "Enter another phase"
    button = "Enter it"
    form_class = forms.PhaseForm
    template_name = "incident/phase.html"

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the next phase and the earlier ones.

        A second click asks for the phase that the first one entered: that is told as done.
        """
        form = super().form(*args, **options)
        field: Any = form.fields["phase"]
        incident = self.desk.present.incident
        asked = self.request.POST.get("phase", "")
        entered = [incident.phase] if incident is not None and incident.phase == asked else []
        phases = [*self._phases(), *entered]
        field.choices = [(phase.value, self._words(phase)) for phase in phases]
        return form

    def initial(self) -> dict[str, Any]:
        """Return the next phase."""
        return {"phase": next((phase.value for phase in self._phases()), "")}

    def facts(self) -> dict[str, Any]:
        """Return what holds the exit of the phase."""
        council = self.desk.council
        incident = council.incident
        held = exit_blockers(council, incident.phase, self.desk.at) if incident else ()
        return {
            **super().facts(),
            "held": held,
            "phase": PHASES[incident.phase] if incident else "",
            "most": 12,
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Enter it."""
        return incidents.enter_phase(acting, Phase(form.words("phase")), form.words("why"))

    def done(self, acted: Acted) -> str:
        """Return which phase it is now."""
        incident = acted.council.incident
        return f"The phase is now: {PHASES[incident.phase]}." if incident else "Done."

    def _phases(self) -> list[Phase]:
        incident = self.desk.present.incident
        if incident is None:
            return []
        following = next_phase(incident)
        place = ORDER.index(incident.phase)
        before = [phase for phase in ORDER[:place] if phase is not Phase.READY]
        return [*([following] if following else []), *reversed(before)]

    def _words(self, phase: Phase) -> str:
        incident = self.desk.present.incident
        is_next = incident is not None and phase is next_phase(incident)
        return f"{PHASES[phase]} (the next one)" if is_next else f"Back to: {PHASES[phase]}"


class MeetCondition(OfIncident):
    """Say that a condition which only a person can judge is met."""

    title = "Say that it is met"
    button = "It is met"
    form_class = forms.WhyForm
    template_name = "incident/condition.html"

    @property
    def code(self) -> str:
        """Return which condition."""
        return str(self.kwargs["condition"])

    def facts(self) -> dict[str, Any]:
        """Return the condition as it is written."""
        found = (one for some in CONDITIONS.values() for one in some if one.code == self.code)
        condition = next((one for one in found if one.is_judged), None)
        if condition is None:
            raise Http404
        return {**super().facts(), "sentence": condition.sentence}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Say so."""
        return incidents.meet_condition(acting, self.code, form.words("why"))

    def done(self, _acted: Acted) -> str:
        """Return that it is met."""
        return "The condition is met."


class BoundFirstEntry(OfIncident):
    """Say between when and when the attacker came in."""

    title = "When the attacker came in"
    button = "Record it"
    form_class = forms.FirstEntryForm
    template_name = "incident/first_entry.html"

    def facts(self) -> dict[str, Any]:
        """Return what is known so far."""
        running = self.desk.council.incident
        return {**super().facts(), "so_far": when(running.first_entry) if running else ""}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        moment = moments.between(form.words("first"), form.words("last"), self.desk.now)
        return incidents.bound_first_entry(acting, moment)

    def done(self, _acted: Acted) -> str:
        """Return that it is known."""
        return "When the attacker came in is recorded; every restore point is held against it."


class OfController(OfIncident):
    """What is said of one data controller."""

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the controllers on the register."""
        form = super().form(*args, **options)
        council = self.desk.present
        named = [(one, name_of(council, ref("organisation", one))) for one in controllers(council)]
        field: Any = form.fields["controller"]
        field.choices = named if len(named) == 1 else [("", "Choose one"), *named]
        return form

    def initial(self) -> dict[str, Any]:
        """Return the controller that was asked for."""
        return {"controller": self.request.GET.get("controller", "")}

    def _name(self, acted: Acted) -> str:
        controller = str(getattr(acted.by_command[0].event, "controller", ""))
        return name_of(acted.council, ref("organisation", controller))


class RecordAwareness(OfController):
    """Say since when a controller has known of the breach."""

    title = "Since when a controller has known"
    button = "Start its 72 hours"
    form_class = forms.AwareForm
    template_name = "incident/aware.html"

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Start its clock."""
        moment = moments.between(form.words("first"), form.words("last"), self.desk.now)
        return incidents.record_awareness(acting, form.words("controller"), moment)

    def done(self, acted: Acted) -> str:
        """Return that the clock runs."""
        return f"The 72 hours of {self._name(acted)} run."


class TellAuthority(OfController):
    """Say that the authority was told."""

    title = "The authority was told"
    button = "Record it"
    form_class = forms.ToldForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        told = moments.moment(cast("forms.WhenForm", form).moment(), self.desk.now)
        return incidents.tell_authority(acting, form.words("controller"), told, form.words("why"))

    def done(self, acted: Acted) -> str:
        """Return that it was told."""
        return f"{self._name(acted)} has told the authority."


class RecordMilestone(OfIncident):
    """Write down something worth telling leaders."""

    title = "Add a milestone"
    form_class = forms.MilestoneForm

    def about(self) -> tuple[str, ...]:
        """Return nothing: what others wrote down meanwhile does not hold this up."""
        return ()

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        told = moments.moment(cast("forms.WhenForm", form).moment(), self.desk.now)
        return incidents.record_milestone(acting, form.words("what"), told)

    def done(self, _acted: Acted) -> str:
        """Return that it is written down."""
        return "The milestone is written down."


class TakeDecision(OfIncident):
    """Record a decision."""

    title = "Add a decision"
    form_class = forms.DecisionForm

    def about(self) -> tuple[str, ...]:
        """Return nothing: what others wrote down meanwhile does not hold this up."""
        return ()

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        said = cast("forms.DecisionForm", form)
        return incidents.take_decision(
            acting, said.words("subject"), said.given(), said.chosen(), said.words("why")
        )

    def done(self, _acted: Acted) -> str:
        """Return that it is recorded."""
        return "The decision is written down."


class RemediateRootCause(OfIncident):
    """Say how the way in was closed."""

    title = "How the attacker's way in was closed"
    form_class = forms.WhatForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        return incidents.remediate_root_cause(acting, form.words("what"))

    def done(self, _acted: Acted) -> str:
        """Return that it is closed."""
        return "The way in is closed."


class Close(OfIncident):
    """End the incident on its written criteria, with the report."""

    title = "Close the incident"
    button = "Close it"
    form_class = forms.CloseForm
    is_warning = True
    is_signing = True
    template_name = "incident/close.html"

    def facts(self) -> dict[str, Any]:
        """Return every criterion that is not met."""
        desk = self.desk
        asking = Asking("", desk.at, desk.person, desk.acting().via)
        held = close_blockers(desk.council, CloseIncident(NO_REPORT_YET), asking)
        return {**super().facts(), "held": held, "most": 60}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Close it."""
        report = form.cleaned_data["report"]
        return incidents.close_with(acting, report.file)

    def done(self, _acted: Acted) -> str:
        """Return that it is closed."""
        return "The incident is closed. Its report is kept."
