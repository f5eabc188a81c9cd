"""Django's settings of signing in: what is asked for, how often one may try, and what is kept."""

import os
from datetime import timedelta
from typing import Any, Final

PROXIES: Final = frozenset(filter(None, os.environ.get("REINSTATE_PROXIES", "").split(",")))
"""Addresses of proxies that are believed about where a request comes from."""

AUTHENTICATION_BACKENDS: Final = [
    "axes.backends.AxesStandaloneBackend",
    "reinstate.desk.backend.PassphraseBackend",
]
AUTH_PASSWORD_VALIDATORS: Final[list[dict[str, Any]]] = []  # `operations.passphrases` looks

ACCOUNT_ADAPTER: Final = "reinstate.desk.account.adapters.AccountAdapter"
ACCOUNT_FORMS: Final = {
    "login": "reinstate.desk.account.forms.SignInForm",
    "reauthenticate": "reinstate.desk.account.forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS: Final = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD: Final = "person_id"
ACCOUNT_USER_MODEL_EMAIL_FIELD: Final = None  # nobody needs an address: mail may be off
ACCOUNT_SIGNUP_FIELDS: Final = [
    "username*",
    "password1*",
]  # nobody signs up
ACCOUNT_EMAIL_VERIFICATION: Final = "none"
ACCOUNT_SESSION_REMEMBER: Final = False
ACCOUNT_LOGOUT_REDIRECT_URL: Final = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT: Final = int(timedelta(minutes=5).total_seconds())
ACCOUNT_RATE_LIMITS: Final = {
    # Not for each name: a stranger who tries it would lock its owner out.
    "login_failed": "10/m/ip",
    # Whoever has the passphrase guesses codes no faster than this, at one place and at all.
    "second_factor": "5/30m/key",
    "second_factor_anywhere": "60/30m/key",
    # A whole staff behind one address signs in within a few minutes.
    "login": "60/m/ip",
}

MFA_ADAPTER: Final = "reinstate.desk.account.adapters.FactorAdapter"
MFA_FORMS: Final = {
    "authenticate": "reinstate.desk.account.forms.CodeForm",
    "reauthenticate": "reinstate.desk.account.forms.CodeAgainForm",
    "activate_totp": "reinstate.desk.account.forms.FirstCodeForm",
    "add_webauthn": "reinstate.desk.account.forms.AddPasskeyForm",
    "edit_webauthn": "reinstate.desk.account.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES: Final = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED: Final = True
MFA_RATE_LIMITS: Final = {"webauthn_login": "60/m/ip"}  # likewise; there is nothing to guess
MFA_TOTP_TOLERANCE: Final = 1  # a phone half a minute off still signs in

AXES_LOCKOUT_PARAMETERS: Final = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE: Final = "reinstate.desk.account.client.place_of"
AXES_FAILURE_LIMIT: Final = 5
AXES_COOLOFF_TIME: Final = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS: Final = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT: Final = False
AXES_USERNAME_FORM_FIELD: Final = "username"
AXES_SENSITIVE_PARAMETERS: Final = ["login", "credential", "code"]
AXES_DISABLE_ACCESS_LOG: Final = True
AXES_ENABLE_ADMIN: Final = False
AXES_VERBOSE: Final = False
AXES_LOCKOUT_TEMPLATE: Final = "account/locked.html"
AXES_HTTP_RESPONSE_CODE: Final = 429

CACHES: Final[dict[str, dict[str, Any]]] = {
    # In the database, so that a limit holds for all processes of the desk together.
    "default": {
        "BACKEND": "reinstate.desk.account.counters.Counters",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000},  # from then on what is over is cleared away
    }
}
