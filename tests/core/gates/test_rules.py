"""The rules of a council's recovery that the gates keep, each by its number."""

from datetime import timedelta

import pytest
from msgspec import structs

from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.record import Record
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.journal.events.zones import DemandRaised, HeartbeatMissed
from reinstate.core.terms.moment import exactly
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.core.terms.zone import Measure
from reinstate.core.zones.heartbeat import NoteHeartbeats
from reinstate.core.zones.isolate import Isolate, usual_measure
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    DAY,
    HOUR,
    LEDGER,
    LONG_AGO,
    Desk,
    a_note,
    a_system,
    an_edge,
    an_incident,
    codes,
)
from tests.core.gates.facts import (
    a_check,
    a_restore_point,
    a_route,
    accepted,
    credentials,
    evidence,
    monitored,
    patched,
    rebuilt,
    record,
    restored,
    without,
)
from tests.core.gates.lifting import Hands, cleared, connect, lift, ready_to_clear

CORE = "system:sys-core"
RESTORE = Hands(route=Route.RESTORE)


def an_isolated_ledger(hosting: Hosting = Hosting.ON_PREMISES) -> Desk:
    """Return a desk whose ledger is off."""
    desk = an_incident(a_system(hosting=hosting))
    desk.do(Isolate((LEDGER,)))
    return desk


def a_ledger_that_needs_its_core() -> Desk:
    """Return a desk whose ledger and core are off; the ledger needs the core."""
    desk = an_incident(a_system(), a_system("sys-core"), an_edge(LEDGER, CORE))
    desk.do(Isolate((LEDGER, CORE)))
    return desk


def test_r01_each_required_check_holds_the_system_until_it_passes() -> None:
    desk = an_isolated_ledger()
    lift(desk, LEDGER, leaving=frozenset({"checks", "two-clearances", "accepted"}))
    for left in ({"event-logs", "files"}, {"files"}, set[str]()):
        done = {"event-logs", "files", "accounts"} - left
        record(desk, *(a_check(name) for name in sorted(done)))
        found = {b.need.split()[4] for b in desk.blockers() if b.code == "checks"}
        assert found == left


@pytest.mark.parametrize("verdict", [Verdict.FINDINGS, Verdict.NONE_INCOMPLETE, Verdict.FAILED])
def test_r01_only_a_check_without_findings_and_with_full_coverage_passes(verdict: Verdict) -> None:
    desk = an_isolated_ledger()
    ready_to_clear(desk)
    gaps = (a_note("old"),) if verdict is Verdict.NONE_INCOMPLETE else ()
    record(desk, a_check("files", verdict=verdict, gaps=gaps))
    assert "checks" in desk.codes()


def test_r01_a_check_made_before_the_last_change_does_not_count() -> None:
    desk = an_isolated_ledger()
    ready_to_clear(desk)
    record(desk, patched())
    assert [b.sentence for b in desk.blockers() if b.code == "checks"] == [
        f"The check {name} was made before the last change."
        for name in ("event-logs", "files", "accounts")
    ]


def test_r01_a_check_counts_for_seven_days() -> None:
    desk = an_isolated_ledger()
    ready_to_clear(desk)
    assert "checks" not in desk.codes(at=desk.at + 6 * DAY)
    assert "checks" in desk.codes(at=desk.at + 7 * DAY)


def test_r02_two_different_people_clear() -> None:
    desk = an_isolated_ledger()
    ready_to_clear(desk)
    desk.do(Clear((LEDGER,)), by=BEN)
    assert "two-clearances" in desk.codes()
    (again,) = desk.refused(Clear((LEDGER,)), by=BEN)
    assert again.code == "already-cleared"
    assert again.sentence.startswith(f"{BEN} has cleared it already")
    desk.do(Clear((LEDGER,)), by=CAI)
    assert "two-clearances" not in desk.codes()


def test_r02_who_restored_it_may_not_clear_it() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(), evidence(), rebuilt(by=BEN))
    lift(desk, LEDGER, leaving=frozenset({"two-clearances", "accepted"}))
    assert codes(desk.refused(Clear((LEDGER,)), by=BEN)) == {"restorer"}


def test_r02_who_is_found_to_have_restored_it_no_longer_counts_as_a_clearer() -> None:
    desk = an_isolated_ledger()
    cleared(desk)
    record(desk, credentials(by=BEN))
    lift(desk, LEDGER, leaving=frozenset({"two-clearances", "accepted"}))
    assert codes(desk.refused(Clear((LEDGER,)), by=BEN)) == {"restorer"}


def test_r02_a_clearer_may_not_reconnect() -> None:
    desk = an_isolated_ledger()
    ready_to_clear(desk)
    record(desk, accepted())
    for person in (BEN, CAI):
        desk.do(Clear((LEDGER,)), by=person)
    desk.enrol("fay")
    assert desk.codes() == set()
    assert codes(desk.refused(Reconnect(LEDGER), by=BEN)) >= {"role"}
    desk.do(Reconnect(LEDGER), by=ASHA)


def test_r03_a_backup_is_used_only_when_swept_and_onto_a_clean_target() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(Route.RESTORE), evidence())
    bad = record(desk, a_restore_point(sweep=Verdict.FINDINGS))
    assert "restore-point" in desk.codes()
    assert codes(desk.refused(Record(restored(bad.id)))) == {"restore-point", "target-not-clean"}
    good = record(desk, a_restore_point())
    assert codes(desk.refused(Record(restored(good.id)))) == {"target-not-clean"}
    record(desk, rebuilt(), restored(good.id))
    assert not desk.codes() & {"restore-point", "contents-suspect", "rebuilt"}


def test_r04_programs_come_only_from_before_the_first_entry() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    point = record(desk, a_restore_point(made_at=LONG_AGO))
    everything = Record(restored(point.id, is_all=True))
    assert codes(desk.refused(everything)) == {"contents-suspect"}
    desk.do(BoundFirstEntry(exactly(LONG_AGO)))
    assert codes(desk.refused(everything)) == {"contents-suspect"}
    desk.do(BoundFirstEntry(exactly(LONG_AGO + HOUR)))
    desk.do(everything)
    assert "contents-suspect" not in desk.codes()


def test_r04_data_alone_may_come_from_a_suspect_point() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    point = record(desk, a_restore_point())
    record(desk, restored(point.id))
    assert not desk.codes() & {"restore-point", "contents-suspect"}


def test_r04_an_earlier_first_entry_holds_what_was_restored_until_it_is_wiped_again() -> None:
    desk = an_isolated_ledger()
    desk.do(BoundFirstEntry(exactly(LONG_AGO + DAY)))
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    point = record(desk, a_restore_point())
    record(desk, restored(point.id, is_all=True))
    desk.do(BoundFirstEntry(exactly(LONG_AGO - DAY)))
    assert "contents-suspect" in desk.codes()
    record(desk, rebuilt())
    assert "contents-suspect" not in desk.codes()


@pytest.mark.parametrize(
    "point",
    [
        a_restore_point(is_verified=False),
        a_restore_point(sweep=Verdict.NONE_INCOMPLETE),
        a_restore_point(sweep=Verdict.FAILED),
    ],
)
def test_r05_a_restore_point_is_verified_and_swept_before_use(point: object) -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    bad = record(desk, point)  # type: ignore[arg-type]  # each parameter is a restore point
    assert "restore-point" in desk.codes()
    assert codes(desk.refused(Record(restored(bad.id)))) == {"restore-point"}


def test_r06_what_is_rebuilt_is_updated_and_checked_again_before_it_joins() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(), evidence(), patched(), credentials(), a_check("files"))
    record(desk, rebuilt())
    assert desk.codes() >= {"patched", "credentials-reset", "checks"}


def test_r06_a_replacement_is_new_and_not_the_old_one_wiped() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route(Route.REPLACE), evidence(), rebuilt())
    assert "rebuilt" in desk.codes()
    record(desk, rebuilt(is_new=True))
    assert "rebuilt" not in desk.codes()


def test_r07_credentials_are_reset_after_recovery_accounts_were_seen_to_work() -> None:
    desk = an_isolated_ledger()
    assert codes(desk.refused(Record(credentials(is_checked=False)))) == {"recovery-accounts"}
    desk.tell(structs.replace(credentials(is_checked=False), round=1))
    assert "credentials-reset" in desk.codes()


def test_r08_a_finding_after_return_demands_isolation_and_flags_what_depends_on_it() -> None:
    desk = a_ledger_that_needs_its_core()
    connect(desk)
    done = desk.do(RaiseFinding((CORE,), a_note("beacon")))
    raised = {event.subject: event.cause for event in done.of(DemandRaised)}
    assert raised == {CORE: "finding", LEDGER: "need-finding"}
    assert desk.subject(CORE).is_connected


def test_r08_a_reconnected_system_is_watched_and_its_silence_is_told() -> None:
    desk = an_isolated_ledger()
    connect(desk)
    assert desk.do(NoteHeartbeats({LEDGER: desk.at})).entries == ()
    desk.wait(timedelta(hours=25))
    assert desk.do(NoteHeartbeats({})).of(HeartbeatMissed)
    desk.wait(14 * DAY)
    assert desk.do(NoteHeartbeats({})).entries == ()


def test_r08_local_logging_does_for_a_foundation_system_and_for_a_while() -> None:
    desk = an_incident(a_system(is_foundation=True))
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    record(desk, monitored(is_local=True))
    assert "monitored" not in desk.codes()
    assert "monitored" in desk.codes(at=desk.at + 14 * DAY)
    other = an_isolated_ledger()
    assert codes(other.refused(Record(monitored(is_local=True)))) == {"not-foundation"}


def test_r09_a_system_waits_for_all_that_it_needs() -> None:
    desk = a_ledger_that_needs_its_core()
    lift(desk, LEDGER, leaving=frozenset({"needs-connected"}))
    assert codes(desk.refused(Reconnect(LEDGER))) == {"needs-connected"}
    connect(desk, CORE)
    desk.do(Reconnect(LEDGER))
    assert desk.subject().is_connected


def test_r09_a_named_person_may_accept_doing_without_until_a_date() -> None:
    desk = a_ledger_that_needs_its_core()
    lift(desk, LEDGER, leaving=frozenset({"needs-connected"}))
    record(desk, without(CORE, desk, days=2))
    assert desk.codes() == set()
    assert desk.codes(at=desk.at + 2 * DAY) == {"needs-connected"}


def test_r09_needs_are_looked_at_through_the_whole_chain() -> None:
    rows = (a_system(), a_system("sys-core"), a_system("sys-power"))
    edges = (an_edge(LEDGER, CORE), an_edge(CORE, "system:sys-power"))
    desk = an_incident(*rows, *edges)
    desk.do(Isolate((LEDGER, CORE, "system:sys-power")))
    record(desk, without("system:sys-power", desk, of=CORE))
    connect(desk, CORE)
    desk.wait(11 * DAY)
    lift(desk, LEDGER, leaving=frozenset({"needs-connected"}))
    assert "through Core" in desk.blockers()[0].sentence


def test_r16_nothing_is_wiped_before_evidence_of_it_is_taken() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route())
    assert codes(desk.refused(Record(rebuilt()))) == {"evidence-first"}
    record(desk, evidence(), rebuilt())
    assert not desk.codes() & {"evidence-taken", "rebuilt"}


def test_r16_evidence_taken_after_the_wipe_does_not_count() -> None:
    desk = an_isolated_ledger()
    record(desk, a_route())
    desk.tell(structs.replace(rebuilt(), round=1))
    record(desk, evidence())
    assert "evidence-taken" in desk.codes()
    assert codes(desk.refused(Clean(LEDGER))) >= {"evidence-taken"}


def test_r17_systems_are_disconnected_and_not_powered_off() -> None:
    desk = an_incident(
        a_system(),
        a_system("sys-portal", hosting=Hosting.HOSTED),
        a_system("sys-mail", hosting=Hosting.SAAS),
    )
    subjects = (LEDGER, "system:sys-portal", "system:sys-mail")
    used = [usual_measure(desk.council, subject) for subject in subjects]
    assert used == [Measure.PORT, Measure.ROUTER, Measure.SUPPLIER]


def test_r17_power_off_holds_the_system_until_somebody_says_why() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,), Measure.POWER))
    assert "power-unexplained" in desk.codes()
    desk.do(Isolate((LEDGER,), Measure.POWER, a_note("no switch")))
    assert "power-unexplained" not in desk.codes()
