"""Asking for more checks of some systems, or of all: for good."""

from typing import Any, Final

from django import forms

from reinstate.core.checks.required import known_checks
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.system import Hosting, Route
from reinstate.desk.council.council_act import CouncilAct
from reinstate.desk.forms import DeskForm
from reinstate.desk.subjects.checking import check_words
from reinstate.desk.wording import HOSTED, WAYS
from reinstate.operations import settings_of_home
from reinstate.operations.act import Acted, Acting

KINDS_MAX: Final = 200
"""So many kinds of systems are offered."""


def _some(label: str, hint: str = "", *, is_needed: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=is_needed, widget=forms.CheckboxSelectMultiple
    )


class RequireForm(DeskForm):
    """Which checks, of which systems."""

    checks = _some("Which checks must be passed", is_needed=True)
    hosting = _some("Only systems that run", "Nothing ticked: wherever they run.")
    routes = _some("Only systems whose way back is to", "Nothing ticked: whatever it is.")
    kinds = _some("Only systems of this kind", "Nothing ticked: of every kind.")


class Require(CouncilAct):
    """Ask for more checks."""

    title = "Require a check"
    button = "Require it, for good"
    form_class = RequireForm
    is_signing = True
    is_warning = True
    lead = (
        "Systems that have not passed it do not come back, and clearances without it lapse."
        " No requirement is ever taken away again."
    )

    def form(self, *args: Any, **options: Any) -> DeskForm:
        """Return the form with what there is to choose from."""
        form = super().form(*args, **options)
        council = self.desk.present
        offered = {
            "checks": [(one, check_words(one)) for one in known_checks(council)],
            "hosting": [(one.value, words) for one, words in HOSTED.items()],
            "routes": [(one.value, words.capitalize()) for one, words in WAYS.items()],
            "kinds": [(one, one) for one in _kinds(council)[:KINDS_MAX]],
        }
        for name, choices in offered.items():
            field = form.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
        return form

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Require it."""
        said = form.cleaned_data
        rule = CheckRule(
            kinds=tuple(said["kinds"]),
            hosting=tuple(map(Hosting, said["hosting"])),
            routes=tuple(map(Route, said["routes"])),
            checks=tuple(said["checks"]),
        )
        return settings_of_home.require(acting, rule)

    def done(self, acted: Acted) -> str:
        """Return what is required from now on."""
        rule = acted.council.home.added_checks[-1]
        return f"Required from now on: {', '.join(map(check_words, rule.checks))}."


def _kinds(council: Council) -> list[str]:
    rows = council.register.rows.values()
    return sorted({row.kind for row in rows if isinstance(row, SystemRow) and row.kind})
