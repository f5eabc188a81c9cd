"""Enrolling somebody: a name, a short name to type, a first role and a first passphrase."""

from typing import Any

from django import forms

from reinstate.core.terms.role import Role
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.fields import DAY_INPUT
from reinstate.desk.forms import DeskForm
from reinstate.operations import people
from reinstate.operations.act import Acted, Acting
from reinstate.operations.people import NewPerson, RoleWanted
from reinstate.operations.times import until

ROLES = [(role.value, role.value.replace("-", " ")) for role in Role]


def _of_others() -> forms.TextInput:
    """Return a field that no browser fills in with words about who sits at it."""
    return forms.TextInput(attrs={"autocomplete": "off"})


class EnrolForm(DeskForm):
    """Who it is."""

    name = forms.CharField(
        label="Their whole name",
        max_length=200,
        widget=_of_others(),
    )
    handle = forms.CharField(
        label="Short name to type",
        help_text="Small letters, as in asha. Left empty, one is made from the name.",
        required=False,
        max_length=64,
        widget=_of_others(),
    )
    contact = forms.CharField(
        label="How to reach them",
        help_text="A number that works while mail is off.",
        required=False,
        max_length=200,
        widget=_of_others(),
    )
    roles = forms.MultipleChoiceField(
        label="Roles, over everything",
        help_text="More, with a scope or an end, can be given on their page.",
        required=False,
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.CharField(
        label="These roles last until the end of",
        help_text="Leave it empty for no end; an external adviser needs one.",
        required=False,
        widget=forms.TextInput(attrs=dict(DAY_INPUT)),
    )
    passphrase = forms.CharField(
        label="First passphrase",
        help_text="Let them type it, unseen by you: whoever knows it can act as them.",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class EnrolOne(ActView):
    """Let somebody act here."""

    title = "Enrol somebody"
    button = "Enrol"
    form_class = EnrolForm
    is_signing = True

    def facts(self) -> dict[str, Any]:
        """Return the part of the desk that this belongs to."""
        return {"area": "people"}

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Enrol them: all of it, or nothing."""
        end = form.words("until")
        ends = until(end, self.desk.now) if end else None
        new = NewPerson(
            name=form.words("name"),
            handle=form.words("handle"),
            contact=form.words("contact"),
            roles=tuple(RoleWanted(Role(r), until=ends) for r in form.cleaned_data["roles"]),
            passphrase=str(form.cleaned_data["passphrase"]),
        )
        return people.add(acting, new)

    def done(self, acted: Acted) -> str:
        """Return who is here now, and what is missing."""
        return f"{_enrolled(acted)} is enrolled. Somebody else vouches for them."

    def leads_to(self, acted: Acted) -> str:
        """Return the page of the new person."""
        return links.to(self.desk, "person", _enrolled(acted))


def _enrolled(acted: Acted) -> str:
    """Return whom a command enrolled."""
    return str(getattr(acted.by_command[0].event, "person", "")) if acted.entries else ""
