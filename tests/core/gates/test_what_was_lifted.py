"""What somebody found compromised had lifted holds again; and what a found check leaves behind."""

from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.checks.finding import RaiseFinding, RemediateFinding
from reinstate.core.gates.correct import Correct
from reinstate.core.journal.events.facts import FindingRaised
from reinstate.core.terms.moment import exactly
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Verdict
from reinstate.core.terms.zone import Seen
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from tests.builders import CAST, DAY, LEDGER, a_device_group, a_note, an_incident, codes
from tests.core.gates.facts import a_check, devices_done, record
from tests.core.gates.lifting import ready_to_clear

PEOPLE = {**CAST, "lena": (Role.FORENSIC_LEAD,), "press": (Role.PRESS_OFFICER,)}


def test_a_finding_closed_by_somebody_compromised_holds_again() -> None:
    desk = an_incident(people=PEOPLE)
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    finding = desk.do(RaiseFinding((LEDGER,), a_note("beacon")))
    check = record(desk, a_check())
    desk.do(RemediateFinding(finding.id, (check.id,)), by="lena")
    assert "finding" not in desk.codes()
    desk.do(ReportCompromised("lena"))
    assert "finding" in desk.codes()


def test_another_check_does_not_wash_off_what_a_check_found() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    record(desk, a_check(verdict=Verdict.FINDINGS))
    assert isinstance(desk.entries[-1].event, FindingRaised)
    record(desk, a_check())
    assert "finding" in desk.codes()


def test_who_may_not_record_a_fact_may_not_correct_it() -> None:
    desk = an_incident(people=PEOPLE)
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    check = record(desk, a_check())
    assert codes(desk.refused(Correct(check.seq), by="press")) == {"role"}


def test_counts_of_devices_are_of_the_whole_group_and_never_more() -> None:
    desk = an_incident(a_device_group(count=10))
    desk.do(Isolate(("devices:laptops",)))
    record(desk, devices_done(rebuilt=5), devices_done(rebuilt=5))
    assert "devices-done" in desk.codes("devices:laptops")


def test_nothing_is_seen_before_it_happens() -> None:
    desk = an_incident()
    later = exactly(desk.at + DAY)
    assert codes(desk.refused(See((LEDGER,), Seen.CUT, later))) == {"future"}


def test_saying_that_an_administrator_is_compromised_takes_a_passphrase_in_a_real_home() -> None:
    desk = an_incident(kind="real")
    refused = desk.refused(ReportCompromised("ben"), strength="asserted")
    assert codes(refused) == {"passphrase-needed"}
