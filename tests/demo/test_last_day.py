"""On the last day of the demo everything occurs that the desk can show."""

import re
from inspect import getsource
from typing import get_args

import pytest

from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import why_not
from reinstate.core.incident import clocks as all_clocks
from reinstate.core.incident import clocks_subjects
from reinstate.core.incident.clocks import clocks
from reinstate.core.journal.events.facts import DegradedAccepted, RouteChosen
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    LapseCause,
    SubjectReconnected,
)
from reinstate.core.journal.rows import BacklogRow, SystemRow
from reinstate.core.levels.publish import standings
from reinstate.core.levels.view import View
from reinstate.core.notices.reading import (
    book,
    drafts,
    in_place,
    standing_notices,
    told_updates,
    wordings,
)
from reinstate.core.state.step import subject_of
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import ref
from reinstate.core.terms.system import FindingState, Hosting, Route
from reinstate.core.terms.zone import Basis, Declared
from reinstate.core.zones.subjects import all_subjects
from reinstate.demo.story.ago01_pages import texts
from tests.demo.conftest import Played

LAPSES_IN_JOURNAL = set(get_args(LapseCause)) - {"aged"}
CODES = {
    code
    for module in (all_clocks, clocks_subjects)
    for code in re.findall(r'code="([a-z-]+)"|_clock\(look, "([a-z-]+)"', getsource(module))
    for code in code
    if code
} | {"break-glass"}
"""Every code of a clock that the core can yield."""


@pytest.mark.parametrize("zone", Declared)
def test_every_zone_occurs(played: Played, zone: Declared) -> None:
    council = played.council
    assert zone in {subject_of(council, one).declared for one in all_subjects(council)}


@pytest.mark.parametrize("basis", Basis)
def test_every_basis_occurs(played: Played, basis: Basis) -> None:
    council = played.council
    assert basis in {subject_of(council, one).basis for one in all_subjects(council)}


@pytest.mark.parametrize("level", Level)
def test_every_level_is_read_of_some_cell(played: Played, level: Level) -> None:
    found = standings(played.council, played.at).values()
    assert level in {one.published for one in found}


@pytest.mark.parametrize("cause", sorted(LAPSES_IN_JOURNAL))
def test_a_clearance_lapsed_of_every_cause(played: Played, cause: str) -> None:
    lapsed = [e.event for e in played.entries if isinstance(e.event, ClearanceLapsed)]
    assert cause in {event.cause for event in lapsed}


def test_a_clearance_is_too_old_as_read_this_morning(played: Played) -> None:
    council = played.council
    waiting = [
        one
        for one in council.clearances.values()
        if subject_of(council, one.text.subject).declared is Declared.CLEAN and not one.lapses
    ]
    reasons = [why_not(look_at(council, one.text.subject, played.at), one) for one in waiting]
    assert any(reason.endswith("is too old") for reason in reasons)


def test_the_codes_of_clocks_are_read_from_the_core() -> None:
    assert len(CODES) >= 11
    assert {"authority", "watch", "checklist", "local-logging", "level-review"} <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_clock_runs(played: Played, code: str) -> None:
    running = [one for one in clocks(played.council, played.at) if not one.is_met]
    assert code in {one.code for one in running}


def test_few_clocks_are_late(played: Played) -> None:
    late = [one for one in clocks(played.council, played.at) if one.is_over and not one.is_met]
    assert {one.code for one in late} == {"break-glass"}, "The desk would look neglected."


@pytest.mark.parametrize("hosting", Hosting)
def test_a_system_of_every_hosting_came_back(played: Played, hosting: Hosting) -> None:
    back = {e.event.subject for e in played.entries if isinstance(e.event, SubjectReconnected)}
    rows = [row for row in played.council.register.rows.values() if isinstance(row, SystemRow)]
    assert [row for row in rows if row.hosting is hosting and ref("system", row.id) in back]


@pytest.mark.parametrize("route", Route)
def test_every_route_was_chosen(played: Played, route: Route) -> None:
    assert route in {e.event.route for e in played.entries if isinstance(e.event, RouteChosen)}


@pytest.mark.parametrize("route", sorted(set(Route) - {Route.RETIRE}))
def test_a_system_came_back_by_every_route_that_leads_back(played: Played, route: Route) -> None:
    council = played.council
    connected = [s for s in all_subjects(council, "system") if subject_of(council, s).is_connected]
    assert route in {look_at(council, one, played.at).route for one in connected}


def test_a_demand_stands(played: Played) -> None:
    assert [one for one in played.council.demands.values() if not one.is_met]


def test_a_life_depends_on_what_came_back_by_break_glass(played: Played) -> None:
    council = played.council
    glass = [s for s in all_subjects(council) if subject_of(council, s).glass]
    assert "system:sys-childrens" in glass
    row = council.register.rows["service:svc-child-protection"]
    assert getattr(row, "is_threat_to_life", False)


def test_a_degraded_acceptance_is_current(played: Played) -> None:
    council = played.council
    accepted = [
        fact.event
        for one in all_subjects(council)
        for fact in look_at(council, one, played.at).of(DegradedAccepted)
    ]
    assert [one for one in accepted if isinstance(one, DegradedAccepted) and played.at < one.until]


@pytest.mark.parametrize("state", FindingState)
def test_every_state_of_a_finding_occurs(played: Played, state: FindingState) -> None:
    assert state in {one.state for one in played.council.findings.values()}


def test_a_wave_is_back_and_another_waits(played: Played) -> None:
    council = played.council
    zones = {subject_of(council, wave).declared for wave in all_subjects(council, "wave")}
    assert zones == {Declared.CONNECTED, Declared.ISOLATED}
    assert subject_of(council, "wave:wave-social-care").clearances


def test_words_are_approved_and_a_draft_waits(played: Played) -> None:
    states = [notice.state for notice in played.council.notices.values()]
    assert states.count("approved") >= 5
    assert len(drafts(played.council)) == 1
    assert in_place(played.council, "residents", "money", None)


def test_promises_were_kept_and_broken_and_are_open(played: Played) -> None:
    assert {one.state for one in book(played.council)} == {"kept", "broken", "open"}


def test_backlogs_are_high_low_and_uncounted(played: Played) -> None:
    council = played.council
    rows = [row for row in council.register.rows.values() if isinstance(row, BacklogRow)]
    counted = {row.id: row for row in rows if row.id in council.backlogs}
    above = {id_ for id_, row in counted.items() if council.backlogs[id_].count > row.baseline}
    assert above
    assert set(counted) - above
    assert {row.id for row in rows} - set(counted)


def test_records_made_by_hand_are_unreconciled_here_and_reconciled_there(played: Played) -> None:
    ended = [
        one
        for cell in played.council.cells.values()
        for one in cell.workarounds
        if not one.is_running and one.makes_records
    ]
    assert {one.is_reconciled for one in ended} == {True, False}


def test_every_place_has_words_and_each_of_the_file_still_holds(played: Played) -> None:
    standing = standing_notices(View(played.council, played.at), "residents")
    assert {one.drafted.place for one in standing} == set(get_args(Place))
    assert len([one for one in standing if one.drafted.place != "update"]) >= len(texts())


def test_an_update_was_corrected(played: Played) -> None:
    told = told_updates(played.council, "residents")
    assert [one for one in told if len(wordings(played.council, one)) > 1]
