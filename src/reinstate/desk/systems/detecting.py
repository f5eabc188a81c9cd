"""New rules and indicators to look with: checks made before them count no more."""

from typing import Any, Final

from django import forms

from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.desk import fields, links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import SentFile
from reinstate.desk.forms import DeskForm
from reinstate.desk.systems.many import NAMED_MAX
from reinstate.operations import examining
from reinstate.operations.act import Acted, Acting

COUNT_MAX: Final = 1_000_000
"""So many rules come in one file at most."""


class DetectForm(DeskForm):
    """The file of them, and how many are new."""

    file = SentFile("The rules or indicators")
    count = forms.IntegerField(label="How many of them are new", min_value=1, max_value=COUNT_MAX)


class Detect(ActView):
    """Say that there are new ones, for the subjects that the address names; else for all."""

    title = "New rules to look with"
    button = "They are new: look again"
    form_class = DetectForm
    template_name = "systems/detect.html"
    is_warning = True

    @property
    def subjects(self) -> tuple[Ref, ...]:
        """Return what they touch; nothing for everything."""
        named = dict.fromkeys(self.request.GET.getlist("subject"))
        return tuple(one for one in named if is_subject(one) and links.is_known(self.desk, one))

    def about(self) -> tuple[Ref, ...]:
        """Return the subjects."""
        return self.subjects

    def facts(self) -> dict[str, Any]:
        """Return what they touch."""
        subjects = self.subjects
        return {
            "area": "systems",
            "named": [name_of(self.desk.present, one) for one in subjects[:NAMED_MAX]],
            "rest_count": max(len(subjects) - NAMED_MAX, 0),
        }

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Keep the file, and say so."""
        digest, count = fields.keep(form.cleaned_data["file"]), int(form.cleaned_data["count"])
        return examining.change_detection(acting, digest, count, self.subjects)

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the entries say what lapsed
        """Return what follows."""
        return "The new rules are kept. Checks made before them count no more."

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever lapsed
        """Return the clearances: some of them may have lapsed."""
        return links.to(self.desk, "clearances")
