"""Serving by hand, and what it leaves: workarounds, their records, and backlogs counted."""

from typing import Any, Final

from django import forms
from django.http import Http404

from reinstate.core.journal.events.service import WorkaroundReconciled
from reinstate.core.journal.rows import BacklogRow
from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref, ref, service_of
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.services.parts import PartForm, ServiceAct
from reinstate.operations import service_seen, serving
from reinstate.operations.act import Acted, Acting
from reinstate.operations.service_seen import WorkaroundSeen

COUNT_MAX: Final = 100_000_000
"""More than any council has of anything; a slip of the finger is not a count."""


class StartForm(PartForm):
    """How it is served meanwhile."""

    how = forms.CharField(
        label="How it is served meanwhile",
        help_text="For staff. What residents are to do stands in words that a second person"
        " approves.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how it is served meanwhile."},
    )
    has_no_records = forms.BooleanField(
        label="Nothing is written down meanwhile",
        help_text="Else what is written down has to be put into the system later.",
        required=False,
    )


class Starts(ServiceAct):
    """Serve a service, or a part of it, by hand."""

    title = "Serve by hand"
    button = "Serve it by hand from now on"
    form_class = StartForm

    def initial(self) -> dict[str, Any]:
        """Return what the register says could be done."""
        row = self.desk.present.register.rows[ref("service", self.service)]
        return {**super().initial(), "how": getattr(row, "workaround", "")}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Start it."""
        has_records = not form.cleaned_data["has_no_records"]
        meant, how = self.meant(form), form.words("how")
        return serving.start_workaround(acting, meant, how, makes_records=has_records)

    def done(self, _acted: Acted) -> str:
        """Return that it is served by hand."""
        return f"{self.name} is served by hand."


class WorkaroundAct(ServiceAct):
    """An act about one workaround of a service."""

    form_class = DeskForm
    template_name = "services/workaround.html"

    @property
    def workaround(self) -> WorkaroundSeen:
        """Return the workaround that the address names."""
        whole = service_seen.whole(self.desk.present, self.service, self.desk.now)
        for one in whole.workarounds if whole else ():
            if one.workaround.id == self.kwargs["workaround"]:
                return one
        raise Http404

    def about(self) -> tuple[Ref, ...]:
        """Return the workaround: whoever ends or reconciles it names it."""
        return (str(self.kwargs["workaround"]),)

    def facts(self) -> dict[str, Any]:
        """Return the workaround."""
        return {**super().facts(), "one": self.workaround}


class Ends(WorkaroundAct):
    """Stop serving by hand in one way."""

    title = "End serving by hand"
    button = "End it"

    def do(self, acting: Acting, _form: DeskForm) -> Acted:
        """End it."""
        return serving.end_workaround(acting, self.kwargs["workaround"])

    def done(self, _acted: Acted) -> str:
        """Return what is left to do."""
        left = " Its records are still to be put into the system."
        return "Serving by hand has ended." + (left if self.workaround.needs_reconciling else "")


class ReconcileForm(DeskForm):
    """How many records were made by hand."""

    records = forms.IntegerField(
        label="How many records were made by hand",
        help_text="All of them are in the system by now, or you know what became of each.",
        min_value=0,
        max_value=COUNT_MAX,
        error_messages={
            "required": "Say how many there were; 0 is a number too.",
            "invalid": "Write a number without commas.",
        },
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )


class Reconciles(WorkaroundAct):
    """Say that every record made by hand is in the system, or accounted for."""

    title = "Records made by hand"
    button = "All of them are accounted for"
    form_class = ReconcileForm

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Reconcile it."""
        id_ = self.kwargs["workaround"]
        return serving.reconcile_workaround(acting, id_, form.cleaned_data["records"])

    def done(self, acted: Acted) -> str:
        """Return how many records are reconciled."""
        found = (one.event for one in acted.entries if isinstance(one.event, WorkaroundReconciled))
        return f"{next(found).records:,} records made by hand are accounted for."


class CountForm(DeskForm):
    """How much waits."""

    count = forms.IntegerField(
        label="How many wait now, as counted",
        min_value=0,
        max_value=COUNT_MAX,
        error_messages={
            "required": "Say how many wait; 0 is a number too.",
            "invalid": "Write a number without commas.",
        },
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )


class Counts(ActView):
    """Say how much work of one kind waits."""

    title = "Count a backlog"
    button = "Save the count"
    form_class = CountForm
    template_name = "services/count.html"

    @property
    def row(self) -> BacklogRow:
        """Return the backlog that the address names."""
        row = self.desk.present.register.rows.get(ref("backlog", str(self.kwargs["backlog"])))
        if not isinstance(row, BacklogRow):
            raise Http404
        return row

    def about(self) -> tuple[Ref, ...]:
        """Return the backlog: somebody else's count names it."""
        return (self.row.id,)

    def facts(self) -> dict[str, Any]:
        """Return the backlog and its last count."""
        row = self.row
        service = service_of(row.cell)
        name = name_of(self.desk.present, ref("service", service))
        last = self.desk.present.backlogs.get(row.id)
        title = f"Count: {row.name or row.id}"
        back = (links.to(self.desk, "service", service), name)
        return {
            "area": "services",
            "title": title,
            "row": row,
            "last": last,
            "of": name,
            "leads_back": back,
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Count it."""
        return serving.count_backlog(acting, self.row.id, form.cleaned_data["count"])

    def done(self, acted: Acted) -> str:
        """Return the count beside what is usual."""
        row, last = self.row, acted.council.backlogs[self.row.id]
        return f"{row.name or row.id}: {last.count:,} {row.unit} wait; {row.baseline:,} is usual."

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of its service."""
        return links.to(self.desk, "service", service_of(self.row.cell))
