"""How allauth behaves here: nobody signs up, nothing is mailed, and it speaks our words."""

from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from reinstate.core.terms.reference import PersonId
from reinstate.desk import proof
from reinstate.desk.account import half_done, sessions
from reinstate.desk.account.client import NO_ADDRESS
from reinstate.operations import reading, sign_in

WRONG: Final = "The name or the passphrase is not right. Both are the same as on the command line."
TOO_MANY: Final = "Too many tries from here. Wait half an hour, or use another machine."
LOST: Final = (
    "You were signed out before you sent the form, so what you typed on it could not be kept."
    " Nothing of it was done: type it again."
)
SET_BY_ANOTHER: Final = (
    "{} set your passphrase. Unless you typed it yourself, unseen, change it now on the page of"
    " your account: whoever knows it can act as you."
)
AGAIN: Final[dict[str, str]] = {
    "reauthenticate": "Use your passphrase",
    "mfa_reauthenticate": "Use a one-time code or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}
DONE: Final[dict[str, str]] = {
    "mfa/messages/totp_activated.txt": "One-time codes are set up.",
    "mfa/messages/totp_deactivated.txt": "One-time codes are gone.",
    "mfa/messages/webauthn_added.txt": "The passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey is gone.",
    "mfa/messages/recovery_codes_generated.txt": (
        "There are new recovery codes. Print them, and keep them where your phone is not."
    ),
    "usersessions/messages/sessions_logged_out.txt": "You are signed out everywhere else.",
}
"""What is said for each message of allauth's; of the others, nothing is."""


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out, by people whom others enrolled."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "incorrect_password": "That is not your passphrase.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's form
        """Nobody signs up: an administrator enrols people."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the passphrase comes the second factor, and nothing by mail."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where a request comes from, as `client.ClientMiddleware` has settled it."""
        return str(request.META.get("REMOTE_ADDR") or NO_ADDRESS)

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **words: Any
    ) -> HttpResponse | None:
        """Note what the sign-in rests on, should it have to wait for a second factor."""
        half_done.begin(request, user.get_username())
        answer: HttpResponse | None = super().pre_login(request, user, **words)
        return answer

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and note when that was: no session lives longer than a day's work."""
        super().login(request, user)
        sessions.begin(request)
        half_done.end(request)
        if request.session.pop(proof.LOST, False):
            messages.warning(request, LOST)
        _warn_of_passphrase(request, user.get_username())

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Ask for the second factor of who has one, and for the passphrase of nobody else."""
        every = [{**each, "description": AGAIN[each["id"]]} for each in self._methods(user)]
        second = [each for each in every if each["id"] != "reauthenticate"]
        return second[::-1] or every  # the passkey first

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Return whether what was proved a moment ago, also by signing in, is not enough."""
        is_asked = super().is_reauthentication_required(app=app, **options)
        return is_asked and not proof.is_fresh(context.request)

    def _methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        return list(super().get_reauthentication_methods(user))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **words: Any) -> None:
        """Say what was done in our words, or nothing."""
        template = args[0] if args else words.get("message_template")
        said = words.get("message") or DONE.get(str(template))
        if said:
            super().add_message(request, level, message=said)


class FactorAdapter(DefaultMFAAdapter):
    """What an authenticator app or a passkey shows of us, and what may be taken away."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not right. Codes change every half minute: try the next one.",
        "incorrect_recovery_code": (
            "That is none of your recovery codes, or it was used before: each works once. Try"
            " another of them."
        ),
        "cannot_delete_authenticator": (
            "Your role needs a second factor: set up a passkey first, then take these away."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return whose codes these are."""
        return self._get_site_name()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether something is left to prove oneself with, where that is needed."""
        person, council = authenticator.user.get_username(), reading.council()
        is_needed = sign_in.needs_second_factor(council, person, council.last_at)
        return not is_needed or sign_in.second_factors(person) > {"totp"}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002 - allauth's name
        """Return what a new passkey is called until it is given another name."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Return what a passkey shows of its owner."""
        shown = super().get_public_key_credential_user_entity(user)
        return {**shown, "display_name": sign_in.name_of(user.get_username())}

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return sign_in.handle_of(user.get_username())

    def _get_site_name(self) -> str:
        return f"Reinstate, {reading.council().home.council.name}"


def _warn_of_passphrase(request: HttpRequest, person: PersonId) -> None:
    """Say that others may know it; who has to go to their account first reads it there."""
    council = reading.council()
    is_led_there = sign_in.needs_second_factor(council, person, council.last_at)
    if is_led_there and not sign_in.second_factors(person):
        return
    if setter := setter_of_passphrase(person):
        messages.warning(request, SET_BY_ANOTHER.format(setter))


def setter_of_passphrase(person: PersonId) -> str:
    """Return the name of who else set somebody's passphrase, where passphrases are asked for."""
    council = reading.council()
    by = "" if council.home.kind == "practice" else sign_in.passphrase_from(council, person)
    return sign_in.name_of(by) if by else ""
