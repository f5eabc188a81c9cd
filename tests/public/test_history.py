"""Since when a level stands: told by the journal, whoever reads it and whenever."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.register import CellsDivided, RowChanged
from reinstate.core.journal.events.service import LevelLowered, LoweringLifted, WorkaroundStarted
from reinstate.core.journal.events.union import AnyEvent, EntryCorrected
from reinstate.core.journal.rows import SystemRow
from reinstate.core.levels.publish import published_in
from reinstate.core.levels.view import View
from reinstate.core.state.step import all_cells
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import cell
from reinstate.operations.level_history import NO_HISTORY, caught_up, until
from reinstate.operations.public_facts import next_moment
from reinstate.operations.public_record import PublicService
from tests.public.builders import (
    BINS,
    LEDGER,
    RENT,
    RENT_TENANTS,
    RENT_WEB,
    WEBSITE,
    Story,
    a_service,
    a_small_council,
    accepted_without_maps,
    an_attack,
    isolated,
    opening,
    reconnected,
)

BIN_CELL = cell(BINS)


def service(story: Story, id_: str) -> PublicService:
    """Return a service as residents read about it now."""
    return next(one for one in story.record().services if one.id == id_)


def attacked() -> Story:
    """Return the small council with both systems off."""
    story = an_attack()
    story.says(isolated(WEBSITE))
    return story


def test_before_an_incident_nobody_says_since_when() -> None:
    bins = service(a_small_council(), BINS)
    assert (bins.now.level, bins.now.since, bins.past) == (Level.NORMAL, None, ())


def test_a_level_stands_since_the_command_that_moved_it() -> None:
    story = attacked()
    fell_at = story.at
    story.says(
        LevelLowered(cell=RENT_WEB, level=Level.UNKNOWN, reason=story.note("?"), review_at=story.at)
    )
    bins = service(story, BINS)
    assert (bins.now.level, bins.now.since) == (Level.STOPPED, fell_at)
    assert bins.past[0].since == fell_at


def test_a_rise_counts_from_when_its_owner_opened_it_not_from_the_cable() -> None:
    story = attacked()
    story.says(reconnected(WEBSITE))
    assert service(story, BINS).now.level is Level.STOPPED
    story.says(opening(BIN_CELL))
    bins = service(story, BINS)
    assert (bins.now.level, bins.now.since) == (Level.NORMAL, story.at)


def test_what_time_alone_ends_ends_at_its_moment_for_every_reader() -> None:
    story = attacked()
    ends_at = story.at + timedelta(hours=3)
    accepted_without_maps(story, ends_at)
    story.says(opening(BIN_CELL, Level.PARTLY_WORKING))
    assert service(story, BINS).now.level is Level.PARTLY_WORKING
    assert next_moment(story.history(), story.at) == ends_at
    later = story.record(ends_at + timedelta(hours=5))
    bins = next(one for one in later.services if one.id == BINS)
    assert bins.now.level is not Level.PARTLY_WORKING
    assert bins.now.since == ends_at


def test_an_acceptance_that_is_put_right_ends_when_it_says_then() -> None:
    story = attacked()
    accepted = accepted_without_maps(story, story.at + timedelta(days=3))
    story.says(opening(BIN_CELL, Level.PARTLY_WORKING))
    ends_at = story.at + timedelta(hours=2)
    entry = next(one.seq for one in story.entries if one.event == accepted)
    story.says(EntryCorrected(entry=entry, event=structs.replace(accepted, until=ends_at)))
    assert service(story, BINS).now.level is Level.PARTLY_WORKING
    assert next_moment(story.history(), story.at) == ends_at
    later = story.record(ends_at + timedelta(hours=5))
    bins = next(one for one in later.services if one.id == BINS)
    assert bins.now.level is not Level.PARTLY_WORKING
    assert bins.now.since == ends_at


def test_a_history_in_two_goes_is_the_history_in_one() -> None:
    story = attacked()
    story.says(LoweringLifted(cell=RENT_WEB))
    cut = next(
        i for i, one in enumerate(story.entries) if one.command_id == story.entries[-1].command_id
    )
    in_two = caught_up(caught_up(NO_HISTORY, story.entries[:cut]), story.entries[cut:])
    assert until(in_two, story.at) == story.history()


def test_the_levels_of_the_history_are_the_levels_as_they_stand() -> None:
    story = attacked()
    story.says(reconnected(WEBSITE))
    story.says(opening(BIN_CELL))
    story.says(isolated(WEBSITE, round_=2))
    known = story.history()
    view = View(story.council, story.at)
    cells = [one for one in all_cells(story.council) if one in known.cells]
    assert RENT_TENANTS in cells
    assert {one: known.cells[one].level for one in cells} == {
        one: published_in(view, one) for one in cells
    }


def moves(story: Story) -> list[AnyEvent]:
    """Return what may happen next in the small council."""
    why = story.note("?")
    return [
        isolated(WEBSITE),
        isolated(LEDGER),
        reconnected(WEBSITE),
        reconnected(LEDGER),
        opening(BIN_CELL),
        opening(RENT_WEB, Level.BY_HAND),
        LevelLowered(cell=RENT_WEB, level=Level.STOPPED, reason=why, review_at=story.at),
        LevelLowered(cell=BIN_CELL, level=Level.UNKNOWN, reason=why, review_at=story.at),
        LoweringLifted(cell=RENT_WEB),
        LoweringLifted(cell=BIN_CELL),
        WorkaroundStarted(cell=RENT_TENANTS, how=story.note("By book.")),
    ]


@given(st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=2), max_size=8))
def test_whatever_happens_no_level_of_the_history_is_out_of_date(steps: list[list[int]]) -> None:
    story = an_attack()
    for step in steps:
        story.says(*(moves(story)[one] for one in step))
    known, view = story.history(), View(story.council, story.at)
    for one in all_cells(story.council):
        if one in known.cells:
            assert known.cells[one].level is published_in(view, one)


def test_a_cell_cut_from_another_stands_since_that_one_did() -> None:
    story = attacked()
    fell_at = story.at
    halves = (cell(BINS, "web", "all"), cell(BINS, "phone", "all"))
    story.says(CellsDivided(service=BINS, cells=halves))
    assert [one.now.since for one in service(story, BINS).cells] == [fell_at, fell_at]


def test_what_changed_last_moves_with_words_levels_and_names_only() -> None:
    story = attacked()
    before = service(story, BINS).changed_at
    story.says(RowChanged(row=SystemRow(id="sys-portal", name="Another name")))
    assert service(story, BINS).changed_at == before
    story.says(RowChanged(row=a_service(BINS, "Waste")))
    assert service(story, BINS).changed_at == story.at
    story.tells("Bins", "Put them out as usual.", about=f"service:{BINS}")
    assert service(story, BINS).changed_at == story.at
    assert service(story, RENT).changed_at < story.at


def test_a_second_incident_starts_the_story_again() -> None:
    story = attacked()
    story.says(reconnected(LEDGER), reconnected(WEBSITE))
    for where in (RENT_TENANTS, RENT_WEB, BIN_CELL):
        story.says(opening(where))
    story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))
    assert len(service(story, BINS).past) > 1
    story.says(IncidentDeclared(note=story.note("again")))
    [now] = service(story, BINS).past
    assert (now.level, now.since) == (Level.UNKNOWN, story.at)
