"""Clearing: over the exact text, one by one or as a list of like subjects."""

from reinstate.core.access.grant_role import GrantRole
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.examine import examine
from reinstate.core.gates.text import decision_text, text_digest
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    BEN,
    CAI,
    CAST,
    LEDGER,
    Desk,
    a_link,
    a_system,
    an_edge,
    an_import,
    an_incident,
    an_organisation,
    codes,
)
from tests.core.gates.facts import evidence, record
from tests.core.gates.lifting import Hands, cleared, connect, ready_to_clear

ONE, TWO, THREE = "system:sys-one", "system:sys-two", "system:sys-three"
ALL = (ONE, TWO, THREE)


def three_systems(*, third: Hosting = Hosting.ON_PREMISES) -> Desk:
    """Return a desk with three systems off."""
    desk = an_incident(
        a_system("sys-one"), a_system("sys-two"), a_system("sys-three", hosting=third)
    )
    desk.do(Isolate(ALL))
    return desk


def digest_of(desk: Desk, subject: str = LEDGER) -> str:
    """Return the digest that a clearance of this subject signs now."""
    return text_digest(decision_text(examine(desk.council, subject, desk.at)))


def test_a_clearance_signs_the_digest_of_the_text_that_stands_there() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    seen = digest_of(desk)
    (event,) = desk.do(Clear((LEDGER,), seen), by=BEN).of(ClearanceGiven)
    assert event.digest == text_digest(event.text) == seen


def test_the_text_says_what_is_satisfied_needed_and_limited() -> None:
    desk = an_incident(a_system(), a_system("sys-core"), an_edge(LEDGER, "system:sys-core"))
    desk.do(Isolate((LEDGER, "system:sys-core")))
    ready_to_clear(desk)
    text = decision_text(examine(desk.council, LEDGER, desk.at))
    assert (text.subject, text.from_, text.to, text.round) == (
        LEDGER,
        Declared.CLEAN,
        Declared.CONNECTED,
        1,
    )
    assert [(need.ref, need.zone) for need in text.needs] == [
        ("system:sys-core", Declared.ISOLATED)
    ]
    assert set(text.limits) == {"check-age", "clearance-age", "watch"}
    known = {entry.id for entry in desk.council.facts.values()}
    assert set(text.facts) <= known
    assert len(text.facts) == 8


def test_a_text_that_changed_since_it_was_read_is_not_signed() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    assert codes(desk.refused(Clear((LEDGER,), "0" * 64), by=BEN)) == {"text-changed"}


def test_an_import_that_changes_nothing_of_it_voids_no_text() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    cleared(desk)
    desk.do(an_import(a_system("sys-other")))
    assert "two-clearances" not in desk.codes()


def test_clearing_waits_for_everything_but_other_people_and_other_subjects() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    wanted = desk.codes() - {"two-clearances", "accepted", "needs-connected"}
    assert codes(desk.refused(Clear((LEDGER,)), by=BEN)) == wanted


def test_a_list_is_signed_once_and_each_subject_has_its_own_clearance() -> None:
    desk = three_systems()
    for subject in ALL:
        ready_to_clear(desk, subject)
    events = desk.do(Clear(ALL), by=BEN).of(ClearanceGiven)
    assert [event.subject for event in events] == list(ALL)
    assert len({event.bulk for event in events}) == 1
    assert all(event.bulk for event in events)


def test_an_exception_drops_out_of_a_list_and_the_rest_stands() -> None:
    desk = three_systems()
    for subject in ALL:
        ready_to_clear(desk, subject)
    record(desk, evidence(of=TWO))
    desk.do(Clear((TWO,)), by=BEN)
    events = desk.do(Clear(ALL), by=BEN).of(ClearanceGiven)
    assert [event.subject for event in events] == [ONE, THREE]


def test_a_list_of_nothing_but_exceptions_is_refused_with_every_reason() -> None:
    desk = three_systems()
    found = desk.refused(Clear(ALL), by=BEN)
    assert all(any(subject in blocker.need for blocker in found) for subject in ALL)


def test_unlike_subjects_are_not_signed_as_one_list() -> None:
    desk = three_systems(third=Hosting.HOSTED)
    for subject in ALL:
        ready_to_clear(desk, subject)
    assert codes(desk.refused(Clear(ALL), by=BEN)) == {"unlike"}
    desk.take(a_link())
    desk.do(Isolate(("link:internet",)))
    assert codes(desk.refused(Clear((ONE, "link:internet")), by=BEN)) == {"unlike"}


def test_a_clearer_of_one_organisation_does_not_clear_for_another() -> None:
    desk = an_incident(
        a_system("sys-one", belongs_to="oakbridge"),
        a_system("sys-two", belongs_to="ashby", serves=("ashby", "oakbridge")),
        a_system("sys-three", belongs_to="ashby"),
        people=CAST,
    )
    desk.enrol("gus")
    desk.do(Isolate(ALL))
    for subject in ALL:
        ready_to_clear(desk, subject, Hands())
    desk.take(an_organisation())
    desk.do(GrantRole("gus", Role.CLEARER, scope="organisation:oakbridge"))
    assert desk.do(Clear((ONE,)), by="gus").entries
    assert desk.do(Clear((TWO,)), by="gus").entries
    assert codes(desk.refused(Clear((THREE,)), by="gus")) == {"role"}


def test_what_is_connected_without_a_demand_is_not_cleared_again() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    assert codes(desk.refused(Clear((LEDGER,)), by=CAI)) >= {"already-connected"}
