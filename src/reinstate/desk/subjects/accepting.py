"""Accepting: a subject as it works, or what is not as it should be, until a date."""

from typing import Any

from django import forms

from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.levels.names import name_of
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import Verdict
from reinstate.core.zones.reach import needs_of
from reinstate.desk.fields import Line, Offering, Until, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.checking import check_words
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.operations import accepting, prove, texts
from reinstate.operations.act import Acted, Acting


class AcceptForm(DeskForm):
    """What was tried."""

    note = Words("What was tried, and how", is_needed=False)


class Accept(SubjectAct):
    """Say, in its accepting role, that a subject works as it should."""

    title = "Accept {}"
    button = "It works as it should"
    said = "{} is accepted."
    lead = (
        "Try what people do with it first. If it changes afterwards, it has to be accepted again."
    )
    form_class = AcceptForm
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Accept it."""
        return prove.accept(acting, self.subject, form.words("note"))


class UnsupportedForm(DeskForm):
    """Until when, and why."""

    until = Until()
    why = Words("Why, and what protects it meanwhile")


class AcceptUnsupported(SubjectAct):
    """Accept a system past its support until a date."""

    title = "Let {} run past its support"
    button = "Accept it"
    said = "{} may run past its support until that day."
    form_class = UnsupportedForm
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Accept it."""
        until = self.until(form)
        return accepting.accept_unsupported(acting, self.subject, until, form.words("why"))


class NeedField(forms.ChoiceField, Offering):
    """One of the things that a subject needs directly."""

    nothing = "It needs nothing directly: there is nothing that it could come back without."

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name what is not connected first."""
        council = desk.present
        needs = sorted(
            needs_of(council, subject),
            key=lambda one: (subject_of(council, one).is_connected, name_of(council, one)),
        )
        self.choices = [
            (one, f"{name_of(council, one)}: {subject_of(council, one).declared.value}")
            for one in needs
        ]


class DegradedForm(DeskForm):
    """Without what, for whom, until when, and what users lose."""

    without = NeedField(label="Without what")
    scope = Line("For whom or what", hint="As in: everybody, or: the two library branches.")
    until = Until()
    loss = Words("What users lose meanwhile")


class AcceptDegraded(SubjectAct):
    """Accept that a subject runs without one of its needs (R09)."""

    title = "Let {} come back without something it needs"
    button = "Accept it"
    said = "It is accepted that {} runs without that until then."
    lead = "Residents read that the services behind it are limited."
    form_class = DegradedForm
    is_signing = True

    def initial(self) -> dict[str, Any]:
        """Start from the need that the address names."""
        return {"without": self.request.GET.get("without", "")}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Accept it."""
        degraded = accepting.Degraded(
            form.words("without"), form.words("scope"), self.until(form), form.words("loss")
        )
        return accepting.accept_degraded(acting, self.subject, degraded)


class GapCheckField(forms.ChoiceField, Offering):
    """The checks that have gaps, the newest first."""

    nothing = "No check since it was isolated has gaps. Record the check first, with its gaps."

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name the checks of this round with incomplete coverage."""
        self.choices = [
            (entry.id, f"{check_words(entry.event.check)} (#{entry.seq})")
            for entry in reversed(look_at(desk.present, subject, desk.now).of(CheckRecorded))
            if isinstance(entry.event, CheckRecorded)
            and entry.event.verdict is Verdict.NONE_INCOMPLETE
        ]


class GapsForm(DeskForm):
    """Which check, why, and what is done instead."""

    check = GapCheckField(label="The gaps of which check")
    why = Words("Why they can be accepted")
    instead = Words("What is done instead")


class AcceptGaps(SubjectAct):
    """Sign first under every gap of one check; the other role signs second."""

    title = "Accept the gaps in a check of {}"
    button = "Sign first"
    said = "You signed first under the gaps in a check of {}. The other role signs second."
    lead = (
        "Forensic lead and senior risk owner sign for every gap that is listed. They stand in red"
        " wherever it is shown, and the watch after its return is twice as long."
    )
    form_class = GapsForm
    template_name = "subjects/gaps.html"
    is_signing = True

    def initial(self) -> dict[str, Any]:
        """Start from the check that the address names."""
        return {"check": self.request.GET.get("check", "")}

    def facts(self) -> dict[str, Any]:
        """Return the gaps of each check, in words."""
        look = look_at(self.desk.council, self.subject, self.desk.at)
        gaps = {
            entry.seq: [texts.text(gap) for gap in entry.event.gaps]
            for entry in look.of(CheckRecorded)
            if isinstance(entry.event, CheckRecorded) and entry.event.gaps
        }
        lines = [f"#{seq}: {gap}" for seq, found in gaps.items() for gap in found]
        return {**super().facts(), "gaps": lines}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Sign first."""
        return accepting.propose_gaps(
            acting, self.subject, form.words("check"), form.words("why"), form.words("instead")
        )
