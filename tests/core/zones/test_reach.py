"""How far a thing reaches, over chains of needs and past accepted edges."""

from reinstate.core.zones.reach import closure, dependants, needs_of, reached
from tests.builders import LEDGER, Desk, a_council, a_service, a_system, a_wave, an_edge

CORE, PORTAL = "system:sys-core", "system:sys-portal"
CELL = "cell:svc-care/all/all"


def a_desk() -> Desk:
    """Return a desk with a service on a portal on a ledger on a core."""
    return a_council(
        a_service(),
        a_system(),
        a_system("sys-core"),
        a_system("sys-portal"),
        a_wave(reach=(PORTAL,)),
        an_edge("service:svc-care", PORTAL),
        an_edge(PORTAL, LEDGER),
        an_edge(LEDGER, CORE),
        an_edge(LEDGER, "system:sys-portal", is_use=True),
    )


def test_a_closure_follows_needs_down_to_the_last_and_no_uses() -> None:
    assert closure(a_desk().council, PORTAL) == {LEDGER, CORE}


def test_a_cell_needs_what_its_service_needs() -> None:
    assert needs_of(a_desk().council, CELL) == {PORTAL}


def test_dependants_are_all_that_need_it_cells_and_waves_included() -> None:
    found = dependants(a_desk().council, (CORE,))
    assert found == {LEDGER, PORTAL, "wave:staff", "service:svc-care", CELL}


def test_an_edge_that_stops_carries_no_further() -> None:
    found = reached(a_desk().council, {CORE: 7}, lambda who, _what: who == PORTAL)
    assert found == {CORE: 7, LEDGER: 7}


def test_what_is_reached_comes_in_one_order_on_every_machine() -> None:
    names = [f"system:sys-{letter}" for letter in "hcafbdge"]
    rows = [a_system(name.partition(":")[2]) for name in names]
    desk = a_council(a_system("sys-core"), *rows, *(an_edge(name, CORE) for name in names))
    assert list(reached(desk.council, {CORE: 7})) == [CORE, *sorted(names)]
