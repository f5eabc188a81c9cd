"""A check that says when it was made is held against what came before it was recorded."""

from reinstate.core.checks.finding import ChangeDetection, RaiseFinding, RemediateFinding
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.system import Route
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    BEN,
    DAY,
    HOUR,
    LEDGER,
    START_AT,
    Desk,
    a_digest,
    a_note,
    an_incident,
    codes,
)
from tests.core.gates.facts import (
    a_check,
    a_route,
    credentials,
    evidence,
    monitored,
    patched,
    rebuilt,
    record,
)
from tests.core.gates.lifting import connect, ready_to_clear

CHECKS = ("event-logs", "files", "accounts")


def an_isolated_desk() -> Desk:
    """Return a desk whose ledger is off."""
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    return desk


def test_a_check_made_at_some_time_before_a_day_counts_as_long_ago() -> None:
    desk = an_isolated_desk()
    ready_to_clear(desk)
    record(desk, *(a_check(name, at=Moment(latest=desk.at)) for name in CHECKS))
    assert "checks" in desk.codes()


def test_a_check_made_before_a_rebuild_that_was_recorded_without_a_time_is_void() -> None:
    desk = an_isolated_desk()
    record(desk, evidence(), a_route(Route.REBUILD))
    desk.wait(3 * DAY)
    record(desk, rebuilt(), credentials(), patched(), monitored())
    desk.do(Clean(LEDGER))
    record(desk, *(a_check(name, at=exactly(START_AT + HOUR)) for name in CHECKS))
    assert "checks" in desk.codes()


def test_a_check_made_before_the_finding_remediates_nothing() -> None:
    desk = an_isolated_desk()
    ready_to_clear(desk)
    finding = desk.do(RaiseFinding((LEDGER,), a_note("beacon")))
    check = record(desk, a_check(at=exactly(desk.at - HOUR)))
    assert codes(desk.refused(RemediateFinding(finding.id, (check.id,)))) == {"no-later-check"}


def test_checks_made_before_a_demand_do_not_meet_it() -> None:
    desk = an_isolated_desk()
    connect(desk)
    desk.wait(DAY)
    desk.do(ChangeDetection(a_digest("rules"), 3))
    record(desk, *(a_check(name, at=exactly(desk.at - HOUR)) for name in CHECKS))
    assert "checks" in codes(desk.refused(Clear((LEDGER,)), by=BEN))
