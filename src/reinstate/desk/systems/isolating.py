"""Isolate many subjects: what stops by it is named first, then one click; never refused."""

from typing import Any, Final

from django import forms
from msgspec import Struct

from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, ref
from reinstate.core.terms.zone import Measure
from reinstate.core.zones.subjects import all_subjects
from reinstate.desk import links
from reinstate.desk.fields import Words
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.isolating import MEASURES
from reinstate.desk.systems.many import NAMED_MAX, ManyForm, ManyView
from reinstate.operations import contain
from reinstate.operations.act import Acted, Acting
from reinstate.operations.harm import Harm, Stopped, harm_of
from reinstate.operations.harm_behind import NOTHING, harm_behind
from reinstate.operations.plain_words import by_kind

SERVICES_MAX: Final = 20
"""So many services that stop are named, the worst first; the rest is counted."""


class IsolateManyForm(ManyForm):
    """How they are cut, and why: both may be left out."""

    measure = forms.ChoiceField(
        label="How they are cut",
        required=False,
        choices=[("", "The usual way for each kind"), *((m.value, w) for m, w in MEASURES.items())],
        help_text="Power off only where disconnecting is impossible, and say why below.",
    )
    why = Words("Why", is_needed=False)


class Life(Struct, frozen=True):
    """A service whose absence may kill, and what can be done by hand meanwhile."""

    id: str
    name: str
    people_affected: int
    workaround: str


class IsolateMany(ManyView):
    """Order many subjects off the network."""

    title = "Isolate"
    form_class = IsolateManyForm
    template_name = "systems/isolate.html"
    is_never_held_up = True
    is_warning = True

    def facts(self) -> dict[str, Any]:
        """Return what stops, threats to life first, and what could be done instead."""
        facts, council = super().facts(), self.desk.present
        harm = harm_of(council, self.chosen())
        named = by_kind(harm.subjects)
        cut = harm.subjects or self.chosen()
        return {
            **facts,
            "named": cut[:NAMED_MAX],
            "rest_count": max(len(cut) - NAMED_MAX, 0),
            "title": f"Isolate {named}",
            "button": f"Isolate {named} now",
            "harm": harm,
            "stopped": harm.services[:SERVICES_MAX],
            "stopped_rest": max(len(harm.services) - SERVICES_MAX, 0),
            "lives": [_life(council, one) for one in harm.threats_to_life],
            "already_count": len(self.chosen()) - len(harm.subjects),
            "sparing": self._sparing(harm),
        }

    def meant(self) -> tuple[Ref, ...]:
        """Return the subjects; with `spare`, without what lives hang on."""
        found = self.everything()
        if self.request.GET.get("spare") != "life":
            return found
        behind = harm_behind(self.desk.present)
        return tuple(one for one in found if not behind.get(one, NOTHING).is_threat_to_life)

    def everything(self) -> tuple[Ref, ...]:
        """Return the subjects that the address means, whatever hangs on them."""
        return super().meant()

    def _sparing(self, harm: Harm) -> dict[str, Any]:
        """Return the way to isolate all but what services need whose absence may kill."""
        behind = harm_behind(self.desk.present)
        spared = sum(behind.get(one, NOTHING).is_threat_to_life for one in harm.subjects)
        if not spared or spared == len(harm.subjects) or self.request.method == "POST":
            return {}
        query = self.request.GET.copy()
        query["spare"] = "life"
        return {"count": spared, "href": f"{self.request.path}?{query.urlencode()}"}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Isolate them."""
        measure = Measure(form.words("measure")) if form.words("measure") else None
        return contain.isolate(acting, self.many(form), measure, form.words("why"))

    def done(self, acted: Acted) -> str:
        """Return how many are ordered off."""
        cut = [one.event.subject for one in acted.entries if isinstance(one.event, SubjectIsolated)]
        if not cut:
            return "They were isolated already; how they are to be cut was written down."
        return f"{by_kind(cut)} {'is' if len(cut) == 1 else 'are'} isolated."

    def leads_to(self, _acted: Acted) -> str:
        """Return the list that they were chosen from."""
        return links.to(self.desk, self.back)


class IsolateEverything(IsolateMany):
    """Order everything off the network; with `what`, everything of one kind."""

    area = "zones"
    back = "zones"

    def everything(self) -> tuple[Ref, ...]:
        """Return every subject, or every one of a kind."""
        kind = self.request.GET.get("what", "")
        return all_subjects(self.desk.present, kind if kind in SUBJECT_KINDS else "")


def _life(council: Council, one: Stopped) -> Life:
    row = council.register.rows.get(ref("service", one.id))
    workaround = row.workaround if isinstance(row, ServiceRow) else ""
    return Life(one.id, one.name, one.people_affected, workaround)
