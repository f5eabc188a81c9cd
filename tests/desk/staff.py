"""Somebody at the desk: reads pages and sends their forms, as a browser without script does."""

from collections.abc import Mapping
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from reinstate.core.journal.entry import Via
from reinstate.operations import identity, reading
from reinstate.operations.act import Acting

Fields = dict[str, str]

TYPED = ("text", "search", "email", "tel", "url", "number", "date", "time", "datetime-local")
"""Kinds of fields into which a person types: a browser may hold back words, a hand does not."""


class Staff:
    """A person who signed in; `client` is their browser."""

    def __init__(self, handle: str) -> None:
        """Enter as practice homes let one: without proving anything."""
        self.person = identity.person_id(reading.council(), handle)
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
        answer = self.send_raw("/account/sign-in/practice/", person=self.person)
        assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()

    def acting(self) -> Acting:
        """Return who acts, for an operation that is done without a page."""
        return Acting(self.person, Via("asserted", "desk"))

    def get(self, address: str, **query: str) -> Any:
        """Return the answer to a page asked for."""
        return self.client.get(address, query)

    def page(self, address: str, **query: str) -> str:
        """Return the text of a page that must be there."""
        answer = self.get(address, **query)
        assert answer.status_code == HTTPStatus.OK, answer.content.decode()
        return str(answer.content.decode())

    def form(self, address: str, **query: str) -> Fields:
        """Return the fields of the one form on a page that is sent, as they stand."""
        return fields_of(self.page(address, **query))

    def send(self, address: str, changes: Mapping[str, Any], fields: Fields | None = None) -> Any:
        """Open a form, fill it in, and send it; return the answer."""
        given = self.form(address) if fields is None else fields
        return self.client.post(address, {**given, **changes})

    def send_raw(self, address: str, **fields: str) -> Any:
        """Send what somebody made by hand who took the mark from a page of ours."""
        self.client.get("/account/sign-in/")
        return self.client.post(address, {**fields, "csrfmiddlewaretoken": self._mark()})

    def _mark(self) -> str:
        """Return the mark that our own pages carry against forged forms."""
        request = RequestFactory().get("/")
        request.COOKIES.update({name: one.value for name, one in self.client.cookies.items()})
        mark = get_token(request)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
        return mark

    def sent(self, address: str, changes: Mapping[str, Any]) -> str:
        """Send a form that must be accepted; return the page that it leads to."""
        answer = self.send(address, changes)
        assert answer.status_code == HTTPStatus.SEE_OTHER, answer.content.decode()
        return self.page(answer.headers["Location"])


def fields_of(page: str) -> Fields:
    """Return the fields of the form in the main part of a page, with what they start from."""
    reader = _Reader()
    reader.feed(page[max(page.find("<main"), 0) :])
    return reader.fields


def written_fields(page: str) -> tuple[str, ...]:
    """Return the fields of that form into which words are typed."""
    reader = _Reader()
    reader.feed(page[max(page.find("<main"), 0) :])
    return tuple(reader.written)


class _Reader(HTMLParser):
    """Reads the fields of the last form with `method=post`."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.written: list[str] = []
        self._is_in = False
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._is_in = given.get("method", "").lower() == "post"
            if self._is_in:
                self.fields, self.written = {}, []
        if self._is_in:
            self._take(tag, given)

    def _take(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and given.get("type") in ("checkbox", "radio") and "checked" not in given:
            return
        if tag == "input" and name and given.get("type") != "file":
            self.fields[name] = given.get("value", "")
            self.written += [name] * (given.get("type", "text") in TYPED)
        if tag == "textarea":
            self._text = name
            self.fields[name] = ""
            self.written.append(name)
        if tag == "select":
            self._select = name
        is_first = self._select not in self.fields
        if tag == "option" and self._select and ("selected" in given or is_first):
            self.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in = False
        if tag == "textarea":
            self.fields[self._text] = self.fields[self._text].removeprefix("\n")  # as browsers do
            self._text = ""
        if tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data
