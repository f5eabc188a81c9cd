"""A correction lifts no blocker that happens not to be shown at the moment."""

from msgspec import structs

from reinstate.core.gates.checklist import DeclareNeverCut
from reinstate.core.gates.correct import Correct
from reinstate.core.journal.events.facts import SupportAccepted
from reinstate.core.register.apply import Import
from reinstate.core.register.incoming import Batch, Incoming
from reinstate.core.terms.system import Route, Verdict
from reinstate.core.zones.isolate import Isolate
from tests.builders import DAY, LEDGER, Desk, a_note, a_system, an_incident, codes
from tests.core.gates.facts import a_check, a_restore_point, a_route, evidence, record
from tests.core.gates.lifting import connect, ready_to_clear


def retire_all_but(desk: Desk, id_: str) -> None:
    """Import a sheet of systems that holds one row only."""
    row = a_system(id_)
    incoming = Incoming(row, frozenset(row.__struct_fields__))
    desk.do(Import(Batch(rows=(incoming,)), replace=frozenset({"system"})))


def test_not_while_its_row_is_retired() -> None:
    desk = an_incident(a_system(), a_system("sys-other"))
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    check = record(desk, a_check(verdict=Verdict.FINDINGS))
    retire_all_but(desk, "sys-other")
    better = structs.replace(a_check(), round=1)
    assert codes(desk.refused(Correct(check.seq, better))) == {"lifts-blocker"}


def test_not_while_the_route_does_not_ask_for_it() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    record(desk, evidence(), a_route(Route.KEEP))
    point = record(desk, a_restore_point(sweep=Verdict.FINDINGS, is_verified=False))
    better = structs.replace(a_restore_point(), round=1)
    assert codes(desk.refused(Correct(point.seq, better))) == {"lifts-blocker"}


def test_not_while_it_is_connected() -> None:
    desk = an_incident(a_system(support_ends="2020-01-14"))
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    old = next(e for e in desk.entries if isinstance(e.event, SupportAccepted))
    assert isinstance(old.event, SupportAccepted)
    longer = structs.replace(old.event, until=old.event.until + 900 * DAY)
    assert codes(desk.refused(Correct(old.seq, longer))) == {"lifts-blocker"}


def test_not_of_a_checklist_of_what_was_never_cut() -> None:
    desk = an_incident()
    desk.do(DeclareNeverCut(LEDGER, a_note("calls")))
    check = record(desk, a_check(verdict=Verdict.NONE_INCOMPLETE, gaps=(a_note("disk 2"),)))
    assert codes(desk.refused(Correct(check.seq, a_check()))) == {"lifts-blocker"}
