"""The level that a cell derives from zones, needs and uses."""

import pytest

from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.service import WorkaroundEnded, WorkaroundStarted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import SubjectSeen
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.derive import derived
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.zone import Seen
from tests.core.levels.builders import (
    DAY,
    LEDGER,
    MAPS,
    NETWORK,
    RENT,
    START_AT,
    a_council,
    a_note,
    a_system,
    accepted_without,
    added,
    an_edge,
    an_incident,
    cleaned,
    gone,
    isolated,
    never_cut,
    reconnected,
    told,
)

WITHOUT_RECORDS = WorkaroundStarted(cell=RENT, how=a_note("paper"), makes_records=False)


def level(council: Council, *, cell: str = RENT, days: int = 0) -> Level:
    """Return the derived level, some days on."""
    return derived(council, cell, START_AT + days * DAY).level


def codes(council: Council, *, cell: str = RENT) -> list[str]:
    """Return the codes of the reasons."""
    return [reason.code for reason in derived(council, cell, START_AT).reasons]


def on_the_network(*events: AnyEvent) -> Council:
    """Return a council under attack whose ledger needs a network, both known by then."""
    rows = added(a_system("sys-network"), an_edge(LEDGER, NETWORK))
    return told(an_incident(*rows), never_cut(LEDGER), *events)


def test_a_ready_council_reads_working_though_no_zone_was_ever_said() -> None:
    assert level(a_council()) is Level.NORMAL


def test_outside_incidents_an_isolated_need_does_not_lower_a_level() -> None:
    assert level(a_council(isolated())) is Level.NORMAL


def test_a_cell_without_recorded_needs_is_unknown_even_in_a_ready_council() -> None:
    council = a_council(*added(ServiceRow(id="svc-parks")))
    assert level(council, cell="cell:svc-parks/all/all") is Level.UNKNOWN
    assert codes(council, cell="cell:svc-parks/all/all") == ["needs-unrecorded"]


def test_a_cell_that_the_register_lacks_is_unknown() -> None:
    assert codes(a_council(), cell="cell:svc-parks/all/all") == ["cell-unregistered"]


def test_needing_what_the_register_lacks_is_unknown() -> None:
    council = a_council(*added(an_edge(LEDGER, "system:sys-lost")))
    assert level(council) is Level.UNKNOWN
    assert codes(council) == ["need-unregistered"]


def test_lost_needs_hide_how_an_isolated_one_stands() -> None:
    lost = added(an_edge("service:svc-rent", "system:sys-lost"))
    assert level(an_incident(isolated(), *lost)) is Level.UNKNOWN


def test_needing_a_row_that_is_gone_is_unknown() -> None:
    assert level(a_council(gone(a_system("sys-ledger")))) is Level.UNKNOWN


def test_needs_in_a_loop_are_unknown_and_do_not_hang() -> None:
    council = a_council(
        *added(a_system("sys-network"), an_edge(LEDGER, NETWORK), an_edge(NETWORK, LEDGER))
    )
    assert level(council) is Level.UNKNOWN
    assert codes(council) == ["need-in-a-loop"]


def test_declaring_an_incident_makes_every_zone_and_level_unknown() -> None:
    council = an_incident()
    assert level(council) is Level.UNKNOWN
    assert codes(council) == ["need-unknown"]


def test_a_connection_of_before_the_incident_is_doubted() -> None:
    before = a_council(isolated(), cleaned(), reconnected())
    assert level(told(before, IncidentDeclared(note=a_note()))) is Level.UNKNOWN


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([never_cut()], Level.NORMAL),
        ([isolated()], Level.STOPPED),
        ([isolated(), cleaned()], Level.STOPPED),
        ([isolated(), cleaned(), reconnected()], Level.NORMAL),
        ([isolated(), WITHOUT_RECORDS], Level.BY_HAND),
        ([isolated(), cleaned(), WITHOUT_RECORDS], Level.BY_HAND),
    ],
)
def test_a_level_follows_the_zone_of_what_is_needed(
    events: list[AnyEvent], expected: Level
) -> None:
    assert level(an_incident(*events)) is expected


def test_an_unknown_need_is_unknown_though_a_workaround_runs() -> None:
    assert level(an_incident(WITHOUT_RECORDS)) is Level.UNKNOWN


def test_an_ended_workaround_no_longer_carries_the_service() -> None:
    council = an_incident(isolated(), WITHOUT_RECORDS)
    [workaround] = council.cells[RENT].workarounds
    assert level(told(council, WorkaroundEnded(workaround=workaround.id))) is Level.STOPPED


def test_what_is_needed_by_a_need_counts_as_well() -> None:
    assert level(on_the_network(isolated(NETWORK))) is Level.STOPPED


def test_an_isolated_need_wins_over_an_unknown_one() -> None:
    assert level(on_the_network()) is Level.UNKNOWN
    assert level(on_the_network(isolated())) is Level.STOPPED


def test_the_order_to_isolate_lowers_a_level_and_a_sighting_does_not() -> None:
    seen_live = SubjectSeen(subject=LEDGER, state=Seen.LIVE)
    seen_cut = SubjectSeen(subject=LEDGER, state=Seen.CUT)
    assert level(an_incident(isolated(), seen_live)) is Level.STOPPED
    assert level(an_incident(never_cut(), seen_cut)) is Level.NORMAL


def test_a_chain_of_needs_deeper_than_the_stack_is_followed_to_its_end() -> None:
    depth = 3000
    systems = [a_system(f"sys-{n}") for n in range(depth)]
    edges = [an_edge(f"system:sys-{n}", f"system:sys-{n + 1}") for n in range(depth - 1)]
    council = an_incident(*added(*systems, *edges, an_edge(LEDGER, "system:sys-0")))
    council = told(council, isolated(f"system:sys-{depth - 1}"))
    assert level(council) is Level.STOPPED


def test_a_degraded_acceptance_makes_a_stopped_cell_partly_working() -> None:
    council = on_the_network(isolated(NETWORK), accepted_without(NETWORK))
    assert level(council) is Level.PARTLY_WORKING
    assert codes(council) == ["need-accepted"]


def test_an_acceptance_that_ran_out_no_longer_carries_the_cell() -> None:
    council = on_the_network(isolated(NETWORK), accepted_without(NETWORK))
    assert level(council, days=11) is Level.STOPPED


def test_an_acceptance_limits_nothing_once_its_need_is_back() -> None:
    council = on_the_network(accepted_without(NETWORK), isolated(NETWORK), cleaned(NETWORK))
    assert level(told(council, reconnected(NETWORK))) is Level.NORMAL


def test_an_acceptance_of_another_need_carries_nothing() -> None:
    council = on_the_network(isolated(NETWORK), accepted_without(MAPS))
    assert level(council) is Level.STOPPED


@pytest.mark.parametrize("user", ["service:svc-rent", RENT, LEDGER])
def test_a_use_that_is_not_connected_makes_a_normal_cell_partly_working(user: str) -> None:
    rows = added(a_system("sys-maps"), an_edge(user, MAPS, is_use=True))
    council = an_incident(never_cut(), *rows)
    assert level(council) is Level.PARTLY_WORKING
    assert codes(council) == ["use-not-connected"]
    assert level(told(council, never_cut(MAPS))) is Level.NORMAL


def test_a_use_that_lacks_what_it_needs_cannot_be_used() -> None:
    rows = added(
        a_system("sys-maps"),
        a_system("sys-network"),
        an_edge(LEDGER, MAPS, is_use=True),
        an_edge(MAPS, NETWORK),
    )
    council = an_incident(never_cut(), never_cut(MAPS), *rows)
    assert level(told(council, isolated(NETWORK))) is Level.PARTLY_WORKING


def test_uses_of_uses_are_not_followed() -> None:
    rows = added(
        a_system("sys-maps"),
        a_system("sys-network"),
        an_edge(LEDGER, MAPS, is_use=True),
        an_edge(MAPS, NETWORK, is_use=True),
    )
    council = an_incident(never_cut(), never_cut(MAPS), *rows)
    assert level(told(council, isolated(NETWORK))) is Level.NORMAL


def test_a_use_never_stops_a_cell_nor_counts_outside_incidents() -> None:
    rows = added(a_system("sys-maps"), an_edge(LEDGER, MAPS, is_use=True))
    assert level(an_incident(*rows, never_cut(), isolated(MAPS))) is Level.PARTLY_WORKING
    assert level(a_council(*rows, isolated(MAPS))) is Level.NORMAL


def test_after_the_incident_zones_are_not_looked_at_any_more() -> None:
    council = an_incident(isolated())
    closed = IncidentClosed(report="0" * 64, incident=council.incidents[-1].id)
    assert level(told(council, closed)) is Level.NORMAL


def test_a_reason_names_the_thing_and_the_command_that_mends_it() -> None:
    [reason] = derived(an_incident(isolated()), RENT, START_AT).reasons
    assert reason.sentence == "Ledger is isolated."
    assert (reason.ref, reason.need) == (LEDGER, f"reinstate reconnect {LEDGER}")
