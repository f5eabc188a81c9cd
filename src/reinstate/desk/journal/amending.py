"""Putting an entry right, or withdrawing it: by a later entry, never by changing this one."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.desk import links, wording
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.journal.entry import entry_seen, is_correctable
from reinstate.operations import correcting, moments
from reinstate.operations.act import Acted, Acting

AS: Final = "as-"
"""How the names of fields begin that say what the entry should have said."""


class WhyForm(DeskForm):
    """What was wrong."""

    why = forms.CharField(
        label="What was wrong", widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000
    )


class Amending(ActView):
    """What correcting and withdrawing share: the entry, and the page of it."""

    form_class = WhyForm
    template_name = "journal/amend.html"

    @property
    def seq(self) -> int:
        """Return the number of the entry."""
        return int(self.kwargs["seq"])

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Answer only for an entry that could be put right."""
        seen = entry_seen(self.desk, self.seq)
        if not is_correctable(self.desk, seen.entry):
            raise Http404
        return super().dispatch(request, *args, **options)

    def about(self) -> tuple[str, ...]:
        """Return the entry's own id."""
        return (entry_seen(self.desk, self.seq).entry.id,)

    def facts(self) -> dict[str, Any]:
        """Return the entry in words."""
        seen = entry_seen(self.desk, self.seq)
        sentence = wording.said(self.desk, seen.sentence)
        title = f"{self.title} {self.seq}"
        return {"area": "journal", "title": title, "seen": seen, "sentence": sentence}

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the entry, which names its correction."""
        return links.to(self.desk, "entry", self.seq)


class Withdraw(Amending):
    """Say that an entry should not be there."""

    title = "Withdraw entry"
    button = "Withdraw it"
    is_warning = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Withdraw it."""
        return correcting.withdraw(acting, self.seq, form.words("why"))

    def done(self, _acted: Acted) -> str:
        """Return that it is withdrawn."""
        return f"Entry {self.seq} is withdrawn."


class CorrectForm(WhyForm):
    """What the entry should have said: each field as it stands, to be typed over."""

    def __init__(self, *args: Any, stands: dict[str, str], **options: Any) -> None:
        """Take a field for each of the event's own."""
        super().__init__(*args, **options)
        self.stands = stands
        for name, value in stands.items():
            self.fields[f"{AS}{name}"] = forms.CharField(
                label=name.replace("_", " ").strip().capitalize(),
                required=False,
                initial=value,
                max_length=4_000,
            )
        self.order_fields([f"{AS}{name}" for name in stands])

    def changed_fields(self) -> dict[str, str]:
        """Return what was typed over."""
        said = {name: self.words(f"{AS}{name}") for name in self.stands}
        return {name: value for name, value in said.items() if value != self.stands[name]}


class Correct(Amending):
    """Say what an entry should have said."""

    title = "Put right entry"
    button = "Put it right"

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with a field for each that may be corrected."""
        stands = correcting.fields_of(self.desk.present, self.seq)
        return CorrectForm(*args, stands=stands, **options)

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Put right what was typed over."""
        fields = form.changed_fields() if isinstance(form, CorrectForm) else {}
        now = self.desk.now
        return correcting.correct(
            acting, self.seq, fields, form.words("why"), lambda words: moments.moment(words, now)
        )

    def done(self, _acted: Acted) -> str:
        """Return that it is put right."""
        return f"Entry {self.seq} is put right."
