"""The way back of a subject: its route, restore points, rebuilt, restored, devices done."""

import re
from typing import Any, Final, Literal, cast

from django import forms
from django.core.exceptions import ValidationError

from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clean import possible_routes
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.events import facts
from reinstate.core.journal.rows import DeviceGroupRow
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import VERDICT_WORDS, Route
from reinstate.desk import fields
from reinstate.desk.fields import LINE_MAX, Offering, People, Sent, SentFile, When
from reinstate.desk.forms import DeskForm
from reinstate.desk.seen import Desk
from reinstate.desk.subjects.subject_act import SubjectAct, people
from reinstate.operations import kept, prove, reports, times
from reinstate.operations.act import Acted, Acting

DIGEST: Final = re.compile(r"[0-9a-f]{64}")

ROUTES: Final = {
    Route.KEEP: "Keep it: examined, its passwords reset, nothing rebuilt",
    Route.RESTORE: "Restore it from a backup onto a clean target",
    Route.REBUILD: "Rebuild it from clean media",
    Route.REPLACE: "Replace it by a new one",
    Route.RETIRE: "Retire it: it never comes back",
}
"""The ways back, in words."""


class RouteField(forms.ChoiceField, Offering):
    """The ways back that a subject of this hosting has."""

    widget = forms.RadioSelect

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name those that lead back, and retiring."""
        hosting = look_at(desk.present, subject, desk.now).hosting
        routes = possible_routes(hosting) | {Route.RETIRE}
        self.choices = [(one.value, words) for one, words in ROUTES.items() if one in routes]


class RouteForm(DeskForm):
    """The way back."""

    route = RouteField(label="How it comes back")


class ChooseRoute(SubjectAct):
    """Choose by which route a system comes back."""

    title = "Choose the way back of {}"
    said = "The way back of {} is chosen."
    lead = "It counts as a change: checks and clearances from before it count no more."
    form_class = RouteForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Choose it."""
        route = Route(form.words("route"))
        return prove.record(acting, facts.RouteChosen(subject=self.subject, route=route))


class PointForm(DeskForm):
    """The backup, when it was made, and what its sweep said."""

    made = When("When the backup was made", is_needed=True)
    manifest = SentFile(
        "The backup's manifest, or a list of its digests",
        is_needed=False,
        hint="Only its digest is kept.",
    )
    digest = forms.CharField(
        label="Or the SHA-256 of the backup itself",
        required=False,
        max_length=LINE_MAX,
        help_text="64 digits and letters a to f.",
    )
    report = SentFile("The report of its sweep, as JSON")
    is_verified = forms.BooleanField(label="Its integrity was tested", required=False)

    def clean_digest(self) -> str:
        """Return the digest in small letters, if it is one."""
        given = str(self.cleaned_data["digest"] or "").strip().lower()
        if given and not DIGEST.fullmatch(given):
            raise ValidationError("That is no SHA-256: it has 64 digits and letters a to f.")
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for the manifest or the digest: without either nobody knows which backup it is."""
        found = super().clean() or {}
        if not found.get("manifest") and not found.get("digest") and "digest" not in self.errors:
            self.add_error("manifest", "Choose the manifest, or give the digest of the backup.")
        return found


class RestorePoint(SubjectAct):
    """Record a backup to restore from: verified (R05) and swept (R03)."""

    title = "Record a restore point of {}"
    said = "A restore point of {} is recorded."
    lead = (
        "A backup that is not certainly older than the attack may hold it: then only data may be"
        " taken from it, no programs."
    )
    form_class = PointForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Record it."""
        said = form.cleaned_data
        report: Sent = said["report"]
        sweep = reports.report_of(fields.stream(report), report.name or "the report")
        manifest: Sent | None = said["manifest"]
        fact = facts.RestorePointRecorded(
            subject=self.subject,
            point=self.moment(form, "made"),
            digest=kept.digest_sent(fields.stream(manifest)) if manifest else said["digest"],
            report=fields.keep(report),
            is_integrity_verified=bool(said["is_verified"]),
            sweep=sweep.verdict,
            files=sweep.files,
            rules=sweep.rules,
        )
        return prove.record(acting, fact)


class RebuiltForm(DeskForm):
    """Who did it, how, and when."""

    method = forms.ChoiceField(
        label="What was done",
        choices=[("wiped", "The old one was wiped and rebuilt"), ("new", "It is a new one")],
        widget=forms.RadioSelect,
    )
    done_by = People()
    at = When()


class Rebuilt(SubjectAct):
    """Say that the target was wiped and rebuilt, or is new (R06)."""

    title = "{} was rebuilt"
    said = "{} is rebuilt."
    form_class = RebuiltForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        fact = facts.Rebuilt(
            subject=self.subject,
            done_by=people(form),
            method=cast("Literal['wiped', 'new']", form.words("method")),
            at=self.moment(form),
        )
        return prove.record(acting, fact)


class PointField(forms.ChoiceField, Offering):
    """One of the restore points that are recorded, the newest first."""

    nothing = "No restore point is recorded since it was isolated. Record it first."

    def offer(self, desk: Desk, subject: Ref) -> None:
        """Name the restore points of this round."""
        points = look_at(desk.present, subject, desk.now).of(facts.RestorePointRecorded)
        self.choices = [
            (one.id, _point_words(desk, one.event))
            for one in reversed(points)
            if isinstance(one.event, facts.RestorePointRecorded)
        ]


def _point_words(desk: Desk, event: facts.RestorePointRecorded) -> str:
    made = event.point.latest or event.point.earliest
    when = times.told(made) if made else "a time nobody knows"
    suspect = "; only data" if is_suspect(desk.present, event.point) else ""
    return f"Of {when}: {VERDICT_WORDS[event.sweep]}{suspect}"


class RestoredForm(DeskForm):
    """From which point, what, by whom."""

    point = PointField(label="From which restore point")
    contents = forms.ChoiceField(
        label="What was taken from it",
        choices=[("data-only", "Data only"), ("all", "Everything, programs too")],
        widget=forms.RadioSelect,
        initial="data-only",
    )
    done_by = People()
    at = When()


class Restored(SubjectAct):
    """Say that contents came back from a restore point (R04)."""

    title = "{} was restored"
    said = "{} is restored."
    form_class = RestoredForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        fact = facts.Restored(
            subject=self.subject,
            point=form.words("point"),
            done_by=people(form),
            contents=cast("Literal['all', 'data-only']", form.words("contents")),
            at=self.moment(form),
        )
        return prove.record(acting, fact)


class DevicesForm(DeskForm):
    """How many so far, and who did it."""

    rebuilt = forms.IntegerField(label="Rebuilt so far", min_value=0, initial=0)
    examined = forms.IntegerField(label="Examined so far, and found clean", min_value=0, initial=0)
    done_by = People()


class DevicesDone(SubjectAct):
    """Count devices of a group that are rebuilt, or examined and found clean."""

    title = "How many of {} are done"
    said = "The count of {} is written down."
    lead = "Counts of the whole group so far, not of today: a later count takes the place of this."
    form_class = DevicesForm

    def facts(self) -> dict[str, Any]:
        """Return how many there are."""
        row = self.desk.council.register.rows.get(self.subject)
        total = row.count if isinstance(row, DeviceGroupRow) else 0
        return {**super().facts(), "lines": (f"The group has {total:,} devices.",)}

    def initial(self) -> dict[str, Any]:
        """Start from the last count."""
        last = look_at(self.desk.council, self.subject, self.desk.at).last(facts.DevicesDone)
        event = last.event if last else None
        if not isinstance(event, facts.DevicesDone):
            return {}
        return {"rebuilt": event.rebuilt, "examined": event.examined}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        fact = facts.DevicesDone(
            subject=self.subject,
            rebuilt=form.cleaned_data["rebuilt"],
            examined=form.cleaned_data["examined"],
            done_by=people(form),
        )
        return prove.record(acting, fact)
