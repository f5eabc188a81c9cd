"""What an owner opened falls with the derived level, and rises by nobody else."""

import pytest

from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.home import ClockSet
from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.register import CellsDivided, RowChanged
from reinstate.core.journal.events.service import (
    BacklogCounted,
    OpeningFell,
    ServiceOpened,
    WorkaroundEnded,
    WorkaroundStarted,
)
from reinstate.core.journal.events.union import AnyEvent, EntryCorrected
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.openings import openings
from reinstate.core.levels.publish import standing
from reinstate.core.levels.touched import touched
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    DAY,
    LEDGER,
    MAPS,
    NETWORK,
    RENT,
    START_AT,
    a_backlog,
    a_council,
    a_note,
    a_system,
    accepted_without,
    added,
    an_edge,
    an_incident,
    cleaned,
    folded,
    gone,
    isolated,
    never_cut,
    reconnected,
    told,
)

PARKS = "cell:svc-parks/all/all"


def opened(*events: AnyEvent) -> Council:
    """Return an incident with rent back and opened, and these events before that."""
    rows = added(
        a_system("sys-network"),
        a_system("sys-maps"),
        an_edge(LEDGER, NETWORK),
        an_edge(LEDGER, MAPS, is_use=True),
        a_backlog(),
    )
    council = told(an_incident(*rows), never_cut(), never_cut(NETWORK), never_cut(MAPS))
    council = told(council, BacklogCounted(backlog="letters", count=0), *events)
    return told(council, ServiceOpened(cell=RENT, level=Level.NORMAL))


def test_a_declaration_closes_every_cell_and_marks_when_it_fell() -> None:
    council = an_incident()
    cell = council.cells[RENT]
    assert cell.opened is Level.UNKNOWN
    assert cell.fell_seq == council.incidents[-1].seq + 1


@pytest.mark.parametrize(
    ("event", "floor"),
    [
        (isolated(), Level.STOPPED),
        (isolated(NETWORK), Level.STOPPED),
        (isolated(MAPS), Level.PARTLY_WORKING),
        (gone(a_system("sys-network")), Level.UNKNOWN),
        (added(an_edge(NETWORK, "system:sys-lost"))[0], Level.UNKNOWN),
        (BacklogCounted(backlog="letters", count=99), Level.PARTLY_WORKING),
        (RowChanged(row=a_backlog(baseline=-1)), Level.PARTLY_WORKING),
        (WorkaroundStarted(cell=RENT, how=a_note()), Level.PARTLY_WORKING),
    ],
)
def test_an_opening_falls_with_each_fall_of_the_derived_level(
    event: AnyEvent, floor: Level
) -> None:
    council = opened()
    assert standing(council, RENT, START_AT).published is Level.NORMAL
    assert told(council, event).cells[RENT].opened is floor


def test_an_opening_does_not_rise_when_the_derived_level_does() -> None:
    council = told(told(opened(), isolated(NETWORK)), cleaned(NETWORK))
    council = told(council, reconnected(NETWORK))
    now = standing(council, RENT, START_AT)
    assert (now.derived.level, now.published) == (Level.NORMAL, Level.STOPPED)


def test_a_level_that_fell_by_time_alone_needs_its_owner_again() -> None:
    council = told(opened(), isolated(NETWORK), accepted_without(NETWORK, until=START_AT + DAY))
    council = told(council, ServiceOpened(cell=RENT, level=Level.PARTLY_WORKING))
    later = START_AT + 2 * DAY
    renewed = told(council, accepted_without(NETWORK, until=later + DAY), at=later)
    now = standing(renewed, RENT, later)
    assert (now.derived.level, now.published) == (Level.PARTLY_WORKING, Level.STOPPED)


def test_withdrawing_an_acceptance_by_correction_lets_the_opening_fall() -> None:
    council = told(opened(), isolated(NETWORK), accepted_without(NETWORK))
    council = told(council, ServiceOpened(cell=RENT, level=Level.PARTLY_WORKING))
    [seq] = [s for s, e in council.facts.items() if isinstance(e.event, DegradedAccepted)]
    assert told(council, EntryCorrected(entry=seq)).cells[RENT].opened is Level.STOPPED


def test_only_touched_cells_are_looked_at() -> None:
    before = told(opened(), *added(ServiceRow(id="svc-parks"), an_edge(PARKS, MAPS)))
    after = folded(before, isolated(NETWORK))
    assert touched(before, after, (isolated(NETWORK),)) == {RENT}
    assert touched(before, after, (isolated(MAPS),)) == {RENT, PARKS}
    assert touched(before, after, (ClockSet(),)) == frozenset()


def test_the_event_carries_how_far_the_opening_fell() -> None:
    before = opened()
    after = folded(before, isolated())
    assert openings(before, after, (isolated(),), START_AT) == (
        OpeningFell(cell=RENT, level=Level.STOPPED),
    )


def test_a_service_added_in_an_incident_starts_closed_as_far_as_it_is_derived() -> None:
    council = told(opened(), *added(ServiceRow(id="svc-parks")))
    assert council.cells[PARKS].opened is Level.UNKNOWN


def test_before_the_first_incident_an_import_in_steps_closes_nothing() -> None:
    council = told(a_council(), *added(ServiceRow(id="svc-parks")))
    council = told(council, *added(an_edge(PARKS, LEDGER)))
    assert standing(council, PARKS, START_AT).published is Level.NORMAL


def test_after_an_incident_an_import_in_steps_closes_nothing_but_a_fall_does() -> None:
    council = opened()
    council = told(council, IncidentClosed(report="0" * 64, incident=council.incidents[-1].id))
    council = told(council, *added(ServiceRow(id="svc-parks")))
    council = told(council, *added(an_edge(PARKS, LEDGER)))
    assert standing(council, PARKS, START_AT).published is Level.NORMAL
    council = told(council, gone(an_edge(PARKS, LEDGER)))
    council = told(council, *added(an_edge(PARKS, LEDGER)))
    assert standing(council, PARKS, START_AT).published is Level.UNKNOWN


def test_closing_an_incident_opens_nothing() -> None:
    council = an_incident(isolated())
    end = IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)
    now = standing(told(council, end), RENT, START_AT)
    assert (now.derived.level, now.published) == (Level.NORMAL, Level.STOPPED)


def test_that_an_unknown_cell_has_stopped_needs_nobodys_leave() -> None:
    council = an_incident()
    assert standing(council, RENT, START_AT).published is Level.UNKNOWN
    council = told(council, isolated())
    assert standing(council, RENT, START_AT).published is Level.STOPPED


def test_cells_of_a_division_take_over_what_was_opened() -> None:
    web, phone = "cell:svc-rent/web/all", "cell:svc-rent/phone/all"
    council = told(opened(), isolated())
    council = told(council, CellsDivided(service="svc-rent", cells=(web, phone)))
    assert {council.cells[web].opened, council.cells[phone].opened} == {Level.STOPPED}


def test_an_opening_left_low_by_an_earlier_incident_still_marks_its_fall() -> None:
    council = an_incident(isolated())
    end = IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)
    council = told(told(council, end), IncidentDeclared(note=a_note()))
    assert council.cells[RENT].opened is Level.STOPPED
    assert council.cells[RENT].fell_seq > council.incidents[-1].seq


def test_ending_a_workaround_lets_the_opening_fall_to_stopped() -> None:
    council = told(opened(), isolated(), WorkaroundStarted(cell=RENT, how=a_note()))
    council = told(council, ServiceOpened(cell=RENT, level=Level.BY_HAND))
    id_ = council.cells[RENT].workarounds[0].id
    assert told(council, WorkaroundEnded(workaround=id_)).cells[RENT].opened is Level.STOPPED
