"""Backlogs and workarounds that an incident leaves behind (R30)."""

import pytest

from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.register import CellsDivided
from reinstate.core.journal.events.service import (
    BacklogCounted,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.derive import derived
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    LEDGER,
    RENT,
    START_AT,
    a_backlog,
    a_council,
    a_note,
    added,
    an_edge,
    an_incident,
    gone,
    isolated,
    never_cut,
    told,
)

WEB, PHONE = "cell:svc-rent/web/all", "cell:svc-rent/phone/all"


def counted(count: int) -> BacklogCounted:
    """Return a count of the letters."""
    return BacklogCounted(backlog="letters", count=count)


def back_with_letters(*events: AnyEvent, cell: str = RENT) -> Council:
    """Return an incident in which everything is connected and letters may have piled up."""
    council = told(an_incident(*added(a_backlog(cell=cell))), never_cut())
    return told(council, *events) if events else council


def closed(council: Council) -> Council:
    """Return the council after the end of its incident."""
    end = IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)
    return told(council, end)


def level(council: Council, cell: str = RENT) -> Level:
    """Return the derived level."""
    return derived(council, cell, START_AT).level


def test_r30_an_uncounted_backlog_is_never_shown_as_working() -> None:
    council = back_with_letters()
    [reason] = derived(council, RENT, START_AT).reasons
    assert level(council) is Level.PARTLY_WORKING
    assert (reason.code, reason.need) == (
        "backlog-uncounted",
        "reinstate backlog count letters COUNT",
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, Level.NORMAL), (10, Level.NORMAL), (11, Level.PARTLY_WORKING)],
)
def test_r30_a_backlog_holds_the_level_while_it_is_above_its_baseline(
    count: int, expected: Level
) -> None:
    assert level(back_with_letters(counted(count))) is expected


def test_r30_a_count_from_before_the_fall_does_not_count() -> None:
    council = told(a_council(*added(a_backlog())), counted(0))
    council = told(council, IncidentDeclared(note=a_note()))
    assert level(told(council, never_cut())) is Level.PARTLY_WORKING


def test_a_ready_council_is_not_asked_to_count_its_usual_work() -> None:
    assert level(a_council(*added(a_backlog()), counted(500))) is Level.NORMAL


def test_r30_after_the_incident_a_backlog_still_holds_until_it_is_worked_off() -> None:
    after = closed(back_with_letters(counted(400)))
    assert level(after) is Level.PARTLY_WORKING
    assert level(told(after, counted(9))) is Level.NORMAL


def test_after_it_was_worked_off_a_backlog_is_ordinary_work() -> None:
    worked_off = told(closed(back_with_letters(counted(400))), counted(9))
    assert level(told(worked_off, counted(60))) is Level.NORMAL
    settled_at_the_end = closed(back_with_letters(counted(400), counted(10)))
    assert level(told(settled_at_the_end, counted(60))) is Level.NORMAL


def test_a_backlog_that_grew_again_before_the_end_is_not_settled() -> None:
    council = closed(back_with_letters(counted(10), counted(60)))
    assert level(council) is Level.PARTLY_WORKING


def test_a_service_that_came_after_the_incident_is_not_asked_to_count() -> None:
    parks, edge = "cell:svc-parks/all/all", an_edge("service:svc-parks", LEDGER)
    council = closed(back_with_letters(counted(0)))
    council = told(council, *added(ServiceRow(id="svc-parks"), a_backlog(cell=parks), edge))
    council = told(told(council, gone(edge)), *added(edge))
    assert council.cells[parks].fell_seq > council.incidents[-1].closed_seq
    assert level(council, parks) is Level.NORMAL


@pytest.mark.parametrize("cell", [RENT, WEB, "cell:svc-rent/web/tenants", "service:svc-rent"])
def test_a_backlog_belongs_to_every_cell_that_shares_its_work(cell: str) -> None:
    council = back_with_letters(cell=cell)
    council = told(council, CellsDivided(service="svc-rent", cells=(WEB, PHONE)))
    assert level(council, WEB) is Level.PARTLY_WORKING


def test_a_backlog_of_another_channel_or_service_is_not_asked_for() -> None:
    divided = CellsDivided(service="svc-rent", cells=(WEB, PHONE))
    assert level(told(back_with_letters(cell=WEB), divided), PHONE) is Level.NORMAL
    assert level(back_with_letters(cell="cell:svc-other/all/all")) is Level.NORMAL


def test_r30_working_is_not_shown_while_records_made_by_hand_are_unreconciled() -> None:
    started = WorkaroundStarted(cell=RENT, how=a_note("paper"))
    council = told(an_incident(isolated()), started)
    id_ = council.cells[RENT].workarounds[0].id
    council = told(council, never_cut())
    assert level(council) is Level.PARTLY_WORKING
    council = told(council, WorkaroundEnded(workaround=id_))
    assert level(council) is Level.PARTLY_WORKING
    assert level(closed(council)) is Level.PARTLY_WORKING
    council = told(council, WorkaroundReconciled(workaround=id_, records=41))
    assert level(council) is Level.NORMAL


def test_r30_working_is_not_shown_while_a_workaround_is_in_use() -> None:
    started = WorkaroundStarted(cell=RENT, how=a_note("walk"), makes_records=False)
    council = told(an_incident(never_cut()), started)
    assert level(council) is Level.PARTLY_WORKING
    id_ = council.cells[RENT].workarounds[0].id
    assert level(told(council, WorkaroundEnded(workaround=id_))) is Level.NORMAL
