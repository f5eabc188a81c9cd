"""Say how many subjects were seen on the network: ordered is not done."""

from typing import Any

from django import forms

from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Seen
from reinstate.desk import links
from reinstate.desk.fields import When
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.isolating import STATES
from reinstate.desk.systems.many import ManyForm, ManyView, named
from reinstate.operations import contain, moments
from reinstate.operations.act import Acted, Acting


class SeeManyForm(ManyForm):
    """What was seen, and when."""

    state = forms.ChoiceField(
        label="What was seen on the network",
        widget=forms.RadioSelect,
        choices=[(str(value), words) for value, words in STATES.items()],
        error_messages={"required": "Say what was seen."},
    )
    at = When("When somebody looked")


class SeeMany(ManyView):
    """Write down one sighting of many subjects."""

    title = "Seen on the network"
    button = "Write it down"
    form_class = SeeManyForm
    nothing_new = "Seen as before: the time of it was written down."

    def about(self) -> tuple[Ref, ...]:
        """Return the subjects: somebody else may have seen them meanwhile."""
        return self.chosen()

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Write it down."""
        at = moments.moment(form.words("at"), self.desk.now)
        return contain.see(acting, self.many(form), Seen(form.words("state")), at)

    def facts(self) -> dict[str, Any]:
        """Return what is named on the page."""
        facts = super().facts()
        return {**facts, "title": f"What was seen of {named(facts)}"}

    def done(self, acted: Acted) -> str:
        """Return how many were seen differently than before."""
        count = len(acted.by_command)
        return f"Written down: {count:,} seen differently than before."

    def leads_to(self, _acted: Acted) -> str:
        """Return the list."""
        return links.to(self.desk, self.back)
