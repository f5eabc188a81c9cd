"""The addresses of signing in: allauth's pages that we want, and none of the others."""

from typing import Final

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from csp.decorators import csp_update
from django.urls import URLPattern

from reinstate.desk.access import OPEN, SETTING_UP
from reinstate.desk.account.passphrase import PassphraseView
from reinstate.desk.account.views import (
    AccountView,
    AddPasskeyView,
    CodeView,
    EnterView,
    FirstCodesView,
    SignInView,
)
from reinstate.desk.routes import page

with_picture = csp_update({"img-src": ["data:"]})
"""The picture of a new secret is drawn into the page: nothing keeps it."""

ROUTES: Final[list[URLPattern]] = [
    page("account/sign-in/", SignInView.as_view(), name="account_login", may=OPEN),
    page("account/sign-in/code/", CodeView.as_view(), name="mfa_authenticate", may=OPEN),
    page("account/sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn", may=OPEN),
    page("account/sign-in/practice/", EnterView.as_view(), name="practice_enter", may=OPEN),
    page("account/sign-out/", account.logout, name="account_logout", may=OPEN),
    page("account/again/", account.reauthenticate, name="account_reauthenticate", may=SETTING_UP),
    page("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate", may=SETTING_UP),
    page(
        "account/again/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
        may=SETTING_UP,
    ),
    page("account/", AccountView.as_view(), name="mfa_index", may=SETTING_UP),
    page("account/passphrase/", PassphraseView.as_view(), name="passphrase", may=SETTING_UP),
    page(
        "account/codes/add/",
        with_picture(FirstCodesView.as_view()),
        name="mfa_activate_totp",
        may=SETTING_UP,
    ),
    page("account/codes/remove/", totp.deactivate_totp, name="mfa_deactivate_totp", may=SETTING_UP),
    page(
        "account/recovery/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
        may=SETTING_UP,
    ),
    page(
        "account/recovery/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
        may=SETTING_UP,
    ),
    page(
        "account/recovery/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
        may=SETTING_UP,
    ),
    page("account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn", may=SETTING_UP),
    page(
        "account/passkeys/add/", AddPasskeyView.as_view(), name="mfa_add_webauthn", may=SETTING_UP
    ),
    page(
        "account/passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
        may=SETTING_UP,
    ),
    page(
        "account/passkeys/<int:pk>/name/",
        webauthn.edit_webauthn,
        name="mfa_edit_webauthn",
        may=SETTING_UP,
    ),
    page(
        "account/sessions/",
        usersessions.list_usersessions,
        name="usersessions_list",
        may=SETTING_UP,
    ),
]
