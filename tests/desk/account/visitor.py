"""Somebody at a browser who has to prove who they are: passphrase, codes, and pages between."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from reinstate.operations import clock, identity, reading
from tests.desk.staff import fields_of

SECRETS: Final = {
    "asha": "plum kettle orbit",
    "ben": "lamp granite swift",
    "cai": "river button seven",
    "dee": "copper window tide",
    "eli": "violet hammer moss",
}
HERE: Final = "192.0.2.1"
ELSEWHERE: Final = "198.51.100.7"

SIGN_IN: Final = "/account/sign-in/"
ACCOUNT: Final = "/account/"
CODE: Final = "/account/sign-in/code/"
AGAIN: Final = "/account/again/"
SITUATION: Final = "/"


class Visitor:
    """A browser at an address; nobody has signed in with it yet."""

    def __init__(self, address: str = HERE) -> None:
        """Open the browser."""
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1", REMOTE_ADDR=address)

    def get(self, address: str) -> Any:
        """Return the answer to a page asked for."""
        return self.client.get(address)

    def page(self, address: str) -> str:
        """Return the text of a page that must be there."""
        answer = self.get(address)
        assert answer.status_code == HTTPStatus.OK, (address, answer.status_code, _text(answer))
        return _text(answer)

    def send(self, address: str, changes: Mapping[str, str], form: str = "") -> Any:
        """Open a page, fill in the form whose first words are `form`, and send it."""
        fields = form_on(self.page(address), form)
        return self.client.post(fields.pop("@action") or address, {**fields, **changes})

    def tries(self, handle: str, secret: str = "") -> Any:
        """Try to sign in; return the answer."""
        typed = {"login": handle, "password": secret or SECRETS[handle]}
        return self.send(SIGN_IN, typed, 'action="/account/sign-in/"')

    def signs_in(self, handle: str) -> "Visitor":
        """Sign in with name and passphrase, which must do."""
        answer = self.tries(handle)
        assert answer.status_code == HTTPStatus.FOUND, _text(answer)
        return self

    def sets_up_codes(self, handle: str) -> str:
        """Set up one-time codes beside the passphrase; return their secret."""
        address = "/account/codes/add/"
        self.proves_again(address, handle)
        page = self.page(address)
        found = re.search(r'app-code">([A-Z2-7 ]+)<', page)
        assert found, page
        secret = found.group(1).replace(" ", "")
        fields = form_on(page, 'action="/account/codes/add/"')
        answer = self.client.post(address, {**fields, "code": code_of(secret)})
        assert answer.status_code == HTTPStatus.FOUND, _text(answer)
        return secret

    def proves_again(self, address: str, handle: str) -> None:
        """Go to a page that asks for the passphrase again, and type it."""
        answer = self.get(address)
        if answer.status_code == HTTPStatus.OK:
            return
        asked = answer.headers["Location"]
        assert asked.startswith(AGAIN), asked
        answer = self.send(asked, {"password": SECRETS[handle]})
        assert answer.status_code == HTTPStatus.FOUND, _text(answer)

    @property
    def is_in(self) -> bool:
        """Return whether the desk knows somebody here."""
        return bool(self.get(ACCOUNT).status_code == HTTPStatus.OK)


def code_of(secret: str, periods: int = 0) -> str:
    """Return the code that an app shows for a secret, now or some half minutes away."""
    half_minute = int(clock.machine_now().timestamp()) // 30
    return str(format_hotp_value(hotp_value(secret, half_minute + periods)))


def form_on(page: str, words: str) -> dict[str, str]:
    """Return fields and action of the form in the main part of a page with words in its tag."""
    forms = re.findall(r"<form\b[^>]*>.*?</form>", page[page.find("<main") :], re.DOTALL)
    tags = [form.split(">")[0] for form in forms]
    found = [form for form, tag in zip(forms, tags, strict=True) if words in tag and "post" in tag]
    assert found, (words, page)
    action = re.search(r'action="([^"]*)"', found[0].split(">")[0])
    return {**fields_of(f"<main>{found[0]}"), "@action": action.group(1) if action else ""}


def person(handle: str) -> str:
    """Return the id of somebody."""
    return identity.person_id(reading.council(), handle)


def _text(answer: Any) -> str:
    return str(answer.content.decode())
