"""What kills a clearance, each cause by its name, and what is asked of the connected instead."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, get_args

import pytest
from msgspec import structs

from reinstate.core.access.end_grant import EndGrant
from reinstate.core.access.leave import Leave
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.access.require_check import RequireCheck
from reinstate.core.checks.finding import ChangeDetection, RaiseFinding
from reinstate.core.commands.decide import Command
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.correct import Correct
from reinstate.core.gates.look import look_at
from reinstate.core.gates.record import Record
from reinstate.core.gates.rows_clearances import standing_clearances
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.journal.events.facts import ConfigurationRecorded, SubjectAccepted
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    DemandMet,
    DemandRaised,
    LapseCause,
)
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    CAST,
    DAY,
    HOUR,
    LEDGER,
    LONG_AGO,
    Desk,
    a_digest,
    a_note,
    a_system,
    an_edge,
    an_import,
    an_incident,
)
from tests.core.gates.facts import (
    a_check,
    a_route,
    credentials,
    patched,
    rebuilt,
    record,
    without,
)
from tests.core.gates.lifting import Hands, cleared, connect, lift

CORE: Final = "system:sys-core"
BASE: Final = "system:sys-base"


def a_desk() -> Desk:
    """Return a desk whose base and core are back; the ledger, which needs them, is off."""
    desk = an_incident(
        a_system(),
        a_system("sys-core"),
        a_system("sys-base"),
        a_system("sys-else"),
        an_edge(LEDGER, CORE),
        an_edge(CORE, BASE),
    )
    desk.do(BoundFirstEntry(exactly(LONG_AGO)))
    desk.do(Isolate((LEDGER, CORE, BASE)))
    connect(desk, CORE)
    return desk


def cleared_desk() -> Desk:
    """Return that desk with two clearances of the ledger."""
    desk = a_desk()
    cleared(desk)
    return desk


def connected_desk() -> Desk:
    """Return that desk with the ledger back as well."""
    desk = a_desk()
    connect(desk)
    return desk


def grant_of(desk: Desk, person: str, role: Role) -> str:
    """Return the grant by which a person holds a role."""
    known = desk.council.people[person]
    return next(id_ for id_ in known.grants if desk.council.grants[id_].role is role)


def seq_of(desk: Desk, type_: type, subject: str = LEDGER) -> int:
    """Return the newest fact of a type about a subject."""
    facts = desk.subject(subject).facts
    return [seq for seq in facts if isinstance(desk.council.facts[seq].event, type_)][-1]


def a_correction(desk: Desk) -> Correct:
    """Return a correction that takes nothing away: the acceptance had a note."""
    seq = seq_of(desk, SubjectAccepted)
    event = desk.council.facts[seq].event
    assert isinstance(event, SubjectAccepted)
    return Correct(seq, structs.replace(event, note=a_note("works")))


Cause = Callable[[Desk], Command]
CAUSES: Final[list[tuple[str, Cause, bool]]] = [
    ("subject-changed", lambda _: Record(patched()), False),
    ("subject-changed", lambda _: Record(credentials()), False),
    (
        "subject-changed",
        lambda _: Record(ConfigurationRecorded(subject=LEDGER, digest=a_digest())),
        False,
    ),
    ("subject-changed", lambda _: an_import(a_system(hosting=Hosting.HOSTED)), True),
    ("subject-changed", lambda _: an_import(an_edge(LEDGER, "system:sys-else")), True),
    ("finding", lambda _: RaiseFinding((LEDGER,), a_note()), True),
    ("finding", lambda _: Record(a_check("accounts", verdict=Verdict.FINDINGS)), True),
    ("detection-changed", lambda _: ChangeDetection(a_digest(), 3, (LEDGER,)), True),
    ("detection-changed", lambda _: ChangeDetection(a_digest(), 3), True),
    ("need-isolated", lambda _: Isolate((CORE,)), True),
    ("need-isolated", lambda _: Isolate((BASE,)), True),
    ("need-finding", lambda _: RaiseFinding((BASE,), a_note()), True),
    ("first-entry-earlier", lambda _: BoundFirstEntry(exactly(LONG_AGO - DAY)), False),
    (
        "required-checks-grew",
        lambda _: RequireCheck(CheckRule(kinds=("server",), checks=("firmware-digest",))),
        False,
    ),
    ("required-checks-grew", lambda _: an_import(a_system(kind="network")), False),
    ("signer-lost-role", lambda desk: EndGrant(grant_of(desk, CAI, Role.CLEARER)), False),
    ("signer-lost-role", lambda _: Leave(CAI), False),
    ("signer-compromised", lambda _: ReportCompromised(CAI), True),
    ("fact-corrected", a_correction, True),
]
"""Each cause, what brings it about, and whether it reaches what is connected."""

NOT_BY_AN_ENTRY: Final = {"aged"}
"""What time alone does is computed at reading; the word is kept for readers."""
WHILE_OFF: Final = {"route-changed"}
"""What can only happen to a subject that is off."""


@pytest.mark.parametrize(("cause", "make", "_is_demand"), CAUSES)
def test_a_clearance_lapses_and_its_cause_is_recorded(
    cause: str, make: Cause, *, _is_demand: bool
) -> None:
    desk = cleared_desk()
    if cause == "fact-corrected":
        desk = a_desk()
        lift(desk, LEDGER)
    done = desk.do(make(desk))
    lapses = [lapse for lapse in done.of(ClearanceLapsed) if lapse.subject == LEDGER]
    assert {lapse.cause for lapse in lapses} == {cause}
    assert {lapse.because for lapse in lapses} <= {entry.seq for entry in done.entries}
    assert "two-clearances" in desk.codes()


@pytest.mark.parametrize(("cause", "make", "is_demand"), CAUSES)
def test_of_what_is_connected_only_some_causes_demand_anything(
    cause: str, make: Cause, *, is_demand: bool
) -> None:
    desk = connected_desk()
    done = desk.do(make(desk))
    raised = [demand.cause for demand in done.of(DemandRaised) if demand.subject == LEDGER]
    assert raised == ([cause] if is_demand else [])
    assert desk.subject().is_connected
    assert not done.of(ClearanceLapsed)
    assert ("demand" in desk.codes()) is is_demand


def test_another_route_lapses_clearances() -> None:
    desk = cleared_desk()
    done = record(desk, a_route(Route.REBUILD))
    assert {lapse.cause for lapse in done.of(ClearanceLapsed)} == {"route-changed"}


def test_every_cause_is_brought_about_here() -> None:
    tested = {cause for cause, _, _ in CAUSES}
    assert tested | NOT_BY_AN_ENTRY | WHILE_OFF == set(get_args(LapseCause))


def test_an_aged_clearance_no_longer_counts_before_reconnection() -> None:
    desk = cleared_desk()
    assert "two-clearances" not in desk.codes(at=desk.at + 71 * HOUR)
    assert "two-clearances" in desk.codes(at=desk.at + 72 * HOUR)
    assert "is too old" in sentence_of("two-clearances", desk, desk.at + 72 * HOUR)


def sentence_of(code: str, desk: Desk, at: datetime) -> str:
    """Return the sentence of the ledger's blocker with this code."""
    return next(b.sentence for b in desk.blockers(at=at) if b.code == code)


def test_age_asks_nothing_of_what_is_connected() -> None:
    desk = connected_desk()
    assert desk.codes(at=desk.at + 400 * DAY) == set()


def test_what_lapsed_takes_two_new_clearances_once_its_cause_is_lifted() -> None:
    desk = cleared_desk()
    record(desk, patched())
    lift(desk, LEDGER)
    assert len(standing_clearances(look_at(desk.council, LEDGER, desk.at))) == 2


def test_what_is_not_touched_keeps_its_clearances() -> None:
    desk = cleared_desk()
    done = desk.do(RaiseFinding(("system:sys-else",), a_note()))
    assert done.of(ClearanceLapsed) == ()
    assert "two-clearances" not in desk.codes()


def test_a_demand_ends_when_the_subject_is_isolated() -> None:
    desk = connected_desk()
    desk.do(RaiseFinding((LEDGER,), a_note()))
    done = desk.do(Isolate((LEDGER,)))
    assert [met.how for met in done.of(DemandMet)] == ["isolated"]


def test_a_demand_ends_with_two_new_clearances_on_new_checks() -> None:
    desk = connected_desk()
    desk.do(ChangeDetection(a_digest(), 1, (LEDGER,)))
    assert desk.codes() == {"demand", "checks", "two-clearances"}
    record(desk, *(a_check(name) for name in ("event-logs", "files", "accounts")))
    assert desk.do(Clear((LEDGER,)), by=BEN).of(DemandMet) == ()
    met = desk.do(Clear((LEDGER,)), by=CAI).of(DemandMet)
    assert [one.how for one in met] == ["cleared-again"]
    assert desk.codes() == set()


def test_old_clearances_and_checks_do_not_answer_a_demand() -> None:
    desk = connected_desk()
    desk.do(ChangeDetection(a_digest(), 1, (LEDGER,)))
    reasons = desk.refused(Clear((LEDGER,)), by=BEN)
    assert {blocker.code for blocker in reasons} == {"checks"}


def test_a_current_degraded_acceptance_stops_a_demand_from_passing_its_edge() -> None:
    desk = connected_desk()
    record(desk, without(CORE, desk))
    done = desk.do(Isolate((BASE,)))
    assert {demand.subject for demand in done.of(DemandRaised)} == {CORE}


def test_accepting_degraded_mode_afterwards_ends_the_demand_that_came_by_that_edge() -> None:
    desk = connected_desk()
    desk.do(Isolate((CORE,)))
    done = record(desk, without(CORE, desk))
    assert [(met.subject, met.how) for met in done.of(DemandMet)] == [(LEDGER, "degraded-accepted")]


def test_an_acceptance_that_ran_out_stops_nothing() -> None:
    desk = connected_desk()
    record(desk, without(CORE, desk, days=1))
    desk.wait(2 * DAY)
    done = desk.do(Isolate((BASE,)))
    assert {demand.subject for demand in done.of(DemandRaised)} == {CORE, LEDGER}


def test_a_finding_is_never_stopped_by_what_is_accepted_of_another_edge() -> None:
    desk = connected_desk()
    record(desk, without(CORE, desk))
    done = desk.do(RaiseFinding((LEDGER,), a_note()))
    assert {demand.subject for demand in done.of(DemandRaised)} == {LEDGER}


def test_facts_of_a_compromised_person_have_to_be_stated_again() -> None:
    desk = an_incident(people={**CAST, "fay": (Role.TECHNICAL_OWNER, Role.FORENSIC_LEAD)})
    desk.do(Isolate((LEDGER,)))
    lift(desk, LEDGER, Hands(restorer="fay"), leaving=frozenset({"two-clearances", "accepted"}))
    assert desk.codes() == {"two-clearances", "accepted"}
    desk.do(ReportCompromised("fay"))
    assert desk.codes() >= {"no-route", "evidence-taken", "checks", "patched"}


def test_facts_from_before_a_person_was_compromised_still_count() -> None:
    desk = an_incident(people={**CAST, "fay": (Role.TECHNICAL_OWNER, Role.FORENSIC_LEAD)})
    desk.do(Isolate((LEDGER,)))
    lift(desk, LEDGER, Hands(restorer="fay"), leaving=frozenset({"two-clearances", "accepted"}))
    desk.wait(HOUR)
    desk.do(ReportCompromised("fay", Moment(earliest=desk.at - HOUR / 2)))
    assert desk.codes() == {"two-clearances", "accepted"}


def test_who_is_named_in_a_void_fact_still_had_their_hands_on_it() -> None:
    desk = an_incident(people={**CAST, "fay": (Role.TECHNICAL_OWNER, Role.FORENSIC_LEAD)})
    desk.do(Isolate((LEDGER,)))
    record(desk, credentials(by=BEN), by="fay")
    desk.do(ReportCompromised("fay"), by=ASHA)
    lift(desk, LEDGER, leaving=frozenset({"two-clearances", "accepted"}))
    assert {b.code for b in desk.refused(Clear((LEDGER,)), by=BEN)} == {"restorer"}


def test_clearances_never_pass_to_another_round() -> None:
    desk = connected_desk()
    desk.do(Isolate((LEDGER,)))
    assert desk.codes() >= {"no-route", "checks", "two-clearances", "not-clean"}


def test_rebuilding_what_is_connected_is_refused() -> None:
    desk = connected_desk()
    assert "not-isolated" in {b.code for b in desk.refused(Record(rebuilt()))}
