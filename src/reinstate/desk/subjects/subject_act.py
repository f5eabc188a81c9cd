"""What every form about one subject shares: the subject, its name, and where it leads."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.levels.names import name_of
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.reference import PersonId, Ref, is_subject
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import Offering
from reinstate.desk.forms import DeskForm
from reinstate.operations import moments, times
from reinstate.operations.act import Acted
from reinstate.operations.situation import subject_standing

BACK: Final = "back"
"""What the address of a form carries that was opened beside the proofs and not on the way back."""


def came_from(request: HttpRequest) -> str:
    """Return the page of a subject to go back to: the way back says what is to do next."""
    return "subject-evidence" if request.GET.get(BACK) == "evidence" else "subject"


class SubjectAct(ActView):
    """An act on the subject of its address.

    `title` and `said` have its name at `{}`; `lead` is why it matters, in a sentence.
    """

    said: ClassVar[str]
    lead: ClassVar[str] = ""
    template_name = "subjects/act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **route: Any) -> HttpResponseBase:
        """Answer for a subject that the register has or had."""
        if not (is_subject(self.subject) and links.is_known(self.desk, self.subject)):
            raise Http404
        return super().dispatch(request, *args, **route)

    @property
    def subject(self) -> Ref:
        """Return what the act is about."""
        return str(self.kwargs["subject"])

    @property
    def name(self) -> str:
        """Return what people call it."""
        return name_of(self.desk.council, self.subject)

    def about(self) -> tuple[Ref, ...]:
        """Return the subject: whoever changes it changes what this rests on."""
        return (self.subject,)

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the choices that this subject has."""
        form = super().form(*args, **options)
        for field in form.fields.values():
            if isinstance(field, Offering):
                field.offer(self.desk, self.subject)
                field.help_text = field.help_text if field.choices else field.nothing
        return form

    def facts(self) -> dict[str, Any]:
        """Return what stands above the form."""
        return {
            "area": "systems",
            "title": self.title.format(self.name),
            "lead": self.lead,
            "subject": self.subject,
            "came_from": came_from(self.request),
            "standing": subject_standing(self.desk.council, self.subject, self.desk.at),
        }

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - others read it
        """Return what was done, with its name."""
        return self.said.format(self.name)

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - others read it
        """Return the page of the subject that they came from."""
        return links.to(self.desk, came_from(self.request), self.subject)

    def moment(self, form: DeskForm, name: str = "at") -> Moment:
        """Return when something was true, as the form says."""
        return moments.moment(form.words(name), self.desk.now)

    def until(self, form: DeskForm, name: str = "until") -> datetime:
        """Return when something ends, as the form says."""
        return times.until(form.words(name), self.desk.now)


def people(form: DeskForm) -> tuple[PersonId, ...]:
    """Return who did it, as the form says."""
    chosen: tuple[PersonId, ...] = form.cleaned_data["done_by"]
    return chosen
