"""Words and colours: dates as people say them, and levels that everybody can read."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from reinstate.core.terms.level import COMPONENT_STATUS, ORDER, WORDS
from reinstate.operations.public_record import PublicPromise
from reinstate.public.colours import CONTRAST_MIN, LEVELS, contrast, on_brand
from reinstate.public.words import (
    MEANING,
    machine_moment,
    moment_words,
    paragraphs,
    promise_words,
    range_words,
    whom_words,
)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2026, 11, 22, 16, 15), "22 November 2026, 4:15pm"),
        (at(2026, 11, 22, 9, 0), "22 November 2026, 9am"),
        (at(2026, 7, 1, 11, 0), "1 July 2026, 12 midday"),
        (at(2026, 7, 1, 11, 30), "1 July 2026, 12:30pm"),
        (at(2026, 11, 22, 0, 30), "22 November 2026, 12:30am"),
        (at(2026, 11, 22, 0, 0), "21 November 2026, 11:59pm"),
    ],
)
def test_moments_are_told_as_in_london_and_a_day_ends_at_a_minute_to(
    moment: datetime, words: str
) -> None:
    assert moment_words(moment) == words


def test_machines_read_the_same_moment_in_utc() -> None:
    assert machine_moment(at(2026, 7, 1, 11, 30)) == "2026-07-01T11:30:00.000Z"


def test_a_range_that_ends_with_a_day_names_that_day() -> None:
    assert range_words(at(2026, 12, 3), at(2026, 12, 13)) == (
        "between 3 December 2026 and 12 December 2026"
    )
    assert range_words(at(2026, 12, 3, 9), at(2026, 12, 3, 17)) == "on 3 December 2026"


PROMISE = PublicPromise(
    id="c1.0",
    said_at=at(2026, 11, 20),
    earliest=None,
    latest=None,
    say_more_by=None,
    state="open",
    ended_at=None,
    has_begun=False,
    is_overdue=False,
    service="",
    channel="all",
    group="all",
)
LATE = "That time has passed: we are late."
DATES = {"earliest": at(2026, 12, 3), "latest": at(2026, 12, 5, 12)}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (DATES, "we expect all services back between 3 December 2026 and 5 December 2026."),
        (
            {**DATES, "service": "svc-rent"},
            "we expect it back between 3 December 2026 and 5 December 2026.",
        ),
        (
            {**DATES, "is_overdue": True, "service": "svc-rent"},
            f"we said it would be back between 3 December 2026 and 5 December 2026. {LATE}",
        ),
        (
            {**DATES, "state": "kept", "channel": "phone"},
            "By phone: back between 3 December 2026 and 5 December 2026.",
        ),
        (
            {"say_more_by": at(2026, 12, 1, 17)},
            "we have no date yet. We will say more by 1 December 2026, 5pm.",
        ),
        (
            {"say_more_by": at(2026, 12, 1, 17), "is_overdue": True},
            f"we said we would tell you more by 1 December 2026, 5pm. {LATE}",
        ),
        (
            {"say_more_by": at(2026, 12, 1, 17), "state": "kept"},
            "no date yet, and more news by 1 December 2026, 5pm.",
        ),
    ],
)
def test_promises_are_ranges_and_say_when_they_are_late(
    given: dict[str, object], words: str
) -> None:
    assert promise_words(replace(PROMISE, **given)) == words


@pytest.mark.parametrize(
    ("channel", "group", "words"),
    [
        ("all", "all", ""),
        ("web", "all", "Online"),
        ("all", "private-tenants", "Private tenants"),
        ("in-person", "private-tenants", "In person, private tenants"),
        ("kiosk", "all", "Kiosk"),
    ],
)
def test_channels_and_groups_are_told_in_words(channel: str, group: str, words: str) -> None:
    assert whom_words(channel, group) == words


def test_texts_keep_their_paragraphs_and_lines_and_lose_what_cannot_be_printed() -> None:
    assert paragraphs("One\nline\x00\n\n\n Two \x1b[31m") == (("One", "line"), ("Two [31m",))


def test_every_level_has_its_words_its_status_and_its_colour() -> None:
    assert set(ORDER) == set(WORDS) == set(MEANING) == set(COMPONENT_STATUS) == set(LEVELS)
    assert len(set(WORDS.values())) == len(ORDER)


@pytest.mark.parametrize("level", ORDER)
def test_the_word_of_every_level_reads_well_on_its_colour(level: str) -> None:
    ink = next(ink for one, ink in LEVELS.items() if one == level)
    assert contrast(ink.words, ink.ground) >= CONTRAST_MIN


@pytest.mark.parametrize("colour", ["#00594c", "#ffdd00", "#7f7f7f", "#FFFFFF", "#000000"])
def test_the_council_may_choose_any_colour_and_still_be_read(colour: str) -> None:
    ink = on_brand(colour)
    assert ink.ground == colour.lower()
    assert contrast(ink.words, ink.ground) >= CONTRAST_MIN


def test_what_is_no_colour_never_reaches_the_style_sheet() -> None:
    assert on_brand("#fff;} body{display:none") == on_brand("#00594c")
