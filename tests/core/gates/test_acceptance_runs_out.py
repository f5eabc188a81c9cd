"""Degraded mode ends when it was said to: the gate of what is connected says so (R09)."""

from reinstate.core.gates.correct import Correct
from reinstate.core.zones.isolate import Isolate
from tests.builders import DAY, LEDGER, Desk, a_system, an_edge, an_incident
from tests.core.gates.facts import record, without
from tests.core.gates.lifting import connect, ready_to_clear

CORE = "system:sys-core"


def a_desk() -> Desk:
    """Return a desk whose ledger and core are off."""
    desk = an_incident(a_system(), a_system("sys-core"), an_edge(LEDGER, CORE))
    desk.do(Isolate((LEDGER, CORE)))
    return desk


def test_a_subject_reconnected_without_a_need_is_held_to_the_end_of_the_acceptance() -> None:
    desk = a_desk()
    ready_to_clear(desk)
    record(desk, without(CORE, desk, days=2))
    connect(desk)
    assert not desk.codes()
    desk.wait(3 * DAY)
    assert desk.codes() == {"needs-connected"}


def test_withdrawing_the_acceptance_that_ended_a_demand_asks_again() -> None:
    desk = a_desk()
    connect(desk, CORE)
    connect(desk)
    desk.do(Isolate((CORE,)))
    accepted = record(desk, without(CORE, desk))
    assert not desk.codes()
    desk.do(Correct(accepted.seq))
    assert desk.codes() == {"needs-connected"}
