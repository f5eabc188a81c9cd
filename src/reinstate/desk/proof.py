"""How sure we are who somebody is: the strongest factor that they proved in this session."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, QueryDict

from reinstate.core.journal.events.people import Strength

METHODS: Final = "account_authentication_methods"
"""Where allauth keeps, in the session, by what somebody signed in."""

ORDER: Final[tuple[Strength, ...]] = ("asserted", "password", "totp", "passkey")
KINDS: Final[dict[str, Strength]] = {
    "totp": "totp",
    "recovery_codes": "totp",
    "webauthn": "passkey",
}


def strength_of(request: HttpRequest) -> Strength:
    """Return the strongest factor of a session."""
    methods: list[dict[str, Any]] = request.session.get(METHODS, [])
    return max((_strength(each) for each in methods), key=ORDER.index, default="asserted")


def _strength(method: dict[str, Any]) -> Strength:
    if method.get("method") == "mfa":
        return KINDS.get(str(method.get("type")), "asserted")
    return "password" if method.get("method") == "password" else "asserted"


def asked_again(_request: HttpRequest) -> HttpResponseBase | None:
    """Return the page that asks for the factor again, where a signature needs a fresh one."""
    return None


def kept_form(_request: HttpRequest) -> QueryDict | None:
    """Return what was typed into a form before the factor was asked for again."""
    return None
