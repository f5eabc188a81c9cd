"""The end: declared on written criteria by a named person, with the report (R10, R11)."""

import pytest

from reinstate.core.incident import close
from reinstate.core.incident.close import CloseIncident
from reinstate.core.journal.events.incident import (
    IncidentClosed,
    Phase,
    PhaseEntered,
    RootCauseRemediated,
)
from reinstate.core.journal.events.zones import DemandMet, DemandRaised
from tests.core.incident.builders import REPORT, in_learn, in_restore, met
from tests.core.levels.builders import (
    LEDGER,
    a_council,
    a_note,
    an_incident,
    asking,
    codes,
    isolated,
    refusal,
    told,
)


def test_r11_the_end_is_declared_with_the_report_once_every_criterion_is_met() -> None:
    council = in_learn()
    events = close.decide(council, CloseIncident(REPORT), asking())
    assert events == (IncidentClosed(report=REPORT, incident=council.incidents[-1].id),)
    closed = told(council, *events)
    assert closed.incident is None
    assert closed.incidents[-1].report == REPORT


@pytest.mark.parametrize("report", ["", "report.pdf", "AB" * 32, "ab" * 31])
def test_r11_no_end_without_the_digest_of_a_report(report: str) -> None:
    found = refusal(close.decide, in_learn(), CloseIncident(report), asking())
    assert codes(found) == ["no-report"]


def test_r10_no_end_while_the_root_cause_is_open() -> None:
    council = told(
        in_restore(),
        PhaseEntered(phase=Phase.CATCH_UP),
        PhaseEntered(phase=Phase.LEARN),
        met(Phase.LEARN, "plans-changed"),
    )
    found = refusal(close.decide, council, CloseIncident(REPORT), asking())
    assert codes(found) == ["root-cause-remediated"]
    assert found[0].need == "reinstate incident root-cause TEXT"
    council = told(council, RootCauseRemediated(note=a_note()))
    assert close.decide(council, CloseIncident(REPORT), asking())


def test_r11_every_criterion_that_is_not_met_is_listed() -> None:
    found = refusal(close.decide, an_incident(), CloseIncident(""), asking())
    assert codes(found) == [
        "not-in-learn",
        "no-report",
        "zones-known",
        "authority-told",
        "first-entry-bounded",
        "entry-point-known",
        "all-connected",
        "root-cause-remediated",
        "plans-changed",
    ]


def test_an_incident_ends_with_nothing_left_in_the_wrong_zone() -> None:
    council = told(in_learn(), isolated(round_=2))
    found = refusal(close.decide, council, CloseIncident(REPORT), asking())
    assert codes(found) == ["all-connected"]


def test_an_open_demand_holds_the_end() -> None:
    raised = DemandRaised(subject=LEDGER, cause="finding", because=1, minutes=60)
    council = told(in_learn(), raised)
    found = refusal(close.decide, council, CloseIncident(REPORT), asking())
    assert "demand-open" in codes(found)
    [id_] = council.demands
    met_again = DemandMet(subject=LEDGER, demand=id_, how="withdrawn")
    assert close.decide(told(council, met_again), CloseIncident(REPORT), asking())


def test_there_is_nothing_to_end_outside_incidents() -> None:
    found = refusal(close.decide, a_council(), CloseIncident(REPORT), asking())
    assert codes(found) == ["no-incident"]
