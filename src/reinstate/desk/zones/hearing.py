"""Say that subjects on watch were heard: the end of a silence is written down."""

from typing import Any

from reinstate.core.terms.reference import Ref
from reinstate.desk import links
from reinstate.desk.forms import DeskForm
from reinstate.desk.systems.many import ManyForm, ManyView, named
from reinstate.operations import contain
from reinstate.operations.act import Acted, Acting


class HearMany(ManyView):
    """Take heartbeats of subjects by hand, where no program brings them."""

    title = "Heard from"
    button = "They were heard just now"
    form_class = ManyForm
    area = "zones"
    back = "zones"
    nothing_new = "Heard as before: the time of it was written down."

    def about(self) -> tuple[Ref, ...]:
        """Return the subjects."""
        return self.chosen()

    def facts(self) -> dict[str, Any]:
        """Return what is named on the page."""
        facts = super().facts()
        return {**facts, "title": f"Heard from {named(facts)}"}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        return contain.hear(acting, self.many(form))

    def done(self, _acted: Acted) -> str:
        """Return that it is written down."""
        return "Written down: silences that ended, or began elsewhere, are in the journal."

    def leads_to(self, _acted: Acted) -> str:
        """Return the zones."""
        return links.to(self.desk, "zones")
