"""The forms of signing in, in our words, and with limits that lock out nobody else."""

from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context, ratelimit
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from reinstate.desk.account.client import place_of
from reinstate.operations import sign_in

SALT: Final = "reinstate.desk.stranger"
WINDOW_SECONDS: Final = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
"""So long a code is right."""
MISSING: Final = {
    "Your name": "Type your name.",
    "Passphrase": "Type your passphrase.",
    "Code": "Type the code.",
}
"""What is said of a field that was left empty, by its label."""
CODE: Final = "second_factor"
"""The limit on codes: for each person and place, as the second factor stops guessing."""
ANYWHERE: Final = "second_factor_anywhere"
"""The limit on codes of one person wherever they come from: only by the passphrase is it met."""
TOO_MANY_ANYWHERE: Final = (
    "Too many codes were tried under this name, from many places: somebody may have the"
    " passphrase. Use a passkey, and have an administrator set a new passphrase."
)


class SignInForm(LoginForm):
    """A short name and a passphrase.

    From here on only the random id is spoken of: no session, log or list of tries holds what
    was typed, be it a name or, by mistake, a passphrase.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the fields what we call them."""
        super().__init__(*args, **options)
        _reword(self.fields["login"], "Your name", "As in asha, or your whole name.")
        _reword(self.fields["password"], "Passphrase")

    def user_credentials(self) -> dict[str, Any]:
        """Return the id of the person, or for nobody a mark that tells nothing."""
        words = self.cleaned_data["login"]
        mark = salted_hmac(SALT, words.casefold()).hexdigest()[:16]
        person = sign_in.person_called(words) or f"nobody-{mark}"
        return {"username": person, "password": self.cleaned_data["password"]}


class AgainForm(ReauthenticateForm):
    """The passphrase, asked for again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the field what we call it."""
        super().__init__(*args, **options)
        _reword(self.fields["password"], "Passphrase")


class CodeForm(codes.AuthenticateForm):
    """A one-time code, or a recovery code, after the passphrase."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the field what we call it."""
        super().__init__(*args, **options)
        _reword_code(self.fields["code"])

    def clean_code(self) -> str:
        """Return the code, if it is right and was not guessed at too often, here or anywhere."""
        if not ratelimit.consume(context.request, action=ANYWHERE, key=str(self.user.pk)):
            raise forms.ValidationError(TOO_MANY_ANYWHERE)
        return _limited(self.user.pk, super().clean_code)


class CodeAgainForm(codes.ReauthenticateForm):
    """A one-time code, or a recovery code, asked for again."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the field what we call it."""
        super().__init__(*args, **options)
        _reword_code(self.fields["code"])

    def clean_code(self) -> str:
        """Return the code, if it is right and was not guessed at too often."""
        return _limited(self.user.pk, super().clean_code)


class FirstCodeForm(ActivateTOTPForm):
    """The first code, which shows that the app took the secret."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the field what we call it."""
        super().__init__(*args, **options)
        _reword(self.fields["code"], "Code that the app shows", "Six digits.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, by a name that tells it from others."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the fields what we call them."""
        super().__init__(*args, **options)
        _reword(self.fields["name"], "What to call it", "As in blue key, or laptop.")
        if "passwordless" in self.fields:
            words = "Let it sign me in by itself, without the passphrase"
            _reword(self.fields["passwordless"], words, "It will ask for its own PIN.")


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Call the field what we call it."""
        super().__init__(*args, **options)
        _reword(self.fields["name"], "What to call it")


def _reword(field: forms.Field, label: str, hint: str = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages["required"] = MISSING.get(label, f"Fill this in: {label}.")
    field.widget.attrs.pop("placeholder", None)
    if isinstance(field, forms.CharField):
        field.strip = False


def _reword_code(field: forms.Field) -> None:
    _reword(field, "Code", "Six digits from your app, or one of your recovery codes.")
    field.widget.attrs["inputmode"] = "numeric"


def _limited(account: int, cleaned: Any) -> str:
    """Return a code that was checked, counting the tries that were wrong; each works once.

    allauth forgets a used code after its half minute, while we let it be right for three.
    """
    key = f"{account}@{place_of(context.request)}"
    if not ratelimit.consume(context.request, action=CODE, key=key):
        raise get_adapter().validation_error("too_many_login_attempts")
    code = _checked(cleaned)
    digest = salted_hmac(SALT, f"{account} {code}").hexdigest()
    if not cache.add(f"code-used-{digest}", "yes", WINDOW_SECONDS):
        raise get_factor_adapter().validation_error("incorrect_code")
    ratelimit.clear(context.request, action=CODE, key=key)
    return code


def _checked(cleaned: Any) -> str:
    """Return a code that is right; of a wrong one, say what is so of codes as long as it."""
    try:
        return str(cleaned())
    except forms.ValidationError as error:
        typed = context.request.POST.get("code", "")
        is_recovery = sum(each.isdigit() for each in typed) == app_settings.RECOVERY_CODE_DIGITS
        if is_recovery and error.code == "incorrect_code":
            raise get_factor_adapter().validation_error("incorrect_recovery_code") from error
        raise
