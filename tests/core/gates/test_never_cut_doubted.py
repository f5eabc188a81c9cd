"""Never cut is a claim: not over a finding, and doubted when who made it was compromised."""

from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.journal.events.zones import DemandRaised
from reinstate.core.terms.role import Role
from tests.builders import CAST, LEDGER, a_note, an_incident, codes

PEOPLE = {**CAST, "tom": (Role.TECHNICAL_OWNER,)}


def test_nothing_with_a_standing_finding_is_declared_never_cut() -> None:
    desk = an_incident()
    desk.do(RaiseFinding((LEDGER,), a_note("beacon")))
    assert codes(desk.refused(DeclareNeverCut(LEDGER, a_note("calls")))) == {"finding"}


def test_a_declaration_by_somebody_compromised_raises_a_demand() -> None:
    desk = an_incident(people=PEOPLE)
    desk.do(DeclareNeverCut(LEDGER, a_note("calls")), by="tom")
    raised = desk.do(ReportCompromised("tom")).of(DemandRaised)
    assert [demand.cause for demand in raised] == ["signer-compromised"]
