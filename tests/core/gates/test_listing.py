"""The rows of a gate, shown one by one, are the gate: nothing more and nothing less."""

import pytest

from reinstate.core.gates.examine import examine
from reinstate.core.gates.listing import left_out, rows_found, steps
from reinstate.core.gates.look import look_at
from reinstate.core.journal.rows import AnyRow, key_of
from reinstate.core.terms.system import Hosting, Route
from reinstate.core.zones.isolate import Isolate
from tests.builders import LEDGER, Desk, a_device_group, a_link, a_system, a_wave, an_incident
from tests.core.gates.facts import a_route, evidence, record

ROWS = (
    a_system(),
    a_system(hosting=Hosting.HOSTED, support_ends="2020-01-31"),
    a_system(hosting=Hosting.SAAS),
    a_link(),
    a_wave(),
    a_device_group(),
)


def isolated(row: AnyRow) -> Desk:
    """Return the desk of a council where this is cut off."""
    desk = an_incident(row)
    desk.do(Isolate((key_of(row),)))
    return desk


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{key_of(row)}-{getattr(row, 'hosting', '')}"
)
def test_the_rows_hold_back_what_the_gate_does(row: AnyRow) -> None:
    desk, subject = isolated(row), key_of(row)
    found = rows_found(look_at(desk.council, subject, desk.at))
    listed = [blocker for each in found for blocker in each.found.blockers]
    asked = [b for b in examine(desk.council, subject, desk.at).blockers if b.code != "not-clean"]
    assert listed == asked
    assert all(blocker.gate == each.gate for each in found for blocker in each.found.blockers)


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{key_of(row)}-{getattr(row, 'hosting', '')}"
)
def test_a_row_is_called_after_what_it_blocks_with(row: AnyRow) -> None:
    desk, subject = isolated(row), key_of(row)
    others = {"no-route": "route-chosen", "no-required-checks": "checks"}
    for each in rows_found(look_at(desk.council, subject, desk.at)):
        for blocker in each.found.blockers:
            assert others.get(blocker.code, blocker.code) == each.code


def test_a_met_row_names_the_fact_that_meets_it() -> None:
    desk = isolated(a_system())
    fact = record(desk, evidence())
    rows = {each.code: each for each in rows_found(look_at(desk.council, LEDGER, desk.at))}
    assert rows["evidence-taken"].is_met
    assert rows["evidence-taken"].found.facts == (fact.id,)
    assert not rows["checks"].is_met


def test_what_its_route_never_asks_is_left_out_once_a_route_is_chosen() -> None:
    desk = isolated(a_system())
    assert left_out(look_at(desk.council, LEDGER, desk.at)) == ()
    record(desk, a_route(Route.KEEP))
    look = look_at(desk.council, LEDGER, desk.at)
    assert left_out(look) == ("restore-point", "rebuilt", "attestation", "tokens-revoked")


def test_links_and_waves_have_one_step_and_nothing_left_out() -> None:
    desk = isolated(a_link())
    look = look_at(desk.council, key_of(a_link()), desk.at)
    assert (steps(look), left_out(look)) == (("connected",), ())
