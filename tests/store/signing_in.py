"""Two people who signed in at a desk, for tests of what is kept of that."""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from reinstate.store import sign_in, tables
from reinstate.store.accounts.models import Account

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "three sealed words"


def a_desk() -> None:
    """Let Asha and Ben have signed in: each with a passkey, Asha with codes too, and sessions."""
    tables.make_desk()
    for name, kinds in (("asha", ("webauthn", "totp", "recovery_codes")), ("ben", ("webauthn",))):
        account = Account.of(f"p-{name}")
        for kind in kinds:
            data = {"of": f"{name} {kind} £", "mask": 3}
            Authenticator.objects.create(user=account, type=kind, data=data, created_at=AT)
        for number, ends_at in enumerate((AT + HOUR, AT - HOUR)):
            key = f"{name}-{number}"
            Session.objects.create(session_key=key, session_data="x", expire_date=ends_at)
            UserSession.objects.create(user=account, session_key=key, ip="192.0.2.1")


def kinds_of(person: str) -> list[str]:
    """Return by what somebody can prove themselves."""
    return [one.kind for one in sign_in.second_factors() if one.person == person]


def authenticators() -> list[tuple[Any, ...]]:
    """Return everything that the desk keeps of second factors, by account and person."""
    wanted = ("user_id", "user__person_id", "type", "data", "created_at", "last_used_at")
    return list(Authenticator.objects.order_by("id").values_list(*wanted))
