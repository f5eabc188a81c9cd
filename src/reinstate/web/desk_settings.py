"""Django's settings where the desk runs: what the command line has, and sign-in, pages, policy.

The desk is served in two ways: on this machine alone, over plain http, or to others, with a
certificate. `REINSTATE_DESK_HOSTS` names the hosts of the second; then cookies and headers
are such that no page is ever asked for without it.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF

from reinstate.web.settings import (  # noqa: F401 - the same as on the command line
    DATABASES,
    DEFAULT_AUTO_FIELD,
    LANGUAGE_CODE,
    USE_I18N,
    USE_TZ,
)
from reinstate.web.sign_in_settings import *  # noqa: F403 - all of it, and no more

TIME_ZONE: Final = "Europe/London"  # in which forms are filled in
PACKAGE: Final = Path(__file__).parent.parent
HERE: Final = ("127.0.0.1", "localhost", "[::1]")
ADDRESS: Final = os.environ.get("REINSTATE_DESK_ADDRESS", "")
"""The address of this machine at which the desk answers, where it is none of those."""

DESK_HOSTS: Final = tuple(filter(None, os.environ.get("REINSTATE_DESK_HOSTS", "").split(",")))
IS_BEYOND: Final = bool(DESK_HOSTS)
RESIDENTS_AT: Final = os.environ.get("REINSTATE_DESK_PUBLIC", "")
"""Where `serve` shows the residents' pages on this machine, for whoever is on it."""

IS_DEMO: Final = os.environ.get("REINSTATE_DESK_DEMO") == "1"

SECRET_KEY: Final = os.environ.get("REINSTATE_DESK_SECRET", "")
DEBUG: Final = False
ALLOWED_HOSTS: Final = [*DESK_HOSTS, *HERE, *([ADDRESS] if ADDRESS.startswith("127.") else [])]

INSTALLED_APPS: Final = [
    "reinstate.store",
    "reinstate.store.accounts",
    "reinstate.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]
MIDDLEWARE: Final = [
    "reinstate.desk.account.client.ClientMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reinstate.desk.account.gate.EndingMiddleware",
    "reinstate.desk.account.receiving.ReceivingMiddleware",
    "reinstate.desk.middleware.DeskMiddleware",
    "reinstate.desk.tour.visitor.VisitorMiddleware",
    "reinstate.desk.account.gate.GateMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF: Final = "reinstate.web.urls"
WSGI_APPLICATION: Final = "reinstate.web.wsgi.application"
TEMPLATES: Final[list[dict[str, Any]]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "desk" / "templates", PACKAGE / "look" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reinstate.desk.shown.on_every_page",
            ],
            "builtins": ["reinstate.desk.templatetags.desk"],
        },
    }
]

AUTH_USER_MODEL: Final = "accounts.Account"
LOGIN_URL: Final = "account_login"
LOGIN_REDIRECT_URL: Final = "situation"

SESSION_COOKIE_AGE: Final = int(timedelta(hours=8).total_seconds())
SESSION_COOKIE_SAMESITE: Final = "Lax"  # Strict would sign out whoever follows a link from a mail
SESSION_COOKIE_SECURE: Final = IS_BEYOND
SESSION_COOKIE_NAME: Final = "__Host-desk" if IS_BEYOND else "desk"
CSRF_COOKIE_SECURE: Final = IS_BEYOND
CSRF_COOKIE_NAME: Final = "__Host-desk-form" if IS_BEYOND else "desk-form"
CSRF_COOKIE_SAMESITE: Final = "Lax"
CSRF_FAILURE_VIEW: Final = "reinstate.desk.troubles.forged"
MESSAGE_STORAGE: Final = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT: Final = IS_BEYOND
SECURE_HSTS_SECONDS: Final = int(timedelta(days=365).total_seconds()) if IS_BEYOND else 0
SILENCED_SYSTEM_CHECKS: Final = ["security.W005", "security.W021"]
"""Https is promised for the desk's own name alone: hosts below it are none of ours to promise for,
and a browser's list of such names, once on it, is left in months only."""
SECURE_REFERRER_POLICY: Final = "same-origin"
X_FRAME_OPTIONS: Final = "DENY"
CONTENT_SECURITY_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL: Final = "static/"
STATIC_ROOT: Final = os.environ.get("REINSTATE_DESK_STATIC", "")
IS_COLLECTED: Final = bool(STATIC_ROOT)  # by the process of the desk; else each file as it stands
STATICFILES_DIRS: Final = [("look", PACKAGE / "look" / "vendor")]
STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "reinstate.web.static_storage.DeskStaticStorage"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_AUTOREFRESH: Final = not IS_COLLECTED  # from a checkout: each file as it stands now
WHITENOISE_USE_FINDERS: Final = not IS_COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES: Final = True

FORM_RENDERER: Final = "reinstate.look.forms.LookRenderer"
DATA_UPLOAD_MAX_MEMORY_SIZE: Final = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS: Final = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE: Final = 1024 * 1024
FILE_UPLOAD_PERMISSIONS: Final = 0o600

LOGGING: Final[dict[str, Any]] = {  # our own mistakes, on standard error; never who reads what
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"errors": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {
        "django": {"handlers": ["errors"], "level": "ERROR", "propagate": True},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
