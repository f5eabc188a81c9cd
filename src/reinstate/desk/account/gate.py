"""Who gets past the door of the desk: whose session is not over, and who proved enough.

Isolating takes neither a second factor nor a fresh one: it is never held up.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from reinstate.desk import proof
from reinstate.desk.account import half_done, sessions
from reinstate.desk.account.receiving import is_too_long
from reinstate.operations import clock, sign_in

if TYPE_CHECKING:
    from reinstate.desk.access import Rule
    from reinstate.desk.seen import Desk, DeskRequest


class EndingMiddleware:
    """Ends sessions that are over, and notes the use of others.

    Files of a stranger are not even received: nothing of theirs comes to lie on the disk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request whose session, if it has one, goes on."""
        if request.user.is_authenticated:
            at = clock.machine_now()
            if sessions.is_over(request, at):
                _end(request)
            elif not _asks_by_itself(request):
                sessions.note_use(request, at)
        else:
            half_done.drop_if_over(request)
        if not request.user.is_authenticated and is_too_long(request):
            return _to_sign_in(request.get_full_path(), is_lost=True)
        return self.get_response(request)


class GateMiddleware:
    """Sends to sign in, to the second factor, or on; a page that asks by itself is told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a part of a page is not answered with the page that asks who one is."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirect) and _asks_by_itself(request):
            return HttpResponseClientRedirect(response.url)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _options: Any
    ) -> HttpResponseBase | None:
        """Return where somebody has to go first, if anywhere."""
        rule: Rule | None = getattr(view, "rule", None)
        if rule is None or not rule.needs_person:
            return None
        desk = cast("DeskRequest", request).desk
        if not desk.person:
            is_kept = proof.keep_form(request)
            is_lost = request.method == "POST" and not is_kept
            return _to_sign_in(proof.here(request), is_lost=is_lost)
        is_proved = proof.strength_of(request) in proof.SECOND
        if not rule.needs_factor or is_proved or not _needs_second(desk):
            _arrived(request)
            return None
        if sign_in.second_factors(desk.person):
            return proof.again(request)
        request.session[proof.WANTED] = proof.here(request)
        return HttpResponseRedirect(reverse("mfa_index"))


def _end(request: HttpRequest) -> None:
    """Sign out; who was sending a form finds it again once they have signed in."""
    person = request.user.get_username()
    logout(request)
    if request.method == "POST":
        request.session[proof.WAS] = person


def _to_sign_in(address: str, *, is_lost: bool) -> HttpResponseBase:
    """Return the way to the page that asks who one is; it says so if what was typed is lost."""
    page = f"{reverse('account_login')}?{proof.LOST}=yes" if is_lost else None
    return redirect_to_login(address, page)


def _needs_second(desk: "Desk") -> bool:
    return sign_in.needs_second_factor(desk.present, desk.person, desk.now)


def _arrived(request: HttpRequest) -> None:
    """Forget where somebody wanted to go, once they are there."""
    if request.session.get(proof.WANTED) == request.get_full_path():
        del request.session[proof.WANTED]


def _asks_by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and bool(cast("DeskRequest", request).htmx)
