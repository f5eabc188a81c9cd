"""Whatever happens, in any order: published is never above derived, and only owners raise it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.events.home import ClockSet
from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.register import CellsDivided
from reinstate.core.journal.events.service import (
    BacklogCounted,
    LevelLowered,
    LoweringLifted,
    ServiceOpened,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.publish import standing, standings
from reinstate.core.state.council import Council
from reinstate.core.state.step import all_cells
from reinstate.core.terms.level import ORDER, Level, is_below
from tests.core.levels.builders import (
    HOUR,
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
    cleaned,
    gone,
    isolated,
    never_cut,
    reconnected,
    told,
)

WEB, PHONE = "cell:svc-rent/web/all", "cell:svc-rent/phone/all"
ROWS = added(
    a_system("sys-network"),
    a_system("sys-maps"),
    an_edge(LEDGER, NETWORK),
    an_edge(LEDGER, MAPS, is_use=True),
    a_backlog(),
)
SUBJECTS = st.sampled_from([LEDGER, NETWORK, MAPS])
CELLS = st.sampled_from([RENT, WEB, PHONE])
LEVELS = st.sampled_from(ORDER)
RAISES = (ServiceOpened, LoweringLifted, LevelLowered)
"""Only these may raise what residents read; a lowering may be renewed at a better level."""

EVENTS: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(isolated, SUBJECTS),
    st.builds(cleaned, SUBJECTS),
    st.builds(reconnected, SUBJECTS),
    st.builds(never_cut, SUBJECTS),
    st.builds(
        accepted_without,
        st.just(NETWORK),
        until=st.integers(1, 60).map(lambda hours: START_AT + hours * HOUR),
        round_=st.integers(0, 2),
    ),
    st.builds(lambda c: BacklogCounted(backlog="letters", count=c), st.sampled_from([0, 10, 99])),
    st.builds(lambda cell: WorkaroundStarted(cell=cell, how=a_note()), CELLS),
    st.builds(lambda n: WorkaroundEnded(workaround=f"c{n}.0"), st.integers(8, 30)),
    st.builds(lambda n: WorkaroundReconciled(workaround=f"c{n}.0", records=1), st.integers(8, 30)),
    st.builds(lambda cell, level: ServiceOpened(cell=cell, level=level), CELLS, LEVELS),
    st.builds(
        lambda cell, level: LevelLowered(
            cell=cell, level=level, reason=a_note(), review_at=START_AT
        ),
        CELLS,
        LEVELS,
    ),
    st.builds(lambda cell: LoweringLifted(cell=cell), CELLS),
    st.sampled_from(
        [
            CellsDivided(service="svc-rent", cells=(WEB, PHONE)),
            CellsDivided(service="svc-rent", cells=(RENT,)),
            gone(a_system("sys-network")),
            *added(a_system("sys-network"), an_edge(MAPS, NETWORK), an_edge(NETWORK, MAPS)),
            gone(an_edge(LEDGER, NETWORK)),
            gone(an_edge(NETWORK, MAPS)),
            gone(an_edge(MAPS, NETWORK)),
            IncidentDeclared(note=a_note()),
            ClockSet(),
        ]
    ),
)
STEPS = st.lists(st.tuples(EVENTS, st.integers(0, 12)), max_size=25)


def closing(council: Council) -> IncidentClosed:
    """Return the end of the incident."""
    return IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)


@given(STEPS)
def test_published_is_never_above_derived_opened_or_lowered(
    steps: list[tuple[AnyEvent, int]],
) -> None:
    council, at = told(a_council(*ROWS), IncidentDeclared(note=a_note())), START_AT
    for event, hours in steps:
        at += hours * HOUR
        council = told(council, event, at=at)
        for now in standings(council, at).values():
            assert not is_below(now.derived.level, now.published)
            assert not is_below(now.opened, now.published)
            assert now.lowered is None or not is_below(now.lowered.level, now.published)


@given(STEPS)
def test_what_residents_read_rises_only_by_a_person(steps: list[tuple[AnyEvent, int]]) -> None:
    council, at = told(a_council(*ROWS), IncidentDeclared(note=a_note())), START_AT
    for event, hours in steps:
        at += hours * HOUR
        before, council = council, told(council, event, at=at)
        shared = set(all_cells(before)).intersection(all_cells(council))
        if isinstance(event, RAISES):
            continue
        for cell in shared:
            was, now = standing(before, cell, at), standing(council, cell, at)
            if (was.published, now.published) == (Level.UNKNOWN, Level.STOPPED):
                continue  # that it stopped has come to light
            assert not is_below(was.published, now.published), (event, cell)


@given(STEPS)
def test_no_opening_stays_above_what_an_event_left_derived(
    steps: list[tuple[AnyEvent, int]],
) -> None:
    """With the clock standing still, so that nothing falls by time alone."""
    council = told(a_council(*ROWS), IncidentDeclared(note=a_note()))
    for event, _ in steps:
        if isinstance(event, ServiceOpened) and _is_too_far(council, event):
            continue
        council = told(council, event)
        for cell, now in standings(council, START_AT).items():
            assert not is_below(now.derived.level, now.opened), (event, cell)


def _is_too_far(council: Council, event: ServiceOpened) -> bool:
    return is_below(standing(council, event.cell, START_AT).derived.level, event.level)


@given(STEPS, st.integers(0, 400))
def test_the_end_of_an_incident_and_time_alone_raise_nothing(
    steps: list[tuple[AnyEvent, int]], hours: int
) -> None:
    council = told(a_council(*ROWS), IncidentDeclared(note=a_note()))
    council = told(council, *(event for event, _ in steps))
    later = START_AT + timedelta(hours=hours)
    was = standing(council, RENT, START_AT)
    assert not is_below(was.published, standing(council, RENT, later).published)
    ended = told(council, closing(council), at=later)
    assert not is_below(was.published, standing(ended, RENT, later).published)
