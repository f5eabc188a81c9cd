"""Corrections say what should have been written, and never take a blocker away."""

from datetime import timedelta
from typing import Final

import pytest
from msgspec import structs

from reinstate.core.gates.clear import Clear
from reinstate.core.gates.correct import Correct
from reinstate.core.gates.record import Record
from reinstate.core.incident.aware import RecordAwareness
from reinstate.core.incident.declare import Declare
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.incident.told import TellAuthority
from reinstate.core.journal.events.facts import (
    CheckRecorded,
    CredentialsReset,
    Fact,
    RestorePointRecorded,
)
from reinstate.core.journal.events.incident import AuthorityTold, FirstEntryBounded, IncidentClosed
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.state.evolve import fold
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.system import Route, Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import (
    BEN,
    DAY,
    LEDGER,
    LONG_AGO,
    Desk,
    a_digest,
    a_link,
    a_note,
    a_system,
    an_edge,
    an_incident,
    an_organisation,
    codes,
)
from tests.core.gates.facts import (
    a_check,
    a_restore_point,
    a_route,
    an_attestation,
    credentials,
    evidence,
    monitored,
    rebuilt,
    record,
    restored,
    unsupported,
    without,
)
from tests.core.gates.lifting import ready_to_clear

CORE: Final = "system:sys-core"


def a_desk() -> Desk:
    """Return a desk whose ledger, past its support and needing its core, is off."""
    desk = an_incident(
        a_system(support_ends="2020-01-14", is_foundation=True),
        a_system("sys-core"),
        an_edge(LEDGER, CORE),
        an_organisation(),
    )
    desk.do(Isolate((LEDGER, CORE)))
    return desk


def recorded(desk: Desk, fact: Fact) -> tuple[int, Fact]:
    """Record a fact; return its entry, and the fact in its round."""
    return record(desk, fact).seq, structs.replace(fact, round=1)


def test_a_correction_replaces_the_fact_from_now_on_and_not_before() -> None:
    desk = a_desk()
    seq, check = recorded(desk, a_check("files"))
    assert isinstance(check, CheckRecorded)
    then = len(desk.entries)
    desk.do(Correct(seq, structs.replace(check, verdict=Verdict.FAILED)))
    assert "says: could not run" in next(
        b.sentence for b in desk.blockers() if "files" in b.sentence
    )
    assert fold(desk.entries[:then]).facts[seq].event == check


def test_a_withdrawn_fact_counts_no_more() -> None:
    desk = a_desk()
    seq, _ = recorded(desk, evidence())
    assert "evidence-taken" not in desk.codes()
    desk.do(Correct(seq))
    assert "evidence-taken" in desk.codes()


def test_what_is_withdrawn_cannot_be_corrected_again() -> None:
    desk = a_desk()
    seq, fact = recorded(desk, evidence())
    desk.do(Correct(seq))
    assert codes(desk.refused(Correct(seq, fact))) == {"not-correctable"}


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (a_check("files", verdict=Verdict.FAILED), a_check("files")),
        (a_check("files", verdict=Verdict.FINDINGS), a_check("files")),
        (a_route(Route.RETIRE), a_route(Route.KEEP)),
        (a_route(Route.RESTORE), a_route(Route.KEEP)),
    ],
)
def test_a_correction_that_would_lift_a_blocker_is_refused(bad: Fact, good: Fact) -> None:
    desk = a_desk()
    seq, _ = recorded(desk, bad)
    found = desk.refused(Correct(seq, structs.replace(good, round=1)))
    assert codes(found) == {"lifts-blocker"}


def test_a_date_cannot_be_put_off_by_correcting_it() -> None:
    desk = a_desk()
    facts: list[tuple[Fact, Fact]] = [
        (unsupported(desk, days=3), unsupported(desk, days=90)),
        (without(CORE, desk, days=3), without(CORE, desk, days=90)),
    ]
    for short, long in facts:
        seq, _ = recorded(desk, short)
        found = desk.refused(Correct(seq, structs.replace(long, round=1)))
        assert codes(found) == {"lifts-blocker"}


def test_an_attestation_cannot_be_made_to_last_by_correcting_it() -> None:
    desk = a_desk()
    desk.take(a_link())
    desk.do(Isolate(("link:internet",)))
    seq, _ = recorded(desk, an_attestation(desk, of="link:internet", days=3))
    long = structs.replace(an_attestation(desk, of="link:internet", days=60), round=1)
    assert codes(desk.refused(Correct(seq, long))) == {"lifts-blocker"}


def test_an_old_check_cannot_be_made_young_by_correcting_it() -> None:
    desk = a_desk()
    old = a_check("files", at=exactly(desk.at - 5 * DAY))
    seq, fact = recorded(desk, old)
    assert isinstance(fact, CheckRecorded)
    young = structs.replace(fact, at=Moment())
    assert codes(desk.refused(Correct(seq, young))) == {"lifts-blocker"}


def test_local_logging_cannot_be_made_central_by_correcting_it() -> None:
    desk = a_desk()
    seq, _ = recorded(desk, monitored(is_local=True))
    central = structs.replace(monitored(), round=1)
    assert codes(desk.refused(Correct(seq, central))) == {"lifts-blocker"}


def test_who_restored_it_cannot_be_corrected_away() -> None:
    desk = a_desk()
    seq, _ = recorded(desk, credentials(by=BEN))
    other = structs.replace(credentials(), round=1)
    assert codes(desk.refused(Correct(seq, other))) == {"lifts-blocker"}
    assert codes(desk.refused(Correct(seq))) == {"lifts-blocker"}
    ready_to_clear(desk)
    assert codes(desk.refused(Clear((LEDGER,)), by=BEN)) == {"restorer"}


def test_a_restore_point_found_bad_afterwards_holds_what_came_from_it() -> None:
    desk = a_desk()
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    seq, point = recorded(desk, a_restore_point())
    record(desk, restored(desk.council.facts[seq].id), a_restore_point())
    assert "restore-point" not in desk.codes()
    assert isinstance(point, RestorePointRecorded)
    desk.do(Correct(seq, structs.replace(point, sweep=Verdict.FINDINGS)))
    assert "restore-point" in desk.codes()


def test_credentials_found_reset_too_early_hold_the_gate() -> None:
    desk = a_desk()
    seq, fact = recorded(desk, credentials())
    assert isinstance(fact, CredentialsReset)
    desk.do(Correct(seq, structs.replace(fact, are_recovery_accounts_checked=False)))
    assert "credentials-reset" in desk.codes()


def test_a_correction_keeps_subject_kind_and_round() -> None:
    desk = a_desk()
    seq, _ = recorded(desk, evidence())
    others = [
        Correct(seq, structs.replace(evidence(of=CORE), round=1)),
        Correct(seq, structs.replace(evidence(), round=0)),
        Correct(seq, structs.replace(a_check("files"), round=1)),
    ]
    assert [codes(desk.refused(other)) for other in others] == [{"other-thing"}] * 3


def test_only_what_can_be_corrected_is() -> None:
    desk = a_desk()
    isolation = desk.subject().isolated_seq
    for seq in (1, isolation, 9999):
        assert codes(desk.refused(Correct(seq))) == {"not-correctable"}


def test_the_first_entry_is_only_moved_later_by_a_new_fact() -> None:
    desk = a_desk()
    record(desk, a_route(Route.RESTORE), evidence(), rebuilt())
    point = record(desk, a_restore_point())
    desk.do(BoundFirstEntry(exactly(LONG_AGO + DAY)))
    record(desk, restored(point.id, is_all=True))
    bounded = desk.do(BoundFirstEntry(exactly(LONG_AGO - DAY)))
    assert "contents-suspect" in desk.codes()
    later = FirstEntryBounded(moment=exactly(LONG_AGO + DAY))
    assert codes(desk.refused(Correct(bounded.seq, later))) == {"lifts-blocker"}
    desk.do(BoundFirstEntry(exactly(LONG_AGO + DAY)))
    assert "contents-suspect" not in desk.codes()


def test_entries_of_an_earlier_incident_are_put_right_where_they_belong() -> None:
    desk = a_desk()
    aware = desk.do(RecordAwareness("oakbridge", exactly(desk.at - timedelta(hours=2))))
    told = desk.do(TellAuthority("oakbridge", exactly(desk.at), a_note()))
    event, incident = told.entries[0].event, desk.council.incidents[-1]
    desk.tell(IncidentClosed(report=a_digest(), incident=incident.id))
    desk.do(Declare(a_note("again")))
    assert isinstance(event, AuthorityTold)
    desk.do(Correct(told.seq, structs.replace(event, note=None)))
    desk.do(Correct(aware.seq))
    desk.do(Correct(told.seq))
    assert [len(one.authority) for one in desk.council.incidents] == [0, 0]


def test_a_correction_says_why() -> None:
    desk = a_desk()
    seq, fact = recorded(desk, evidence())
    done = desk.do(Correct(seq, fact, a_note("typed twice")))
    assert done.entries[0].event == EntryCorrected(
        entry=seq, event=fact, note=a_note("typed twice")
    )


def test_facts_that_a_correction_leaves_alone_stay() -> None:
    desk = a_desk()
    seq, fact = recorded(desk, evidence())
    desk.do(Record(a_check("files")))
    desk.do(Correct(seq, fact))
    assert not any("files" in blocker.sentence for blocker in desk.blockers())
