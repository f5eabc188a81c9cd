"""What the council is called, and how its pages look."""

from typing import Any

from django import forms

from reinstate.desk.council.council_act import CouncilAct
from reinstate.desk.fields import Line
from reinstate.desk.forms import DeskForm
from reinstate.operations import settings_of_home
from reinstate.operations.act import Acted, Acting


class NamesForm(DeskForm):
    """A name, a host, and a colour."""

    name = Line("What the council is called")
    host = Line(
        "Where residents find its pages",
        hint="The name of the host alone, in small letters, as in status.example.gov.uk.",
    )
    colour = forms.CharField(
        label="Colour of its pages",
        help_text="White words stand on it: it has to be dark enough to read them.",
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
    )


class Names(CouncilAct):
    """Say what it is called; residents read it as soon as the pages are published next."""

    title = "What this council is called"
    button = "Save"
    form_class = NamesForm
    is_signing = True
    lead = "Residents read the name on every page, from the next time they are published."

    def about(self) -> tuple[str, ...]:
        """Return the names as they are: whoever set them meanwhile wrote these."""
        return tuple(self.initial().values())

    def initial(self) -> dict[str, Any]:
        """Start from how it is called now."""
        names = self.desk.present.home.council
        return {"name": names.name, "host": names.host, "colour": names.colour}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Set them."""
        return settings_of_home.set_council(
            acting, name=form.words("name"), host=form.words("host"), colour=form.words("colour")
        )

    def done(self, acted: Acted) -> str:
        """Return how it is called now."""
        names = acted.council.home.council
        return f"The council is {names.name}, at {names.host}, in {names.colour}."
