"""In a real home a name is not enough, and one person typing twice is still one person."""

from typing import Any, Final

import pytest

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.enrol import Enrol
from reinstate.core.access.grant_role import GrantRole
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.access.set_clock import SetClock
from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.commands.proposals import Complete, Propose
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.record import Record
from reinstate.core.incident.declare import Declare
from reinstate.core.journal.events.facts import GapsAccepted
from reinstate.core.levels.open import Open
from reinstate.core.terms.level import Level
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Verdict
from reinstate.core.terms.zone import Seen
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from tests.builders import (
    BEN,
    CAI,
    DEE,
    LEDGER,
    Desk,
    a_council,
    a_note,
    a_service,
    a_system,
    an_incident,
    codes,
)
from tests.core.gates.facts import a_check, accepted, record
from tests.core.gates.lifting import connect, ready_to_clear

GAPS: Final = (a_note("archive"),)


def a_desk() -> Desk:
    """Return the desk of a real home whose ledger is off and waits for clearances."""
    desk = an_incident(a_system(), a_service(), kind="real")
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    return desk


LIFTING: Final[list[tuple[Any, str]]] = [
    (Clear((LEDGER,)), BEN),
    (Reconnect(LEDGER), "asha"),
    (Clean(LEDGER), "asha"),
    (Record(accepted()), "asha"),
    (Record(a_check("files")), "asha"),
    (Open("cell:svc-care/all/all", Level.NORMAL), "asha"),
    (GrantRole(DEE, Role.CLEARER), "asha"),
    (Enrol("fay"), "asha"),
    (Confirm(DEE), BEN),
    (ResetFactor(DEE), "asha"),
]
ADDING: Final[list[tuple[Any, str]]] = [
    (Isolate((LEDGER,)), DEE),
    (RaiseFinding((LEDGER,), a_note()), CAI),
    (See((LEDGER,), Seen.LIVE), "asha"),
    (ReportCompromised(DEE), "asha"),
]


@pytest.mark.parametrize(("command", "person"), LIFTING)
def test_what_lifts_a_blocker_takes_a_passphrase(command: Any, person: str) -> None:
    desk = a_desk()
    assert "passphrase-needed" in codes(desk.refused(command, by=person, strength="asserted"))


@pytest.mark.parametrize(("command", "person"), ADDING)
def test_what_adds_a_blocker_takes_only_a_name(command: Any, person: str) -> None:
    desk = a_desk()
    desk.do(command, by=person, strength="asserted")
    assert desk.council.seq == len(desk.entries)


def test_an_incident_is_declared_on_a_name_alone() -> None:
    desk = a_council(kind="real")
    assert desk.do(Declare(a_note()), strength="asserted").entries


def test_a_practice_home_trusts_the_name() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    assert desk.do(Clear((LEDGER,)), by=BEN, strength="asserted").entries


def test_a_real_home_keeps_the_time_of_its_machine() -> None:
    desk = a_council(kind="real")
    assert codes(desk.refused(SetClock(desk.at))) == {"real-home"}


def test_founders_and_a_third_person_whom_both_stand_behind_bring_a_system_back() -> None:
    desk = a_desk()
    connect(desk)
    assert desk.subject().is_connected


def test_two_people_whom_one_enrolled_alone_count_as_one() -> None:
    desk = a_desk()
    desk.enrol("fay", Role.CLEARER, by=BEN, confirmed_by="")
    desk.enrol("gus", Role.CLEARER, by=BEN, confirmed_by="")
    for person in ("fay", "gus"):
        desk.do(Clear((LEDGER,)), by=person)
    assert "two-clearances" in desk.codes()
    assert f"{BEN} alone stands behind" in sentence(desk)


def test_a_person_whom_another_confirms_afterwards_counts() -> None:
    desk = a_desk()
    desk.enrol("fay", Role.CLEARER, by=BEN, confirmed_by="")
    desk.enrol("gus", Role.CLEARER, by=BEN, confirmed_by="")
    for person in ("fay", "gus"):
        desk.do(Clear((LEDGER,)), by=person)
    desk.do(Confirm("fay"), by="asha")
    assert "two-clearances" not in desk.codes()


def test_who_set_the_passphrase_of_a_clearer_alone_cannot_clear_beside_them() -> None:
    desk = a_desk()
    desk.do(ResetFactor(CAI), by=BEN)
    for person in (BEN, CAI):
        desk.do(Clear((LEDGER,)), by=person)
    assert "two-clearances" in desk.codes()


def test_two_signatures_of_one_person_accept_no_gaps() -> None:
    desk = a_desk()
    desk.enrol("fay", Role.SENIOR_RISK_OWNER, confirmed_by="")
    check = record(desk, a_check("files", verdict=Verdict.NONE_INCOMPLETE, gaps=GAPS))
    act = GapsAccepted(
        subject=LEDGER,
        check=check.id,
        gaps=GAPS,
        reason=a_note("old tapes"),
        compensation=a_note("more logs"),
    )
    proposal = desk.do(Propose(act))
    assert codes(desk.refused(Complete(proposal.id), by="fay")) == {"not-independent"}
    desk.do(Confirm("fay"), by=BEN)
    assert desk.do(Complete(proposal.id), by="fay").entries


def sentence(desk: Desk) -> str:
    """Return why the clearances do not count."""
    return next(b.sentence for b in desk.blockers() if b.code == "two-clearances")
