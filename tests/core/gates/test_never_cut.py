"""Never cut: known connections without the gate, and what they still have to show."""

import pytest

from reinstate.core.gates.checklist import DeclareNeverCut, open_items
from reinstate.core.incident.declare import Declare
from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Basis, Declared
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    BEN,
    DAY,
    LEDGER,
    Desk,
    a_council,
    a_device_group,
    a_link,
    a_note,
    a_service,
    a_system,
    a_wave,
    an_incident,
    codes,
)
from tests.core.gates.facts import a_check, an_attestation, credentials, evidence, record
from tests.core.gates.lifting import connect, lift_one

NEVER_CUT = DeclareNeverCut(LEDGER, a_note("mail stayed up"))
SAAS_AND_KEEP = {
    "evidence-taken",
    "attestation",
    "tokens-revoked",
    "checks",
    "credentials-reset",
    "monitored",
}


def items(desk: Desk, subject: Ref = LEDGER) -> set[str]:
    """Return what a subject still has to show."""
    return {item.code for item in open_items(desk.council, subject, desk.at)}


def test_it_is_known_to_be_connected_and_nothing_stands_in_its_way() -> None:
    desk = an_incident()
    desk.do(NEVER_CUT)
    assert (desk.subject().declared, desk.subject().basis) == (Declared.CONNECTED, Basis.NEVER_CUT)
    assert desk.codes() == set()


def test_its_checklist_is_that_of_software_as_a_service_that_is_kept() -> None:
    desk = an_incident(a_system(hosting=Hosting.SAAS))
    desk.do(NEVER_CUT)
    assert items(desk) == SAAS_AND_KEEP
    due = {item.due_at - desk.at for item in open_items(desk.council, LEDGER, desk.at)}
    assert all(6 * DAY < left < 7 * DAY for left in due)


@pytest.mark.parametrize("hosting", Hosting)
def test_each_item_is_closed_by_its_fact(hosting: Hosting) -> None:
    desk = an_incident(a_system(hosting=hosting))
    desk.do(NEVER_CUT)
    for code in [*sorted(SAAS_AND_KEEP - {"checks"}), "checks"]:
        assert code in items(desk)
        lift_one(desk, LEDGER, code)
        assert code not in items(desk)
    assert items(desk) == set()


@pytest.mark.parametrize(
    ("row", "subject"),
    [
        (a_link(), "link:internet"),
        (a_wave(), "wave:staff"),
        (a_device_group(), "devices:laptops"),
    ],
)
def test_every_kind_of_subject_can_close_all_its_items(row: AnyRow, subject: Ref) -> None:
    desk = an_incident(row)
    desk.do(DeclareNeverCut(subject, a_note()))
    for code in sorted(items(desk, subject), key=lambda code: code == "checks"):
        lift_one(desk, subject, code)
    assert items(desk, subject) == set()


def test_what_was_isolated_in_this_incident_comes_back_through_the_gate() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    assert codes(desk.refused(NEVER_CUT)) == {"was-isolated"}
    connect(desk)
    assert codes(desk.refused(NEVER_CUT)) == {"was-isolated"}


def test_an_isolation_before_the_declaration_is_taken_into_the_incident() -> None:
    desk = a_council()
    desk.do(Isolate((LEDGER,)))
    desk.do(Declare(a_note()))
    assert codes(desk.refused(NEVER_CUT)) == {"was-isolated"}


def test_declaring_an_incident_doubts_every_connection() -> None:
    desk = a_council()
    desk.do(NEVER_CUT)
    desk.do(Declare(a_note()))
    assert (desk.subject().declared, desk.subject().basis) == (Declared.CONNECTED, Basis.UNKNOWN)
    assert desk.codes() == {"zone-unknown"}


def test_only_its_technical_owner_says_so() -> None:
    assert codes(an_incident().refused(NEVER_CUT, by=BEN)) == {"role"}


def test_a_service_is_never_said_to_be_never_cut() -> None:
    desk = an_incident(a_service())
    command = DeclareNeverCut("service:svc-care", a_note())
    assert codes(desk.refused(command)) == {"not-on-register"}


def test_it_is_said_once() -> None:
    desk = an_incident()
    desk.do(NEVER_CUT)
    assert codes(desk.refused(NEVER_CUT)) == {"already-never-cut"}


def test_facts_about_it_are_recorded_while_it_stays_up() -> None:
    desk = an_incident(a_system(hosting=Hosting.SAAS))
    desk.do(NEVER_CUT)
    record(desk, evidence(), an_attestation(desk), credentials(), a_check("accounts"))
    assert items(desk) == {"tokens-revoked", "checks", "monitored"}


def test_isolating_it_takes_it_through_the_whole_gate() -> None:
    desk = an_incident()
    desk.do(NEVER_CUT)
    desk.do(Isolate((LEDGER,)))
    assert desk.codes() >= {"no-route", "evidence-taken", "two-clearances"}
    connect(desk)
    assert desk.subject().basis is Basis.RECONNECTED
