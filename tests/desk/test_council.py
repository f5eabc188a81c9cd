"""This council: its names, its limits that only tighten, the checks it asks for, its clock."""

from html import escape
from http import HTTPStatus

import pytest

from reinstate.core.terms.limit import Limit
from reinstate.desk.wording import LIMITS
from reinstate.operations import clock, reading
from tests.desk.conftest import At

NAMES = "/council/names/"
CLEARANCE = "/council/limits/clearance-age/"
CHECKS = "/council/checks/"


def test_everybody_reads_how_long_things_may_take(at: At) -> None:
    page = at("noor").page("/council/")
    assert set(LIMITS) == set(Limit)
    for words in LIMITS.values():
        assert escape(words) in page
    assert "clearance-age" not in page
    assert "Make it stricter" not in page
    assert "Change what it is called" not in page


def test_a_limit_is_made_stricter_and_never_looser(at: At) -> None:
    asha = at("asha")
    page = asha.sent(CLEARANCE, {"count": "36", "unit": "h"})
    assert "“A clearance counts before the return” is 36 hours from now on" in page
    assert reading.council().limit(Limit.CLEARANCE_AGE) == 36 * 60
    answer = asha.send(CLEARANCE, {"count": "2", "unit": "d"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "stands at 36 hours and is only ever tightened: say fewer than that" in page
    assert "limit clearance-age" not in page
    assert reading.council().limit(Limit.CLEARANCE_AGE) == 36 * 60


def test_a_watch_is_stricter_when_it_is_longer(at: At) -> None:
    asha = at("asha")
    assert "It is made longer, and never shorter again" in asha.page("/council/limits/watch/")
    asha.sent("/council/limits/watch/", {"count": "3", "unit": "w"})
    assert reading.council().limit(Limit.WATCH) == 21 * 24 * 60


def test_a_limit_that_somebody_else_made_stricter_meanwhile_is_shown_first(at: At) -> None:
    asha, lev = at("asha"), at("lev")
    read = asha.form(CLEARANCE)
    lev.sent(CLEARANCE, {"count": "2", "unit": "d"})
    answer = asha.send(CLEARANCE, {"count": "1", "unit": "d"}, read)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert reading.council().limit(Limit.CLEARANCE_AGE) == 2 * 24 * 60


def test_a_limit_that_there_is_not_has_no_page(at: At) -> None:
    assert at("asha").get("/council/limits/patience/").status_code == HTTPStatus.NOT_FOUND


def test_the_council_is_called_as_somebody_says(at: At) -> None:
    asha = at("asha")
    page = asha.sent(NAMES, {"name": "Thornmere District", "colour": "#402060"})
    names = reading.council().home.council
    assert (names.name, names.colour) == ("Thornmere District", "#402060")
    assert "The council is Thornmere District" in page
    assert 'fill="#402060"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"colour": "#ffff99"}, "cannot be read well"),
        ({"colour": "yellow"}, "is no colour"),
        ({"host": "Not A Host"}, "is no host name"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(
    typed: dict[str, str], said: str, at: At
) -> None:
    asha, size = at("asha"), reading.council().seq
    answer = asha.send(NAMES, typed)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert said in answer.content.decode()
    assert reading.council().seq == size


def test_names_that_somebody_else_set_meanwhile_are_shown_first(at: At) -> None:
    asha, gwen = at("asha"), at("gwen")
    read = asha.form(NAMES)
    gwen.sent(NAMES, {"name": "Thornmere District"})
    answer = asha.send(NAMES, {"colour": "#402060"}, read)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert reading.council().home.council.name == "Thornmere District"


def test_a_check_is_required_of_some_systems_and_listed(at: At) -> None:
    ben = at("ben")
    page = ben.sent(CHECKS, {"checks": ["firmware-digest"], "hosting": ["on-premises"]})
    assert "Required from now on: Firmware digest." in page
    assert "Required since" in page
    rule = reading.council().home.added_checks[-1]
    assert (rule.checks, rule.hosting, rule.kinds) == (("firmware-digest",), ("on-premises",), ())
    answer = ben.send(CHECKS, {"checks": ["firmware-digest"], "hosting": ["on-premises"]})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Exactly this rule stands already" in answer.content.decode()


def test_a_check_that_nobody_chose_is_asked_for(at: At) -> None:
    answer = at("ben").send(CHECKS, {"hosting": ["on-premises"]})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choose: Which checks must be passed." in answer.content.decode()


def test_the_clock_of_a_practice_home_is_set_and_let_go(at: At) -> None:
    asha = at("asha")
    page = asha.sent("/council/clock/", {"to": "2027-01-05 09:00"})
    assert "The clock stands at 5 Jan 2027 09:00" in page
    assert "5 Jan 2027 09:00" in asha.page("/")
    assert "The clock is the machine" in asha.sent("/council/clock/", {"to": ""})
    assert reading.council().home.clock is None
    assert clock.now(reading.council()).year != 2027


def test_a_moment_that_is_none_is_told_at_the_form(at: At) -> None:
    answer = at("asha").send("/council/clock/", {"to": "soon"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is no moment" in answer.content.decode()
