"""Many subjects at once: which an address means, and the form that carries them."""

from typing import Any, ClassVar, Final, cast

from django import forms

from reinstate.core.levels.names import name_of
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.systems import asked
from reinstate.desk.systems.packed import packed, unpacked
from reinstate.desk.systems.rows import matching, systems
from reinstate.operations.overview import overview
from reinstate.operations.plain_words import by_kind

NAMED_MAX: Final = 12
"""So many subjects are named on the page of an act; the rest is counted."""

NOTHING: Final = "Nothing is chosen."


class ManyForm(DeskForm):
    """What the act is about, as its page named it: nothing else is ever touched."""

    subjects = forms.CharField(widget=forms.HiddenInput, error_messages={"required": NOTHING})

    def clean_subjects(self) -> str:
        """Return the subjects as they were sent; refuse what names none."""
        sent = str(self.cleaned_data["subjects"])
        if not unpacked(sent):
            raise forms.ValidationError(NOTHING)
        return sent

    def chosen(self) -> tuple[Ref, ...]:
        """Return the subjects."""
        return unpacked(self.words("subjects"))


class ManyView(ActView):
    """An act on many subjects: those that an address names, or with `all` those it asks for."""

    template_name = "systems/many.html"
    area: ClassVar[str] = "systems"
    back: ClassVar[str] = "systems"

    def chosen(self) -> tuple[Ref, ...]:
        """Return the subjects: those that the form carries, else those that the address means."""
        if self.request.method == "POST":
            named = unpacked(self.request.POST.get("subjects", ""))
            return tuple(one for one in named if links.is_known(self.desk, one))
        return self.meant()

    def meant(self) -> tuple[Ref, ...]:
        """Return the subjects that the address means."""
        given, desk = self.request.GET, self.desk
        if given.get("all"):
            every = systems(overview(desk.present, desk.now))
            return tuple(row.subject for row in matching(every, asked.asked(given)))
        named = dict.fromkeys(given.getlist("subject"))
        return tuple(one for one in named if is_subject(one) and links.is_known(desk, one))

    def initial(self) -> dict[str, Any]:
        """Return the subjects, for the form to carry."""
        return {"subjects": packed(self.chosen())}

    def facts(self) -> dict[str, Any]:
        """Return what is named on the page."""
        chosen, council = self.chosen(), self.desk.present
        return {
            "area": self.area,
            "chosen": chosen,
            "named": chosen[:NAMED_MAX],
            "rest_count": max(len(chosen) - NAMED_MAX, 0),
            "names": [name_of(council, one) for one in chosen[:NAMED_MAX]],
            "back": links.to(self.desk, self.back),
        }

    def many(self, form: DeskForm) -> tuple[Ref, ...]:
        """Return the subjects that a form carries, if the register has or had them."""
        chosen = cast("ManyForm", form).chosen()
        return tuple(one for one in chosen if links.is_known(self.desk, one))


def named(facts: dict[str, Any]) -> str:
    """Return what an act is about, for its heading: a name, or how many."""
    chosen = facts["chosen"]
    return str(facts["names"][0]) if len(chosen) == 1 else by_kind(chosen)
