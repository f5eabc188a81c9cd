"""What suppliers run for us: nothing to wipe, so letters, tokens and access logs instead."""

from datetime import timedelta

import pytest
from msgspec import structs

from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import EvidenceUnobtainable
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting, Route
from reinstate.core.zones.isolate import Isolate
from tests.builders import CAST, DAY, LEDGER, Desk, a_note, a_system, an_incident, codes
from tests.core.gates.facts import a_route, an_attestation, evidence, record
from tests.core.gates.lifting import connect

NOTHING_THERE = EvidenceUnobtainable(subject=LEDGER, reason=a_note("supplier keeps no logs"))


def a_desk(hosting: Hosting = Hosting.SAAS) -> Desk:
    """Return a desk whose ledger is off; Fay looks after it."""
    desk = an_incident(a_system(hosting=hosting), people={**CAST, "fay": (Role.TECHNICAL_OWNER,)})
    desk.do(Isolate((LEDGER,)))
    record(desk, a_route(Route.KEEP))
    return desk


def test_it_comes_back_without_a_wipe_or_a_patch() -> None:
    desk = a_desk()
    assert not desk.codes() & {"rebuilt", "patched", "support", "restore-point"}
    connect(desk)
    assert desk.subject().is_connected


def test_its_evidence_is_access_logs() -> None:
    desk = a_desk()
    record(desk, structs.replace(evidence(), what="disk"))
    assert "evidence-taken" in desk.codes()
    record(desk, evidence())
    assert "evidence-taken" not in desk.codes()


@pytest.mark.parametrize("hosting", [Hosting.SAAS, Hosting.HOSTED])
def test_evidence_that_a_supplier_cannot_give_is_explained_by_the_forensic_lead(
    hosting: Hosting,
) -> None:
    desk = a_desk(hosting)
    assert codes(desk.refused(Record(NOTHING_THERE), by="fay")) == {"role"}
    record(desk, NOTHING_THERE)
    assert "evidence-taken" not in desk.codes()


def test_evidence_of_our_own_systems_can_always_be_obtained() -> None:
    desk = a_desk(Hosting.ON_PREMISES)
    assert codes(desk.refused(Record(NOTHING_THERE))) == {"on-premises"}
    desk.tell(structs.replace(NOTHING_THERE, round=1))
    assert "evidence-taken" in desk.codes()


def test_an_attestation_holds_until_its_date() -> None:
    desk = a_desk()
    record(desk, an_attestation(desk, days=10))
    assert "attestation" not in desk.codes(at=desk.at + 9 * DAY)
    assert "attestation" in desk.codes(at=desk.at + 10 * DAY)


def test_an_attestation_holds_for_ninety_days_whatever_its_date() -> None:
    desk = a_desk()
    record(desk, an_attestation(desk, days=400))
    assert "attestation" not in desk.codes(at=desk.at + 89 * DAY)
    assert "attestation" in desk.codes(at=desk.at + 90 * DAY - timedelta(minutes=1))


def test_an_attestation_that_has_expired_is_refused() -> None:
    desk = a_desk()
    assert codes(desk.refused(Record(an_attestation(desk, days=-1)))) == {"past"}
