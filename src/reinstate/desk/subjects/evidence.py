"""What is kept before anything is wiped, and what others say in writing."""

from typing import Final, Literal, cast

from django import forms

from reinstate.core.journal.events import facts
from reinstate.desk import fields
from reinstate.desk.fields import Line, SentFile, SentFiles, Until, When
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.isolating import WhyForm
from reinstate.desk.subjects.subject_act import SubjectAct
from reinstate.operations import prove
from reinstate.operations.act import Acted, Acting

What = Literal["memory", "disk", "logs", "access-logs", "other"]

WHAT: Final[dict[What, str]] = {
    "memory": "Memory",
    "disk": "A disk image",
    "logs": "Logs",
    "access-logs": "Access logs of the supplier",
    "other": "Something else",
}
"""What was copied, in words."""


class EvidenceForm(DeskForm):
    """What was copied, and the files of it."""

    what = forms.ChoiceField(
        label="What was copied", choices=list(WHAT.items()), widget=forms.RadioSelect
    )
    copies = SentFiles(
        "Its files",
        hint="Each is kept under its digest. Of an image that is longer, send the list of digests.",
    )
    note = Line(
        "What it is, in words",
        is_needed=False,
        hint="Such as: a photo of the note on the screen. It is shown beside the files.",
    )
    at = When("When it was copied")


class Evidence(SubjectAct):
    """Keep evidence before anything is wiped (R16)."""

    title = "Keep evidence of {}"
    button = "Keep it"
    said = "Evidence of {} is kept."
    lead = "Before anything is wiped: once it is rebuilt, what was there is gone."
    form_class = EvidenceForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Keep it."""
        fact = facts.EvidenceTaken(
            subject=self.subject,
            what=cast("What", form.words("what")),
            files=tuple(fields.keep(one) for one in form.cleaned_data["copies"]),
            at=self.moment(form),
        )
        return prove.evidence(acting, fact, form.words("note"))


class Unobtainable(SubjectAct):
    """Say why a supplier cannot give evidence."""

    title = "No evidence of {} can be had"
    said = "It is written down why no evidence of {} can be had."
    lead = (
        "Only where a supplier runs it and cannot give any. Say whom you asked, and what they said."
    )
    form_class = WhyForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        return prove.evidence_unobtainable(acting, self.subject, form.words("why"))


class ConfigurationForm(DeskForm):
    """The configuration as a file."""

    file = SentFile("The configuration")
    at = When("When it was read from the device")


class Configuration(SubjectAct):
    """Record the configuration as it stands."""

    title = "Record the configuration of {}"
    button = "Keep it"
    said = "The configuration of {} is kept."
    lead = "It counts as a change: checks that were made before it have to be made again."
    form_class = ConfigurationForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Keep it."""
        kept = fields.keep(form.cleaned_data["file"])
        fact = facts.ConfigurationRecorded(subject=self.subject, digest=kept, at=self.moment(form))
        return prove.record(acting, fact)


class AttestationForm(DeskForm):
    """Who says so, the letter, and until when it holds."""

    author = Line("Who says so, and in what role", hint="As in: Kay Ito, head of security.")
    file = SentFile("The letter")
    until = Until("It holds until the end of")


class Attestation(SubjectAct):
    """Take what the supplier, or the other side of a link, says in writing."""

    title = "What the supplier or other side of {} says in writing"
    said = "The word in writing for {} is kept."
    form_class = AttestationForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Keep it."""
        kept = fields.keep(form.cleaned_data["file"])
        return prove.attested(
            acting, self.subject, form.words("author"), kept, expires_at=self.until(form)
        )


class MonitoredForm(DeskForm):
    """Where its logs arrive."""

    where = forms.ChoiceField(
        label="Where its logs arrive",
        choices=[
            ("central", "Where somebody watches all of them"),
            ("local", "On itself for now: foundation systems only, for a set time"),
        ],
        widget=forms.RadioSelect,
        initial="central",
    )


class Monitored(SubjectAct):
    """Say that its logs arrive where somebody watches (R08)."""

    title = "Monitoring of {}"
    said = "{} is monitored."
    lead = "Send a test message first, and see it arrive."
    form_class = MonitoredForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        where = cast("Literal['central', 'local']", form.words("where"))
        return prove.record(acting, facts.MonitoringAttached(subject=self.subject, where=where))
