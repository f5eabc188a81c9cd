"""How sure we are who somebody is: by what they proved it, in this session and just now."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.http import urlencode
from msgspec import structs

from reinstate.core.journal.events.people import Strength
from reinstate.operations import clock, sign_in
from reinstate.operations.act import Acting

if TYPE_CHECKING:
    from reinstate.desk.seen import DeskRequest

SECRETS: Final = frozenset({"passphrase", "old", "new", "again"})
"""Fields that no session keeps: what is typed into them is typed anew."""
KEPT: Final = "kept_form"
"""Where a form waits in the session while the factor is asked for."""
WANTED: Final = "wanted"
"""Where somebody wanted to go who has to set up a second factor first."""
WAS: Final = "was"
"""Who it was whose session ended: only they find again what they were sending."""
LOST: Final = "lost"
"""Says, by the way of signing in, that what somebody sent could not be kept for them."""
KEPT_MAX_CHARACTERS: Final = 100_000
FRESH: Final = timedelta(minutes=5)
"""So long after a factor was proved, a signature rests on it."""

ORDER: Final[tuple[Strength, ...]] = ("asserted", "password", "totp", "passkey")
SECOND: Final[frozenset[Strength]] = frozenset({"totp", "passkey"})
KINDS: Final[dict[str, Strength]] = {
    "totp": "totp",
    "recovery_codes": "totp",  # a code that was printed instead of shown
    "webauthn": "passkey",
}


def strength_of(request: HttpRequest) -> Strength:
    """Return the strongest factor that was proved in this session."""
    methods = get_authentication_records(request, request.user)
    return max(map(_strength, methods), key=ORDER.index, default="asserted")


def proved(request: HttpRequest) -> Strength:
    """Return the strongest factor that was proved just now: what a signature rests on."""
    since = (clock.machine_now() - FRESH).timestamp()
    methods = get_authentication_records(request, request.user)
    fresh = (_strength(each) for each in methods if each.get("at", 0) >= since)
    return max(fresh, key=ORDER.index, default="asserted")


def signing(request: HttpRequest, acting: Acting) -> Acting:
    """Return who signs, with what they proved just now; practice homes believe the session."""
    if cast("DeskRequest", request).desk.is_practice:
        return acting
    return structs.replace(acting, via=structs.replace(acting.via, strength=proved(request)))


def asked_again(request: HttpRequest) -> HttpResponseBase | None:
    """Return the page that asks for the factor again, where a signature needs a fresh one.

    What was typed waits in the session, and is on the form again afterwards. Practice homes
    ask nobody for anything.
    """
    is_enough = cast("DeskRequest", request).desk.is_practice or is_fresh(request)
    return None if is_enough else again(request)


def is_fresh(request: HttpRequest) -> bool:
    """Return whether somebody proved just now who they are, by a second factor if they have one."""
    strength = proved(request)
    if strength in SECOND:
        return True
    return strength == "password" and not sign_in.second_factors(request.user.get_username())


def note_set_up(request: HttpRequest, kind: str) -> None:
    """Note that setting up a factor proved it: its first code, or its touch, was right."""
    record_authentication(request, request.user, "mfa", type=kind)


def again(request: HttpRequest) -> HttpResponseBase:
    """Return the way to the page that asks for the factor, and from there back here."""
    keep_form(request)
    address = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
    response = HttpResponseRedirect(f"{address}?{urlencode({'next': here(request)})}")
    response.status_code = 303
    return response


def here(request: HttpRequest) -> str:
    """Return the address of the page that somebody looks at, where a part of it was asked for."""
    htmx = cast("DeskRequest", request).htmx
    return (htmx and htmx.current_url_abs_path) or request.get_full_path()


def keep_form(request: HttpRequest) -> bool:
    """Keep what was typed until its page is asked for again, but for files and secrets.

    Of nobody whom we know nothing is kept: whoever signs in next would read it. Return whether
    it was kept.
    """
    person = cast("DeskRequest", request).desk.person or request.session.get(WAS, "")
    if request.method != "POST" or not person:
        return False
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", *SECRETS):
        typed.pop(name, None)
    words = typed.urlencode()
    if len(words) > KEPT_MAX_CHARACTERS:
        return False
    request.session[KEPT] = {"path": request.get_full_path(), "typed": words, "person": person}
    return True


def kept_form(request: HttpRequest) -> QueryDict | None:
    """Return what somebody typed into this form before they were asked who they are."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.get_full_path():
        return None
    del request.session[KEPT]
    is_theirs = kept["person"] == cast("DeskRequest", request).desk.person
    return QueryDict(kept["typed"]) if is_theirs else None


def _strength(method: dict[str, Any]) -> Strength:
    if method.get("method") == "mfa":
        return KINDS.get(str(method.get("type")), "asserted")
    return "password" if method.get("method") == "password" else "asserted"
