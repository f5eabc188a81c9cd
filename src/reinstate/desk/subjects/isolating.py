"""Cutting off and looking: isolate, set back, seen, never cut, withdraw an isolation."""

from typing import Any, Final

from django import forms

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Declared, Measure, Seen
from reinstate.core.zones.isolate import usual_measure
from reinstate.desk import fields, links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import Offering, SentFile, When, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.operations import contain, texts
from reinstate.operations.act import Acted, Acting
from reinstate.operations.harm import harm_of

MEASURES: Final = {
    Measure.PORT: "Its network port is closed",
    Measure.HOST: "It is cut off on the machine itself",
    Measure.ROUTER: "The router or firewall blocks it",
    Measure.SUPPLIER: "The supplier cuts it off",
    Measure.POWER: "It is powered off",
    Measure.NONE: "Nothing is cut",
}
"""How something is cut off, in words."""

STATES: Final = {
    Seen.CUT: "Cut off: nothing gets through",
    Seen.LIVE: "Live: it still talks on the network",
    Seen.UNCLEAR: "Unclear",
}


class IsolateForm(DeskForm):
    """How it is cut, and why: both may be left out."""

    measure = forms.ChoiceField(
        label="How it is cut",
        required=False,
        choices=[("", "The usual way for this kind"), *((m.value, w) for m, w in MEASURES.items())],
        help_text="Power off only where disconnecting is impossible, and say why below.",
    )
    why = Words("Why", is_needed=False)


class IsolateOne(ActView):
    """Order one subject off the network."""

    title = "Isolate"
    button = "Isolate now"
    form_class = IsolateForm
    template_name = "subjects/isolate.html"
    is_never_held_up = True
    is_warning = True

    @property
    def subject(self) -> Ref:
        """Return what is isolated."""
        return str(self.kwargs["subject"])

    def facts(self) -> dict[str, Any]:
        """Return whom it would hit, so that nobody finds out afterwards."""
        council = self.desk.council
        return {
            "area": "systems",
            "title": f"Isolate {name_of(council, self.subject)}",
            "subject": self.subject,
            "usual": MEASURES[usual_measure(council, self.subject)],
            "is_off": _is_off(council, self.subject),
            "can_set_back": is_held(council, self.subject),
            "harm": harm_of(council, (self.subject,)),
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Isolate it."""
        measure = Measure(form.words("measure")) if form.words("measure") else None
        return contain.isolate(acting, (self.subject,), measure, form.words("why"))

    def done(self, _acted: Acted) -> str:
        """Return that it is ordered off."""
        return f"{name_of(self.desk.council, self.subject)} is isolated."

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the subject, or the situation where it is no subject of ours."""
        if not links.is_known(self.desk, self.subject):
            return links.to(self.desk, "situation")
        return links.to(self.desk, "subject", self.subject)


def _is_off(council: Council, subject: Ref) -> bool:
    return subject_of(council, subject).declared is Declared.ISOLATED


def is_held(council: Council, subject: Ref) -> bool:
    """Return whether it is on, and something that was found on it stands."""
    findings = subject_of(council, subject).findings
    is_found = any(council.findings[id_].holds for id_ in findings)
    return is_found and not _is_off(council, subject)


class StandingFinding(forms.ChoiceField, Offering):
    """One of the findings that stand on a subject, the newest first."""

    nothing = "Nothing that was found on it stands. Isolate it: that needs no finding."

    def __init__(self) -> None:
        """Ask which finding."""
        super().__init__(label="Because of which finding")

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name the findings that hold it."""
        council = desk.present
        held = [council.findings[id_] for id_ in subject_of(council, subject).findings]
        self.choices = [
            (one.id, f"#{one.seq} {_what(council, one.seq)}") for one in reversed(held) if one.holds
        ]


def _what(council: Council, seq: int) -> str:
    entry = council.facts.get(seq)
    return texts.text(getattr(entry.event, "note", None)) if entry else ""


class SetBackForm(DeskForm):
    """Because of what."""

    finding = StandingFinding()
    why = Words("Anything to add", is_needed=False)


class SetBack(SubjectAct):
    """Send a subject back to isolation because of a finding."""

    title = "Send {} back to isolation"
    button = "Isolate it again"
    said = "{} is back in isolation."
    lead = "What needs it is flagged. It starts again from the beginning of its gate."
    form_class = SetBackForm
    template_name = "subjects/set_back.html"
    is_never_held_up = True
    is_warning = True

    def facts(self) -> dict[str, Any]:
        """Return whom it would hit, as isolating does."""
        council = self.desk.present
        is_off, harm = _is_off(council, self.subject), harm_of(council, (self.subject,))
        return {**super().facts(), "is_off": is_off, "harm": harm}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Send it back."""
        return contain.set_back(acting, self.subject, form.words("finding"), form.words("why"))


class SeenForm(DeskForm):
    """What was seen, and when."""

    state = forms.ChoiceField(
        label="What was seen on the network",
        choices=[(state.value, words) for state, words in STATES.items()],
        widget=forms.RadioSelect,
    )
    at = When("When somebody looked")


class SeenOnNetwork(SubjectAct):
    """Say how a subject was seen: ordered is not done."""

    title = "What was seen of {}"
    said = "{}: what was seen is written down."
    lead = "To order something off is not yet to have it off. Look on the network, not on the plan."
    form_class = SeenForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        return contain.see(acting, (self.subject,), Seen(form.words("state")), self.moment(form))


class WhyForm(DeskForm):
    """A reason."""

    why = Words("Why")


class NeverCut(SubjectAct):
    """Say, as its owner, that a subject was never cut off."""

    title = "Say that {} was never cut off"
    button = "It was never cut off"
    said = "{} is declared never cut. A checklist with dates follows."
    lead = "Only for what stays connected because it must. What it still has to show gets a date."
    form_class = WhyForm
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Declare it."""
        return contain.declare_never_cut(acting, self.subject, form.words("why"))


class WithdrawForm(DeskForm):
    """What shows it, and why."""

    evidence = SentFile("The file that shows that the cut was never made")
    why = Words("Why")


class Withdraw(SubjectAct):
    """Propose that an isolation was never made on the network."""

    title = "Withdraw the isolation of {}"
    button = "Sign first"
    said = "You signed first that {} was never cut. Another person signs second."
    lead = "Within four hours, by two people, and only if the cut was never made on the network."
    form_class = WithdrawForm
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Sign first."""
        kept = fields.keep(form.cleaned_data["evidence"])
        return contain.propose_withdrawal(acting, self.subject, kept, form.words("why"))
