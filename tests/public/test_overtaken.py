"""Words for a level that time alone ended are gone, also when the level comes back."""

from datetime import timedelta

from msgspec import structs

from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import cell
from tests.public.builders import (
    BINS,
    WEBSITE,
    Story,
    accepted_without_maps,
    an_attack,
    isolated,
    opening,
)

BIN_CELL = cell(BINS)
BOUND = "Leave bins at the kerb on Mondays."


def read(story: Story) -> tuple[Level, list[str]]:
    """Return the level of bins, and what residents are to do."""
    bins = next(one for one in story.record().services if one.id == BINS)
    return bins.now.level, [one.now.text for one in bins.do_now]


def test_words_for_a_level_that_time_alone_ended_are_gone_although_it_comes_back() -> None:
    story = an_attack()
    story.says(isolated(WEBSITE))
    accepted = accepted_without_maps(story, story.at + timedelta(hours=3))
    story.says(opening(BIN_CELL, Level.PARTLY_WORKING))
    story.tells("Bins", BOUND, about=f"service:{BINS}", place="do-now")
    assert read(story) == (Level.PARTLY_WORKING, [BOUND])
    story.at = accepted.until + timedelta(minutes=1)
    assert read(story) == (Level.STOPPED, [])
    story.says(structs.replace(accepted, until=story.at + timedelta(hours=9)))
    story.says(opening(BIN_CELL, Level.PARTLY_WORKING))
    assert read(story) == (Level.PARTLY_WORKING, [])
