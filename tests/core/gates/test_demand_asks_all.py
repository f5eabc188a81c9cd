"""A demand is met by signatures only once everything else of the gate is right again."""

from reinstate.core.gates.clear import Clear
from reinstate.core.terms.system import Hosting
from reinstate.core.zones.isolate import Isolate
from tests.builders import BEN, LEDGER, a_system, an_edge, an_incident, codes
from tests.core.gates.facts import a_check, record
from tests.core.gates.lifting import connect

CORE = "system:sys-core"


def test_nobody_signs_a_demand_away_while_what_it_needs_is_isolated() -> None:
    desk = an_incident(a_system(), a_system("sys-core"), an_edge(LEDGER, CORE))
    desk.do(Isolate((LEDGER, CORE)))
    connect(desk, CORE)
    connect(desk)
    desk.do(Isolate((CORE,)))
    record(desk, *(a_check(name) for name in ("event-logs", "files", "accounts")))
    assert codes(desk.refused(Clear((LEDGER,)), by=BEN)) == {"needs-connected"}


def test_a_new_hosting_asks_its_owner_again_before_anybody_signs() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    desk.take(a_system(hosting=Hosting.SAAS))
    record(desk, *(a_check(name) for name in ("access-logs", "accounts")))
    assert "accepted" in codes(desk.refused(Clear((LEDGER,)), by=BEN))
