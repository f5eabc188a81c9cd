"""Recording an examination from its report: what was looked at, and what it said."""

from typing import Any, Final

from django import forms

from reinstate.core.checks.required import known_checks, required_checks
from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import VERDICT_WORDS, Route, Verdict
from reinstate.desk import fields
from reinstate.desk.fields import Offering, Sent, SentFile, When, Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.operations import examining, moments, reports
from reinstate.operations.act import Acted, Acting
from reinstate.operations.reports import Report

GAPS_MAX: Final = 200


class CheckField(forms.ChoiceField, Offering):
    """The checks there are, those first that this subject must pass."""

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name those that are required, then every other."""
        look = look_at(desk.present, subject, desk.now)
        needed = (
            required_checks(desk.present, look.row, look.route or Route.KEEP) if look.row else ()
        )
        others = [name for name in known_checks(desk.present) if name not in needed]
        self.choices = [
            *((name, f"{check_words(name)}: it must be passed") for name in needed),
            *((name, check_words(name)) for name in others),
        ]


def check_words(name: str) -> str:
    """Return the name of a check as people say it."""
    return name.replace("-", " ").capitalize()


class CheckForm(DeskForm):
    """Which check, its report, and what it says where it is not one that we can read."""

    check = CheckField(label="Which check")
    report = SentFile("Its report", hint="A JSON file says it all. Any other file: fill in below.")
    verdict = forms.ChoiceField(
        label="What it says",
        required=False,
        choices=[
            ("", "As the report says"),
            *((v.value, w.capitalize()) for v, w in VERDICT_WORDS.items()),
        ],
        help_text="Only where the report is no JSON file of ours.",
    )
    looked_at = forms.IntegerField(
        label="How many files were looked at", required=False, min_value=0
    )
    rules = forms.IntegerField(label="With how many rules", required=False, min_value=0)
    gaps = Words("What it could not read", is_needed=False, hint="One gap a line.")
    at = When("When it was made", is_needed=False)


class RecordCheck(SubjectAct):
    """Record an examination from its report."""

    title = "Record a check of {}"
    button = "Record it"
    said = "The check of {} is recorded."
    lead = (
        "Only a check without findings and with full coverage opens the way by itself. One with"
        " findings raises a finding."
    )
    form_class = CheckForm

    def initial(self) -> dict[str, Any]:
        """Start from the check that the address names."""
        return {"check": self.request.GET.get("check", "")}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        said = self._said(form)
        told = form.words("at")
        fact = CheckRecorded(
            subject=self.subject,
            check=form.words("check"),
            verdict=said.verdict,
            files=said.files,
            rules=said.rules,
            digest=fields.keep(form.cleaned_data["report"]),
            at=moments.moment(told, self.desk.now) if told else said.moment,
        )
        return examining.record_check(acting, fact, said.gaps)

    def done(self, acted: Acted) -> str:
        """Return which check it was, and what it says."""
        recorded = [each.event for each in acted.entries if isinstance(each.event, CheckRecorded)]
        if not recorded:
            return super().done(acted)
        check = recorded[0]
        name = check.check.replace("-", " ")
        return f"The check “{name}” of {self.name} is recorded: {VERDICT_WORDS[check.verdict]}."

    def _said(self, form: DeskForm) -> Report:
        report: Sent = form.cleaned_data["report"]
        if not form.words("verdict"):
            return reports.report_of(fields.stream(report), report.name or "the report")
        gaps = [line.strip() for line in form.words("gaps").splitlines() if line.strip()]
        return Report(
            Verdict(form.words("verdict")),
            form.cleaned_data["looked_at"] or 0,
            form.cleaned_data["rules"] or 0,
            tuple(gaps[:GAPS_MAX]),
        )
