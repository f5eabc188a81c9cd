"""The story of the demo: how it goes, what happens on the way, and on which days."""

from collections import Counter
from datetime import date, timedelta
from typing import TypeVar

import pytest

from reinstate.core.access.standing import pair_trouble
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.decisions import ActCompleted, ClearanceGiven
from reinstate.core.journal.events.facts import FindingDismissed, GapsAccepted, GlassBroken
from reinstate.core.journal.events.incident import (
    DecisionTaken,
    IncidentDeclared,
    MilestoneReached,
    Phase,
    PhaseEntered,
)
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.journal.events.zones import (
    ClearanceRevived,
    DemandMet,
    HeartbeatMissed,
    IsolationWithdrawn,
    SubjectIsolated,
)
from reinstate.core.state.evolve import fold
from reinstate.core.state.step import subject_of
from reinstate.core.terms.zone import Declared
from reinstate.demo.stage import DAYS_MIN, first_day
from reinstate.demo.story.ago08_list import DROPPED, LIST
from reinstate.operations.days import ZONE
from tests.demo.conftest import Played

E = TypeVar("E", bound=Event)


def of(played: Played, type_: type[E]) -> list[E]:
    """Return the events of one type, oldest first."""
    return [entry.event for entry in played.entries if isinstance(entry.event, type_)]


def test_the_clock_stands_at_half_past_nine_today(played: Played) -> None:
    here = played.at.astimezone(ZONE)
    assert (here.hour, here.minute) == (9, 30)
    assert played.council.home.clock == played.at
    assert played.council.home.kind == "practice"


def test_it_began_on_a_monday_three_to_four_weeks_ago(played: Played) -> None:
    declared = next(e for e in played.entries if isinstance(e.event, IncidentDeclared))
    began = declared.recorded_at.astimezone(ZONE)
    assert began.weekday() == 0
    assert DAYS_MIN <= (played.at.astimezone(ZONE).date() - began.date()).days <= DAYS_MIN + 6


@pytest.mark.parametrize("step", range(14))
def test_the_first_day_is_a_monday_whatever_today_is(step: int) -> None:
    today = date(2027, 3, 20) + timedelta(days=step)
    assert first_day(today).weekday() == 0
    assert DAYS_MIN <= (today - first_day(today)).days < DAYS_MIN + 7


def test_everything_was_done_by_people_through_the_demo_or_an_import(played: Played) -> None:
    assert {entry.via.surface for entry in played.entries} == {"demo", "import"}
    machines = {entry.actor for entry in played.entries if entry.actor.startswith("machine:")}
    assert "machine:init" in machines
    assert machines <= {"machine:init", "machine:clock"}


def test_the_state_is_what_the_journal_says(played: Played) -> None:
    assert fold(played.entries) == played.council


def test_an_isolation_was_withdrawn_by_two_and_signatures_revived(played: Played) -> None:
    (withdrawn,) = of(played, IsolationWithdrawn)
    assert subject_of(played.council, withdrawn.subject).is_connected
    assert of(played, ClearanceRevived)


def test_a_setback_stands_with_its_finding(played: Played) -> None:
    (setback,) = [event for event in of(played, SubjectIsolated) if event.setback]
    assert setback.setback in played.council.findings
    assert subject_of(played.council, setback.subject).declared is Declared.ISOLATED


def test_one_list_was_signed_and_what_was_not_ready_dropped_out(played: Played) -> None:
    signed = [event for event in of(played, ClearanceGiven) if event.bulk]
    by_list = Counter(event.bulk for event in signed)
    of_ten = [event for event in signed if event.subject in LIST]
    assert len(of_ten) == 2 * len(LIST)
    assert len({event.bulk for event in of_ten}) == 1
    assert by_list[of_ten[0].bulk] == 2 * len(LIST)
    assert DROPPED not in {event.subject for event in of(played, ClearanceGiven)}
    assert not subject_of(played.council, DROPPED).is_connected


def test_two_people_stand_behind_gaps_and_a_dismissal(played: Played) -> None:
    for type_ in (GapsAccepted, FindingDismissed, IsolationWithdrawn):
        act = next(entry for entry in played.entries if isinstance(entry.event, type_))
        done = next(
            entry
            for entry in played.entries
            if entry.command_id == act.command_id and isinstance(entry.event, ActCompleted)
        )
        assert played.council.proposals[done.event.proposal].by != done.actor  # type: ignore[union-attr]  # picked by type above


def test_a_fact_was_put_right(played: Played) -> None:
    assert len(of(played, EntryCorrected)) == 1


def test_demands_ended_in_more_than_one_way(played: Played) -> None:
    assert {event.how for event in of(played, DemandMet)} >= {"isolated", "cleared-again"}


def test_the_first_break_glass_was_signed_in_time(played: Played) -> None:
    first, second = of(played, GlassBroken)
    assert first.service == "svc-home-care"
    assert second.service == "svc-child-protection"


def test_the_phases_went_forward_one_by_one(played: Played) -> None:
    entered = [event.phase for event in of(played, PhaseEntered)]
    assert entered == [Phase.INVESTIGATE, Phase.CLEAN, Phase.RESTORE]


def test_leaders_have_a_story_to_read(played: Played) -> None:
    assert len(of(played, DecisionTaken)) >= 3
    assert len(of(played, MilestoneReached)) >= 5


def test_one_watched_system_fell_silent(played: Played) -> None:
    assert len(of(played, HeartbeatMissed)) == 1


def test_the_two_clearers_count_as_two(played: Played) -> None:
    council = played.council
    given = Counter(
        entry.actor for entry in played.entries if isinstance(entry.event, ClearanceGiven)
    )
    (ben, _), (cai, _) = given.most_common(2)
    assert pair_trouble(council, ben, cai, played.at) == ""
