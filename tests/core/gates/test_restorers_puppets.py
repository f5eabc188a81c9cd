"""In a real home nobody clears what was restored by whoever alone stands behind them (R02)."""

from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.terms.role import Role
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.isolate import Isolate
from tests.builders import BEN, LEDGER, a_note, a_service, a_system, an_edge, an_incident, codes
from tests.core.gates.lifting import Hands, lift, ready_to_clear


def test_the_restorer_does_not_clear_through_somebody_they_enrolled_alone() -> None:
    desk = an_incident(kind="real")
    desk.do(Isolate((LEDGER,)))
    desk.enrol("puppet", Role.CLEARER, confirmed_by="")
    ready_to_clear(desk)
    assert codes(desk.refused(Clear((LEDGER,)), by="puppet")) == {"not-independent"}


def test_the_restorer_does_not_break_the_glass_through_somebody_they_enrolled_alone() -> None:
    desk = an_incident(a_system(), a_service(), an_edge("service:svc-care", LEDGER), kind="real")
    desk.do(Isolate((LEDGER,)))
    desk.enrol("puppet", Role.DUTY_DIRECTOR, confirmed_by="")
    ready_to_clear(desk)
    command = BreakGlass(LEDGER, "svc-care", a_note("lives"))
    assert codes(desk.refused(command, by="puppet")) == {"not-independent"}


def test_three_people_of_whom_one_was_confirmed_still_suffice() -> None:
    desk = an_incident(kind="real")
    desk.do(Isolate((LEDGER,)))
    lift(desk, LEDGER, Hands(clearers=(BEN, "cai")))
    desk.do(Reconnect(LEDGER))
    assert desk.subject().declared is Declared.CONNECTED
