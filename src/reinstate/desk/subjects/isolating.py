"""Isolating one subject: at once, by any active person, never held up."""

from typing import Any

from django import forms

from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Measure
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.operations import contain
from reinstate.operations.act import Acted, Acting


class IsolateForm(DeskForm):
    """How it is cut, and why: both may be left out."""

    measure = forms.ChoiceField(
        label="How it is cut",
        required=False,
        choices=[("", "The usual way for this kind"), *((m.value, m.value) for m in Measure)],
    )
    why = forms.CharField(label="Why", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class IsolateOne(ActView):
    """Order one subject off the network."""

    title = "Isolate"
    button = "Isolate now"
    form_class = IsolateForm
    is_never_held_up = True
    is_warning = True

    @property
    def subject(self) -> Ref:
        """Return what is isolated."""
        return str(self.kwargs["subject"])

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to."""
        name = name_of(self.desk.council, self.subject)
        return {"area": "systems", "title": f"Isolate {name}"}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Isolate it."""
        measure = Measure(form.words("measure")) if form.words("measure") else None
        return contain.isolate(acting, (self.subject,), measure, form.words("why"))

    def done(self, _acted: Acted) -> str:
        """Return that it is ordered off."""
        return f"{name_of(self.desk.council, self.subject)} is isolated."

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the subject."""
        return links.to(self.desk, "subject", self.subject)
