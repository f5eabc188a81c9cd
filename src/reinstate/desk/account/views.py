"""Pages of signing in that are ours, or allauth's with something of ours on them."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from reinstate.core.terms.reference import PersonId
from reinstate.desk import proof, troubles
from reinstate.desk.account.adapters import setter_of_passphrase
from reinstate.operations import accounts, sign_in

if TYPE_CHECKING:
    from reinstate.desk.seen import DeskRequest

NOT_HERE = troubles.Trouble(
    "Nobody is entered as here",
    "Only the desk of a practice home lets you be anybody.",
    "Sign in with your own name and passphrase.",
)


class SignInView(LoginView):
    """Name and passphrase, or a passkey; in a practice home, anybody by a click."""

    def get_context_data(self, **facts: Any) -> dict[str, Any]:
        """Return what the page shows: whom one may enter as, where that is believed."""
        council = cast("DeskRequest", self.request).desk.present
        people = sign_in.may_be_entered(council)
        is_lost = _is_lost(self.request)
        return {**super().get_context_data(**facts), "people": people, "is_lost": is_lost}

    def form_valid(self, form: Form) -> HttpResponseBase:
        """Sign in, or go on to the second factor; what was lost is told once that is done."""
        _note_lost(self.request)
        answer: HttpResponseBase = super().form_valid(form)
        return answer


class CodeView(AuthenticateView):
    """The second factor: a passkey is offered only to who has one."""

    def get_context_data(self, **facts: Any) -> dict[str, Any]:
        """Return what the page shows."""
        kinds = sign_in.second_factors(self.stage.login.user.get_username())
        return {**super().get_context_data(**facts), "has_passkey": "passkey" in kinds}


class AccountView(IndexView):
    """One's own account."""

    def get_context_data(self, **facts: Any) -> dict[str, Any]:
        """Return what the page shows: also who else set the passphrase, if somebody did."""
        setter = setter_of_passphrase(cast("DeskRequest", self.request).desk.person)
        return {**super().get_context_data(**facts), "passphrase_setter": setter}


class FirstCodesView(ActivateTOTPView):
    """One-time codes, of which the first proves as much as any later one."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Set them up."""
        response: HttpResponse = super().form_valid(form)
        proof.note_set_up(self.request, "totp")
        return response


class AddPasskeyView(AddWebAuthnView):
    """A passkey, whose first touch proves as much as any later one."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Set it up."""
        response: HttpResponse = super().form_valid(form)
        proof.note_set_up(self.request, "webauthn")
        return response


class EnterView(View):
    """Enter a practice home as anybody, without proof, as `--as` does on the command line."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show who there is."""
        people = sign_in.may_be_entered(cast("DeskRequest", request).desk.present)
        if not people:
            return troubles.told(request, HTTPStatus.FORBIDDEN, NOT_HERE)
        return render(request, "account/enter.html", {"people": people})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Enter as somebody."""
        person = request.POST.get("person", "")
        people = sign_in.may_be_entered(cast("DeskRequest", request).desk.present)
        if person not in people:
            return troubles.told(request, HTTPStatus.FORBIDDEN, NOT_HERE)
        _note_lost(request)
        enter(request, person)
        return HttpResponseRedirect(_next(request))


def enter(request: HttpRequest, person: PersonId) -> None:
    """Sign in as somebody without proof: the session says that nothing was proved."""
    account = accounts.account_of(person)
    adapter = get_adapter(request)
    adapter.login(request, account)
    adapter.post_login(
        request,
        account,
        email_verification="none",
        signal_kwargs=None,
        email=None,
        signup=False,
        redirect_url=None,
    )


def _is_lost(request: HttpRequest) -> bool:
    return proof.LOST in request.GET or proof.LOST in request.POST


def _note_lost(request: HttpRequest) -> None:
    """Note that something was lost, for the page that comes after signing in."""
    if _is_lost(request):
        request.session[proof.LOST] = True


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else reverse("situation")
