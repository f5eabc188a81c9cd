"""The tours of a practice home: from start to end through real pages, by whoever a step names."""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reinstate.core.incident.controllers import controllers
from reinstate.core.terms.level import Level
from reinstate.desk.tour.running import COOKIE
from reinstate.operations import contain, reading, situation
from reinstate.operations.days import ZONE
from tests.desk.conftest import At
from tests.desk.staff import Staff

STRIP = re.compile(r"Tour, step (\d+) of (\d+):</strong> ([^<]*?)\.(?: You|</p>)")
ENTER = re.compile(
    r'name="person" value="([^"]+)">\s*<input type="hidden" name="next" value="([^"]*)">'
    r'\s*<button type="submit" class="app-tour__button">'
)
GO = re.compile(r'<a class="app-tour__button" href="([^"]+)">')
WORDS = {"title": "Safeguarding", "text": "Ring as before. What you told us on paper is entered."}
FILLED: Mapping[str, Mapping[str, str]] = {
    "Open the service again": {"level": Level.PARTLY_WORKING.value},
    "Draft new words for residents": WORDS,
}
STEPS = 8
FIRST_STEPS = 6
ENTER_ADDRESS = "/account/sign-in/practice/"


def strip(page: str) -> tuple[int, int, str]:
    """Return which step of how many the strip says comes now, and its title."""
    found = STRIP.search(page)
    assert found is not None, page
    return int(found[1]), int(found[2]), found[3]


def begun(staff: Staff) -> str:
    """Begin the tour as its page offers; return that page."""
    assert "Begin" in staff.page("/tour/")
    return _posted(staff, "/tour/begin/")


def _posted(staff: Staff, address: str, **fields: str) -> str:
    answer = staff.send_raw(address, **fields)
    assert answer.status_code in (HTTPStatus.SEE_OTHER, HTTPStatus.FOUND), answer.content.decode()
    return staff.page(answer.headers["Location"])


def go(staff: Staff, page: str) -> str:
    """Press the one button of the strip: become somebody if need be; return the address."""
    entered = ENTER.search(page)
    if entered is None:
        found = GO.search(page)
        assert found is not None, page
        return unescape(found[1])
    answer = staff.send_raw(ENTER_ADDRESS, person=entered[1], next=unescape(entered[2]))
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"] == unescape(entered[2])
    return str(answer.headers["Location"])


def test_one_system_comes_back_by_doing_what_each_step_says(later: At) -> None:
    visitor, size = later("asha"), reading.council().seq
    page = begun(visitor)
    for number in range(1, STEPS):
        now, count, title = strip(visitor.page("/"))
        assert (now, count) == (number, STEPS), title
        page = visitor.sent(go(visitor, visitor.page("/")), FILLED.get(title, {}))
    assert strip(page)[0] == STEPS
    assert "You brought one system back." in visitor.page("/tour/")
    assert "With this step the tour is over." in page
    assert GO.search(visitor.page("/journal/")) is None
    council, at = situation.now()
    assert council.subjects["system:sys-adults"].is_connected
    services = {one.id: one.level for one in situation.situation(council, at).services}
    assert services["svc-adult-safeguarding"] is Level.PARTLY_WORKING
    (said,) = [one for one in council.notices.values() if one.seq > size]
    assert said.state == "approved"
    assert said.drafted.about == "service:svc-adult-safeguarding"
    acted = {entry.actor for entry in reading.entries(size) if entry.actor.startswith("p-")}
    assert len(acted) == STEPS - 1


def test_each_step_is_for_somebody_whom_the_rules_let_do_it(later: At) -> None:
    page = begun(later("asha"))
    assert "The tour has begun." in page
    assert 'id="now"' in page
    assert "<strong>As Katarzyna Nowak.</strong>" in page
    assert page.count("<strong>As ") == STEPS - 1
    assert page.count(">Now</strong>") == 1
    assert ">Done</strong>" not in page


def test_a_tour_stays_with_the_browser_when_somebody_else_sits_down(later: At) -> None:
    visitor = later("asha")
    begun(visitor)
    visitor.send_raw(ENTER_ADDRESS, person=later("cai").person, next="/")
    assert strip(visitor.page("/"))[0] == 1
    _posted(visitor, "/tour/end/")
    assert STRIP.search(visitor.page("/")) is None


def test_the_first_hours_are_lived_by_doing_what_each_step_says(at: At) -> None:
    visitor = at("asha")
    assert "The first hours" in begun(visitor)
    now = situation.now()[1].astimezone(ZONE)
    tomorrow, earlier = now + timedelta(days=1), now - timedelta(hours=1)
    filled: Mapping[str, Mapping[str, Any]] = {
        "Say when residents hear more": {"due_0": f"{tomorrow:%Y-%m-%d}", "due_1": "12:00"},
        "Start the clock of 72 hours": {
            "controller": controllers(reading.council())[0],
            "first": f"{earlier:%Y-%m-%dT%H:%M}",
        },
        "Choose how the first system comes back": {"route": "rebuild"},
        "Take evidence before anything is wiped": {
            "what": "disk",
            "copies": SimpleUploadedFile("disk.img", b"an image"),
        },
    }
    for number in range(1, FIRST_STEPS):
        step, count, title = strip(visitor.page("/"))
        assert (step, count) == (number, FIRST_STEPS), title
        visitor.sent(go(visitor, visitor.page("/")), filled.get(title, {}))
    assert strip(visitor.page("/"))[0] == FIRST_STEPS
    assert "Keep evidence" not in visitor.page(go(visitor, visitor.page("/")))


HOSTILE = (
    *("", "{}", "[]", "x" * 500, '"\\ud800"'),
    '{"kind":"back","subject":"service:svc-rent"}',
    '{"kind":"back","subject":"system:none"}',
)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_cookie_that_nobody_gave_runs_no_tour(words: str, later: At) -> None:
    asha = later("asha")
    asha.client.cookies[COOKIE] = words
    assert STRIP.search(asha.page("/")) is None


def test_a_tour_ends_when_its_system_is_cut_off_again(later: At) -> None:
    visitor, eli = later("asha"), later("eli")
    begun(visitor)
    contain.isolate(eli.acting(), ("system:sys-adults",), None, "Beacons again")
    assert STRIP.search(visitor.page("/")) is None
    assert "Adult social care records" not in visitor.page("/tour/")


def test_where_nothing_is_there_is_no_tour(newborn: Staff) -> None:
    assert "five-minute tour" not in newborn.page("/")
    assert newborn.get("/tour/").status_code == HTTPStatus.NOT_FOUND
    assert newborn.send_raw("/tour/begin/").status_code == HTTPStatus.NOT_FOUND


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk run as the demo's."""
    monkeypatch.setattr(settings, "IS_DEMO", True)


def stranger() -> Client:
    """Return the browser of somebody who never signed in."""
    return Client(SERVER_NAME="127.0.0.1")


@pytest.mark.usefixtures("demo", "played")
def test_a_visitor_of_the_demo_is_its_recovery_manager_at_once() -> None:
    visitor = stranger()
    page = visitor.get("/").content.decode()
    assert "<strong>Asha Rahman</strong>" in page
    assert "The five-minute tour" in page
    assert visitor.get("/mine/").status_code == HTTPStatus.OK


@pytest.mark.usefixtures("demo", "played")
def test_who_signs_out_of_the_demo_is_shown_the_sign_in() -> None:
    page = stranger().get("/account/sign-in/").content.decode()
    assert "app-who" not in page


@pytest.mark.usefixtures("demo", "newborn")
def test_nobody_is_let_in_where_the_demo_did_not_make_the_home() -> None:
    assert stranger().get("/").status_code == HTTPStatus.FOUND


@pytest.mark.usefixtures("demo", "played")
def test_nobody_is_let_in_where_something_is_sent() -> None:
    answer = stranger().post("/subjects/system:sys-core-network/isolate/")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"].startswith("/account/sign-in/")


@pytest.mark.usefixtures("played")
def test_nobody_is_let_in_where_the_desk_does_not_run_as_the_demo() -> None:
    assert stranger().get("/").status_code == HTTPStatus.FOUND
