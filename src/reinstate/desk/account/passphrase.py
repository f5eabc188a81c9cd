"""One's own passphrase, changed with the old one."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.urls import reverse

from reinstate.core.terms.trouble import BadInput
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.operations import identity, people
from reinstate.operations.act import Acted, Acting

DIFFERENT = "The two are not the same: type the new passphrase once more."


class PassphraseForm(DeskForm):
    """The passphrase that holds, and the next one twice."""

    old = forms.CharField(
        label="Your passphrase now",
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="A new passphrase",
        help_text="Three random words make a good one. Nobody else should know it.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The new one once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what was mistyped."""
        typed = super().clean() or {}
        if typed.get("new") != typed.get("again"):
            self.add_error("again", DIFFERENT)
        return typed


class PassphraseView(ActView):
    """Change one's own passphrase: the journal need not know."""

    title = "Change your passphrase"
    button = "Change it"
    form_class = PassphraseForm
    template_name = "account/passphrase.html"
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Set it, once the old one has proved who it is; everybody else's session ends."""
        council, person = self.desk.present, self.desk.person
        if not ratelimit.consume(self.request, action="change_password", user=self.request.user):
            raise BadInput("too-many", "That is too many tries.", next="Wait a minute.")
        if council.people[person].has_passphrase:
            identity.acting(council, person, str(form.cleaned_data["old"]) or " ", "desk")
        key = self.request.session.session_key or ""
        return people.set_passphrase(acting, person, str(form.cleaned_data["new"]), staying=key)

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever was written
        """Return what is said, whether or not there is an entry of it."""
        return "Your passphrase is changed. You are signed out everywhere else."

    def leads_to(self, acted: Acted) -> str:  # noqa: ARG002 - always the account
        """Go back to the account."""
        return reverse("mfa_index")
