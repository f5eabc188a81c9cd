"""The 72 hours of a data controller: from aware until told, hours counting at weekends (R12)."""

from datetime import UTC, datetime

import pytest

from reinstate.core.incident import aware, told
from reinstate.core.incident.aware import RecordAwareness
from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.incident.told import TellAuthority
from reinstate.core.journal.events.home import ClockSteppedBack, LimitTightened
from reinstate.core.journal.events.incident import (
    AuthorityTold,
    AwarenessRecorded,
    IncidentClosed,
)
from reinstate.core.journal.rows import OrganisationRow
from reinstate.core.state.council import Council
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import Moment, exactly
from tests.core.levels.builders import (
    DAY,
    HOUR,
    START_AT,
    a_council,
    a_note,
    added,
    an_incident,
    asking,
    codes,
    refusal,
)
from tests.core.levels.builders import told as after

AWARE = AwarenessRecorded(
    controller="oakbridge", aware=Moment(earliest=START_AT - 10 * HOUR, latest=START_AT)
)
DUE_AT = START_AT + 62 * HOUR


def the_clock(council: Council, at: datetime = START_AT) -> Clock:
    """Return the clock of the authority."""
    [clock] = [one for one in clocks(council, at) if one.code == "authority"]
    return clock


def test_r12_the_clock_runs_72_hours_from_the_earliest_moment_of_awareness() -> None:
    clock = the_clock(an_incident(AWARE))
    assert (clock.started_at, clock.due_at) == (START_AT - 10 * HOUR, DUE_AT)
    assert (clock.is_over, clock.is_met) == (False, False)
    assert the_clock(an_incident(AWARE), DUE_AT + HOUR).is_over
    assert clock.sentence == ("Oakbridge Council must tell the authority by 2026-03-04 23:00 UTC.")


def test_r12_hours_count_at_weekends() -> None:
    friday = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)
    aware_on_friday = AwarenessRecorded(controller="oakbridge", aware=exactly(friday))
    clock = the_clock(an_incident(aware_on_friday, at=friday), friday)
    assert clock.due_at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


def test_a_tightened_limit_shortens_the_clock() -> None:
    council = an_incident(AWARE, LimitTightened(limit=Limit.AUTHORITY, minutes=24 * 60))
    assert the_clock(council).due_at == START_AT + 14 * HOUR


def test_a_told_authority_meets_the_clock_and_a_late_report_shows_as_late() -> None:
    in_time = AuthorityTold(controller="oakbridge", at=exactly(DUE_AT))
    clock = the_clock(an_incident(AWARE, in_time), DUE_AT + 9 * DAY)
    assert (clock.is_over, clock.is_met) == (False, True)
    late = AuthorityTold(
        controller="oakbridge", at=Moment(earliest=DUE_AT, latest=DUE_AT + HOUR), note=a_note()
    )
    clock = the_clock(an_incident(AWARE, late), DUE_AT + 9 * DAY)
    assert (clock.is_over, clock.is_met) == (True, True)


def test_a_clock_that_was_never_met_outlives_the_incident() -> None:
    council = an_incident(AWARE)
    closed = IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)
    assert the_clock(after(council, closed), DUE_AT + DAY).is_over
    told_in_time = AuthorityTold(controller="oakbridge", at=exactly(START_AT))
    done = after(council, told_in_time, closed)
    assert clocks(done, DUE_AT + DAY) == ()


def test_a_clock_without_a_told_start_counts_from_when_it_was_written_put_right() -> None:
    unsaid = AwarenessRecorded(controller="oakbridge", aware=Moment())
    council = an_incident()
    ahead = START_AT + 30 * DAY
    council = after(council, unsaid, at=ahead)
    council = after(council, ClockSteppedBack(from_=ahead, to=START_AT + HOUR))
    assert the_clock(council).started_at <= START_AT + HOUR


def test_awareness_starts_the_clock_of_a_known_controller_once() -> None:
    command = RecordAwareness("oakbridge", AWARE.aware)
    assert aware.decide(an_incident(), command, asking()) == (AWARE,)
    found = refusal(aware.decide, an_incident(AWARE), command, asking())
    assert codes(found) == ["already-aware"]
    assert found[0].need.startswith("reinstate journal correct ")


@pytest.mark.parametrize(
    ("controller", "moment", "expected"),
    [
        ("oakbridg", exactly(START_AT), ["organisation-unknown"]),
        ("contractor", exactly(START_AT), ["not-a-controller"]),
        ("oakbridge", Moment(latest=START_AT), ["no-earliest"]),
        ("oakbridge", exactly(START_AT + HOUR), ["in-the-future"]),
    ],
)
def test_awareness_is_of_a_controller_from_a_moment(
    controller: str, moment: Moment, expected: list[str]
) -> None:
    council = an_incident(*added(OrganisationRow(id="contractor", name="Contractor")))
    command = RecordAwareness(controller, moment)
    assert codes(refusal(aware.decide, council, command, asking())) == expected


def test_telling_the_authority_stops_a_running_clock_once() -> None:
    command = TellAuthority("oakbridge", exactly(START_AT))
    found = refusal(told.decide, an_incident(), command, asking())
    assert codes(found) == ["not-aware"]
    assert found[0].need == "reinstate incident aware oakbridge --earliest WHEN"
    events = told.decide(an_incident(AWARE), command, asking())
    assert events == (AuthorityTold(controller="oakbridge", at=exactly(START_AT)),)
    found = refusal(told.decide, an_incident(AWARE, *events), command, asking())
    assert codes(found) == ["already-told"]


def test_r12_a_late_report_carries_its_reasons() -> None:
    late = asking(at=DUE_AT + DAY)
    command = TellAuthority("oakbridge", exactly(DUE_AT + HOUR))
    found = refusal(told.decide, an_incident(AWARE), command, late)
    assert codes(found) == ["late-unexplained"]
    with_reasons = TellAuthority("oakbridge", exactly(DUE_AT + HOUR), a_note("late"))
    assert told.decide(an_incident(AWARE), with_reasons, late)


def test_no_clock_starts_or_stops_outside_incidents() -> None:
    command = RecordAwareness("oakbridge", exactly(START_AT))
    assert codes(refusal(aware.decide, a_council(), command, asking())) == ["no-incident"]
    tell = TellAuthority("oakbridge", Moment())
    found = refusal(told.decide, a_council(), tell, asking())
    assert codes(found) == ["no-incident", "no-moment", "not-aware"]
