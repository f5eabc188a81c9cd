"""Names, clock, limits, required checks, erased notes and keys of a home."""

import pytest

from reinstate.core.access import (
    redact_note,
    require_check,
    set_clock,
    set_council,
    tighten_limit,
    trust_key,
)
from reinstate.core.journal.events.home import CheckRule, CouncilNames
from reinstate.core.journal.rows import SystemRow
from reinstate.core.terms.limit import STARTING_LIMITS, Limit
from reinstate.core.terms.system import Hosting, Route
from tests.core.access.builders import ASHA, START, a_home, codes, done, opening

NAMES = CouncilNames("Example council", "status.example.gov.uk", "#00594c")
ROWS = (SystemRow(id="core", kind="network"),)


def named(name: str = "Example", host: str = NAMES.host, colour: str = NAMES.colour) -> set[str]:
    command = set_council.SetCouncil(CouncilNames(name, host, colour))
    return codes(a_home(), ASHA, set_council.decide, command)


def test_the_council_is_named() -> None:
    council = done(a_home(), ASHA, set_council.decide, set_council.SetCouncil(NAMES))
    assert council.home.council == NAMES


@pytest.mark.parametrize("name", ["", " Example", "Two\nlines", "x" * 121])
def test_a_name_is_one_short_line(name: str) -> None:
    assert named(name=name) == {"bad-name"}


@pytest.mark.parametrize(
    "host",
    ["Status.example", "localhost", "status..example", "-a.example", "a.example/", "a b.example",
     "https://a.example", "a.example:80", ".".join(["abcdefgh"] * 30)],
)  # fmt: skip
def test_a_host_is_a_host_name_in_small_letters(host: str) -> None:
    assert named(host=host) == {"bad-host"}


@pytest.mark.parametrize("colour", ["00594c", "#00594C", "#fff", "red", "#00594c;"])
def test_a_colour_is_six_digits(colour: str) -> None:
    assert named(colour=colour) == {"bad-colour"}


@pytest.mark.parametrize("colour", ["#ffffff", "#777777", "#ffdd00"])
def test_white_words_must_be_readable_on_the_colour(colour: str) -> None:
    assert named(colour=colour) == {"colour-too-light"}


@pytest.mark.parametrize("colour", ["#000000", "#767676", "#00594c", "#0000ff"])
def test_dark_enough_colours_are_taken(colour: str) -> None:
    assert named(colour=colour) == set()


def test_contrast_is_that_of_wcag() -> None:
    assert set_council.contrast_with_white("#ffffff") == pytest.approx(1)
    assert set_council.contrast_with_white("#000000") == pytest.approx(21)
    assert set_council.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.005)


def test_a_real_home_refuses_a_clock() -> None:
    assert codes(a_home(), ASHA, set_clock.decide, set_clock.SetClock(START)) == {"real-home"}
    assert codes(a_home(), ASHA, set_clock.decide, set_clock.SetClock()) == {"real-home"}


def test_other_homes_are_given_a_clock_and_give_it_back() -> None:
    for council in (a_home(kind="practice"), a_home(kind="exercise")):
        stands = done(council, ASHA, set_clock.decide, set_clock.SetClock(START))
        assert stands.home.clock == START
        again = done(stands, ASHA, set_clock.decide, set_clock.SetClock())
        assert again.home.clock is None


@pytest.mark.parametrize("limit", list(Limit))
def test_every_limit_is_only_ever_tightened(limit: Limit) -> None:
    usual = STARTING_LIMITS[limit]
    stricter, looser = (usual + 1, usual - 1) if limit is Limit.WATCH else (usual - 1, usual + 1)
    decide, council = tighten_limit.decide, a_home()
    assert codes(council, ASHA, decide, tighten_limit.TightenLimit(limit, looser)) == {
        "not-stricter"
    }
    assert codes(council, ASHA, decide, tighten_limit.TightenLimit(limit, usual)) == {
        "not-stricter"
    }
    tightened = done(council, ASHA, decide, tighten_limit.TightenLimit(limit, stricter))
    assert tightened.limit(limit) == stricter
    assert codes(tightened, ASHA, decide, tighten_limit.TightenLimit(limit, usual)) == {
        "not-stricter"
    }


@pytest.mark.parametrize("minutes", [0, -5])
def test_no_limit_is_nothing(minutes: int) -> None:
    command = tighten_limit.TightenLimit(Limit.CHECK_AGE, minutes)
    assert codes(a_home(), ASHA, tighten_limit.decide, command) == {"not-positive"}


def test_more_checks_may_be_required() -> None:
    rule = CheckRule(
        kinds=("network",), hosting=(Hosting.HOSTED,), routes=(Route.KEEP,), checks=("files",)
    )
    command = require_check.RequireCheck(rule)
    council = done(a_home(rows=ROWS), ASHA, require_check.decide, command)
    assert council.home.added_checks == (rule,)
    assert codes(council, ASHA, require_check.decide, command) == {"already-required"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (CheckRule(kinds=("network",)), "no-checks"),
        (CheckRule(checks=("flies",)), "unknown-check"),
        (CheckRule(kinds=("netwrok",), checks=("files",)), "unknown-kind"),
    ],
)
def test_a_rule_that_would_protect_nothing_is_refused(rule: CheckRule, code: str) -> None:
    command = require_check.RequireCheck(rule)
    assert codes(a_home(rows=ROWS), ASHA, require_check.decide, command) == {code}


def test_a_note_is_erased_once() -> None:
    command = redact_note.RedactNote("n-1")
    council = done(a_home(), ASHA, redact_note.decide, command)
    assert council.redacted == {"n-1"}
    assert codes(council, ASHA, redact_note.decide, command) == {"already-redacted"}
    assert codes(council, ASHA, redact_note.decide, redact_note.RedactNote("")) == {"no-note"}


def test_a_person_is_not_erased_by_redacting_their_id_as_a_text() -> None:
    command = redact_note.RedactNote(ASHA)
    assert codes(a_home(), ASHA, redact_note.decide, command) == {"no-text"}


def test_a_new_key_replaces_the_one_that_signs_today() -> None:
    first = opening().key
    council = done(a_home(), ASHA, trust_key.decide, trust_key.TrustKey("second", first))
    assert council.home.keys == (first, "second")
    assert codes(council, ASHA, trust_key.decide, trust_key.TrustKey("third", first)) == {
        "not-todays-key"
    }
    assert codes(council, ASHA, trust_key.decide, trust_key.TrustKey(first, "second")) == {
        "key-known"
    }
    assert codes(council, ASHA, trust_key.decide, trust_key.TrustKey("", "second")) == {"no-key"}
