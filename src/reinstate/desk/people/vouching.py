"""Vouching for somebody, and resetting by what they prove themselves."""

from typing import TYPE_CHECKING, Any

from django import forms

from reinstate.core.journal.asking import Asking
from reinstate.core.terms.reference import PersonId
from reinstate.desk.forms import DeskForm
from reinstate.desk.people.about import PersonAct
from reinstate.operations import people
from reinstate.operations.act import Acted, Acting
from reinstate.operations.people import KIND_WORDS
from reinstate.operations.vouching import vouching

if TYPE_CHECKING:
    from reinstate.core.journal.events.people import SecondFactor


class ConfirmOne(PersonAct):
    """Vouch for what others did for somebody."""

    title = "Vouch for somebody"
    button = "Vouch for them"
    template_name = "people/confirm.html"
    is_signing = True

    def about(self) -> tuple[PersonId, ...]:
        """Return the person: what was added for them meanwhile is not vouched for unread."""
        return (self.person,)

    def facts(self) -> dict[str, Any]:
        """Return what is vouched for, what rests on it, and what the person set up."""
        acting = self.desk.acting()
        asking = Asking("", self.desk.now, acting.person, acting.via)
        asked = vouching(self.desk.present, self.person, asking)
        factors = [(KIND_WORDS[one.kind], one.since) for one in asked.factors]
        return {**super().facts(), "asked": asked, "factors": factors}

    def do(self, acting: Acting, form: DeskForm) -> Acted:  # noqa: ARG002 - there is nothing on it
        """Vouch."""
        return people.confirm(acting, self.person)

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the entries say what for
        """Return who vouches for whom."""
        return f"You vouch for {self.person}."


class PassphraseOfForm(DeskForm):
    """A passphrase for somebody else, typed by them."""

    passphrase = forms.CharField(
        label="Their new passphrase",
        help_text="Let them type it, unseen by you: whoever knows it can act as them.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PassphraseOf(PersonAct):
    """Set somebody's passphrase, who has none or forgot it."""

    title = "Set the passphrase"
    button = "Set it"
    form_class = PassphraseOfForm
    template_name = "people/passphrase.html"
    is_signing = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Set it; who sets their own stays signed in here."""
        is_own = self.person == self.desk.person
        key = self.request.session.session_key if is_own else None
        secret = str(form.cleaned_data["passphrase"])
        return people.set_passphrase(acting, self.person, secret, staying=key or "")

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the same whatever was written
        """Return that it is set, and what is missing."""
        return f"{self.person} has a new passphrase. Somebody else vouches for it."


class ResetForm(DeskForm):
    """Which of them was lost."""

    kind = forms.ChoiceField(
        label="What did they lose?",
        choices=[("passkey", "Passkeys"), ("totp", "The app with one-time codes")],
        widget=forms.RadioSelect,
    )


class ResetOne(PersonAct):
    """Take away codes or keys that somebody lost."""

    title = "Reset what was lost"
    button = "Reset it"
    form_class = ResetForm
    is_signing = True
    is_warning = True

    def do(self, acting: Acting, form: DeskForm) -> Acted:
        """Take them away; their sessions end."""
        kind: SecondFactor = "passkey" if form.words("kind") == "passkey" else "totp"
        return people.reset_factor(acting, self.person, kind)

    def done(self, acted: Acted) -> str:  # noqa: ARG002 - the entry says which
        """Return what comes next."""
        return (
            f"It is gone, and {self.person} is signed out everywhere. Until somebody else vouches"
            " for it, their clearances do not count."
        )
