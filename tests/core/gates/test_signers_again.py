"""Who signed, and who acts on it: not through one another's people, nor on a new role."""

from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.terms.role import Role
from reinstate.core.zones.isolate import Isolate
from tests.builders import BEN, CAI, DAY, HOUR, LEDGER, an_incident, codes
from tests.core.gates.facts import accepted, record
from tests.core.gates.lifting import ready_to_clear


def test_a_clearer_does_not_reconnect_through_somebody_they_enrolled_alone() -> None:
    desk = an_incident(kind="real")
    desk.do(Isolate((LEDGER,)))
    desk.enrol("puppet", Role.RECOVERY_MANAGER, by=BEN, confirmed_by="")
    ready_to_clear(desk)
    record(desk, accepted())
    for person in (BEN, CAI):
        desk.do(Clear((LEDGER,)), by=person)
    assert codes(desk.refused(Reconnect(LEDGER), by="puppet")) == {"not-independent"}


def test_a_clearance_whose_role_ran_out_does_not_come_back_with_a_new_one() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    desk.do(Enrol("temp"))
    desk.do(GrantRole("temp", Role.CLEARER, until=desk.at + DAY))
    desk.do(Clear((LEDGER,)), by=BEN)
    desk.do(Clear((LEDGER,)), by="temp")
    assert "two-clearances" not in desk.codes()
    desk.wait(DAY + HOUR)
    desk.do(GrantRole("temp", Role.CLEARER))
    assert "two-clearances" in desk.codes()
