"""What was found: raised, confirmed, dismissed by two people, or put right."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.state.subject import Finding
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.system import VERDICT_WORDS
from reinstate.desk import fields, links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import SentFile, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.checking import check_words
from reinstate.desk.subjects.isolating import WhyForm
from reinstate.desk.subjects.subject_act import SubjectAct, came_from
from reinstate.operations import examining, texts
from reinstate.operations.act import Acted, Acting


class RaiseForm(DeskForm):
    """What was found, and a file that shows it."""

    why = Words("What was found")
    file = SentFile("A file that shows it", is_needed=False)


class Raise(SubjectAct):
    """Say that something was found."""

    title = "Something was found on {}"
    button = "Raise the finding"
    said = "The finding on {} stands."
    lead = (
        "It stops the way back of this and of everything that needs it. What is connected"
        " already has to answer."
    )
    form_class = RaiseForm
    is_never_held_up = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Raise it."""
        kept = fields.keep(form.cleaned_data["file"])
        return examining.raise_finding(acting, (self.subject,), form.words("why"), kept)

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever was appended
        """Return the page on which what was found stands in words."""
        return links.to(self.desk, "subject-evidence", self.subject)


class FindingAct(ActView):
    """An act on the finding of its address."""

    template_name = "subjects/finding.html"
    said: ClassVar[str]
    lead: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **route: Any) -> HttpResponseBase:
        """Answer for a finding that there is."""
        if self.finding not in self.desk.council.findings:
            raise Http404
        return super().dispatch(request, *args, **route)

    @property
    def finding(self) -> EntryId:
        """Return what the act is about."""
        return str(self.kwargs["finding"])

    @property
    def known(self) -> Finding:
        """Return what is known of it."""
        return self.desk.council.findings[self.finding]

    def about(self) -> tuple[Ref, ...]:
        """Return the finding and its subjects."""
        return (self.finding, *self.known.subjects)

    def facts(self) -> dict[str, Any]:
        """Return what was found, and on what."""
        return {
            "area": "systems",
            "title": self.title.format(self.known.seq),
            "lead": self.lead,
            "finding": self.known,
            "came_from": came_from(self.request),
            "what": words_of(self.desk.council, self.known),
        }

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever was appended
        """Return what was done."""
        return self.said.format(self.known.seq)

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - likewise
        """Return the page of what it is on that they came from."""
        return links.to(self.desk, came_from(self.request), self.known.subjects[0])


def words_of(council: Council, finding: Finding) -> str:
    """Return what was found, as whoever raised it wrote it."""
    entry = council.facts.get(finding.seq)
    note = getattr(entry.event, "note", None) if entry else None
    return texts.text(note) or "A check found it: its report says what."


class Confirm(FindingAct):
    """Say that a finding is real."""

    title = "Finding #{} is real"
    button = "It is real"
    said = "Finding #{} is confirmed."

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        return examining.confirm_finding(acting, self.finding)


class Dismiss(FindingAct):
    """Propose that a finding is a false alarm."""

    title = "Finding #{} is a false alarm"
    button = "Sign first"
    said = "You signed first that finding #{} is a false alarm. Another person signs second."
    lead = "It takes two people. Clearances that lapsed because of it do not come back."
    form_class = WhyForm
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Sign first."""
        return examining.propose_dismissal(acting, self.finding, form.words("why"))


class LaterChecks(forms.MultipleChoiceField):
    """Checks made after a finding, on its subjects."""

    def __init__(self) -> None:
        """Ask which."""
        super().__init__(
            label="The checks that show it",
            widget=forms.CheckboxSelectMultiple,
            help_text="One for each subject, without findings and with full coverage, made later.",
            error_messages={"required": "Choose the checks. Without a later one, record it first."},
        )


class RemediatedForm(DeskForm):
    """Which checks show it."""

    checks = LaterChecks()


class Remediated(FindingAct):
    """Say that a finding is put right, as later checks show."""

    title = "Finding #{} is put right"
    button = "It is put right"
    said = "Finding #{} is put right."
    lead = "Only checks can show it: after it was found, without findings, with full coverage."
    form_class = RemediatedForm

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the later checks of its subjects."""
        form = super().form(*args, **options)
        field = form.fields["checks"]
        if isinstance(field, LaterChecks):
            field.choices = list(_later_checks(self.desk.present, self.known))
        return form

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Close it."""
        return examining.remediate_finding(acting, self.finding, tuple(form.cleaned_data["checks"]))


def _later_checks(council: Council, finding: Finding) -> list[tuple[EntryId, str]]:
    found: list[tuple[EntryId, str]] = []
    for subject in finding.subjects:
        for seq in reversed(subject_of(council, subject).facts):
            entry = council.facts.get(seq)
            if entry is None or seq < finding.seq or not isinstance(entry.event, CheckRecorded):
                continue
            said = f"{check_words(entry.event.check)}, {VERDICT_WORDS[entry.event.verdict]}"
            found.append((entry.id, f"{name_of(council, subject)}: {said} (#{seq})"))
    return found
