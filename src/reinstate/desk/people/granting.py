"""Giving roles, and taking them away."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase

from reinstate.core.access.grant_role import ALL
from reinstate.core.levels.names import name_of
from reinstate.core.state.person import Grant
from reinstate.core.terms.reference import kind_of
from reinstate.core.terms.role import Role
from reinstate.desk.fields import DAY_INPUT, MOMENT_INPUT
from reinstate.desk.forms import DeskForm
from reinstate.desk.people.about import PersonAct
from reinstate.desk.people.enrolling import ROLES
from reinstate.desk.wording import role_words
from reinstate.operations import people
from reinstate.operations.act import Acted, Acting
from reinstate.operations.people import RoleWanted
from reinstate.operations.times import instant, until

OFFERED_KINDS: Final = ("organisation", "service")
"""What roles are mostly given for: every system besides would make the page heavy."""

OFFERED_MAX: Final = 600
TAKEN_AWAY: Final = (
    "It ends at once. What they did by it stays done, and what they signed stays signed."
)


class GrantForm(DeskForm):
    """Which role, over what, and for how long."""

    role = forms.ChoiceField(label="Role", choices=ROLES)
    scope = forms.CharField(
        label="For what",
        help_text="“all” for everything; else type a name and choose, or type as in"
        " system:sys-ledger.",
        initial=ALL,
        widget=forms.TextInput(attrs={"list": "scopes", "autocomplete": "off"}),
    )
    from_ = forms.CharField(
        label="From",
        help_text="Leave it empty for just now.",
        required=False,
        widget=forms.TextInput(attrs=dict(MOMENT_INPUT)),
    )
    until = forms.CharField(
        label="Until the end of",
        help_text="Leave it empty for no end; an external adviser needs one.",
        required=False,
        widget=forms.TextInput(attrs=dict(DAY_INPUT)),
    )


class GrantOne(PersonAct):
    """Give somebody a role."""

    title = "Give a role"
    button = "Give it"
    form_class = GrantForm
    template_name = "people/grant.html"
    is_signing = True

    def facts(self) -> dict[str, Any]:
        """Return what the scope may be, to choose from while typing."""
        rows = self.desk.present.register.rows
        scopes = [key for key in sorted(rows) if kind_of(key) in OFFERED_KINDS]
        return {**super().facts(), "scopes": scopes[:OFFERED_MAX]}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Give it."""
        now, start, end = self.desk.now, form.words("from_"), form.words("until")
        wanted = RoleWanted(
            Role(form.words("role")),
            form.words("scope"),
            instant(start, now) if start else None,
            until(end, now) if end else None,
        )
        return people.grant(acting, self.person, wanted)

    def done(self, acted: Acted) -> str:
        """Return what they are now."""
        grant = acted.council.grants[acted.id]
        return f"{self.person} is {grant.role} over {_over(acted, grant)}."


class EndOne(PersonAct):
    """Take a role away."""

    title = "Take a role away"
    button = "Take it away"
    is_signing = True
    is_warning = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Answer, if there is such a grant."""
        grant = self.desk.present.grants.get(str(self.kwargs["grant"]))
        if grant is None or grant.person != self.person:
            raise Http404
        return super().dispatch(request, *args, **options)

    def facts(self) -> dict[str, Any]:
        """Return which role it is."""
        grant = self.desk.present.grants[str(self.kwargs["grant"])]
        title = f"Take a role away: {self.called}, {role_words(grant.role)}"
        return {**super().facts(), "title": title, "lead": TAKEN_AWAY}

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - there is nothing on it
        """Take it away."""
        return people.end(acting, (str(self.kwargs["grant"]),))

    def done(self, acted: Acted) -> str:
        """Return what they are no longer."""
        grant = acted.council.grants[str(self.kwargs["grant"])]
        return f"{self.person} is no longer {grant.role} over {_over(acted, grant)}."


def _over(acted: Acted, grant: Grant) -> str:
    return "everything" if grant.scope == ALL else name_of(acted.council, grant.scope)
