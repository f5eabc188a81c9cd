"""What all acts upon one person share: whom they are about, and the way back."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.terms.reference import PersonId
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.operations.act import Acted


class PersonAct(ActView):
    """An act upon somebody of this home."""

    lead: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Answer, if there is such a person."""
        if self.kwargs["person"] not in self.desk.present.people:
            raise Http404
        return super().dispatch(request, *args, **options)

    @property
    def person(self) -> PersonId:
        """Return whom it is about."""
        return str(self.kwargs["person"])

    @property
    def called(self) -> str:
        """Return what they are called."""
        return self.desk.names.get(self.person, self.person)

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to, and whom it is about."""
        title = f"{self.title}: {self.called}"
        back = (links.to(self.desk, "person", self.person), self.called)
        return {
            "area": "people",
            "title": title,
            "lead": self.lead,
            "person": self.person,
            "leads_back": back,
        }

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - back to the person whatever was done
        """Return the page of the person."""
        return links.to(self.desk, "person", self.person)
