"""A service, or one part of it: what most forms of a service are about."""

from typing import Any, ClassVar, Final

from django import forms
from django.http import Http404

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.terms.reference import Ref, id_of, ref
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.operations.act import Acted
from reinstate.public.words import whom_words

EVERYBODY: Final = "Everybody"


def part_words(cell: Ref) -> str:
    """Return a channel and group as residents read them; all of it is everybody."""
    _, channel, group = id_of(cell).split("/")
    return whom_words(channel, group) or EVERYBODY


class PartForm(DeskForm):
    """A form about a service of several parts asks which; one of a single part does not."""

    part = forms.ChoiceField(
        label="Which part of it",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose a part that this service has."},
    )

    def offer(self, parts: list[tuple[str, str]]) -> None:
        """Offer these parts."""
        if len(parts) > 2:
            self.fields["part"].choices = parts  # type: ignore[attr-defined]  # of a choice
        else:
            del self.fields["part"]


class ServiceAct(ActView):
    """An act about a service or one of its cells."""

    form_class: ClassVar[type[DeskForm]] = PartForm

    @property
    def service(self) -> str:
        """Return the id of the service."""
        return str(self.kwargs["service"])

    @property
    def name(self) -> str:
        """Return what the service is called."""
        return name_of(self.desk.council, ref("service", self.service))

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Refuse a service that there is none of."""
        super().setup(request, *args, **kwargs)
        if ref("service", self.service) not in self.desk.present.register.rows:
            raise Http404

    def about(self) -> tuple[Ref, ...]:
        """Return the service and all its cells."""
        return (ref("service", self.service), *cells_of(self.desk.present, self.service))

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with the parts of this service."""
        made = super().form(*args, **options)
        if isinstance(made, PartForm):
            made.offer(parts_of(self.desk.present, self.service))
        return made

    def initial(self) -> dict[str, Any]:
        """Return the part that the address names."""
        asked = self.request.GET
        return {"part": asked.get("part") or asked.get("cell") or ""}

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk, and what the act is about."""
        return {
            "area": "services",
            "title": f"{self.title}: {self.name}",
            "service": self.service,
            "leads_back": (links.to(self.desk, "service", self.service), self.name),
        }

    def meant(self, form: DeskForm) -> Ref:
        """Return the cell or service that the form means."""
        return form.words("part") or ref("service", self.service)

    def leads_to(self, _acted: Acted) -> str:
        """Return the page of the service."""
        return links.to(self.desk, "service", self.service)


def parts_of(council: Council, service: str) -> list[tuple[str, str]]:
    """Return the whole and each part, with its words."""
    cells = cells_of(council, service)
    return [("", "All of it"), *((cell, part_words(cell)) for cell in cells)]
