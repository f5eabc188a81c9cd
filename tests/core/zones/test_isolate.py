"""Isolating: at once, by any active person, and a repeat never voids the work of a round."""

import pytest

from reinstate.core.access.leave import Leave
from reinstate.core.access.report_compromised import ReportCompromised
from reinstate.core.checks.finding import RaiseFinding
from reinstate.core.journal.events.zones import MeasureOrdered, SubjectIsolated
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Basis, Declared, Measure
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.subjects import all_subjects, name_of, nearest
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    DEE,
    ELI,
    LEDGER,
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
from tests.core.gates.lifting import connect, ready_to_clear


@pytest.mark.parametrize("person", [ASHA, BEN, CAI, DEE])
@pytest.mark.parametrize("kind", ["real", "practice", "exercise"])
def test_every_active_person_may_isolate_on_their_name_alone(person: str, kind: str) -> None:
    desk = a_council(kind=kind)  # type: ignore[arg-type]  # one of the three kinds
    desk.do(Isolate((LEDGER,)), by=person, strength="asserted")
    assert desk.subject().declared is Declared.ISOLATED


def test_who_is_not_here_or_no_longer_may_not() -> None:
    desk = a_council()
    desk.do(Leave(DEE))
    desk.do(ReportCompromised(CAI))
    for person in (ELI, DEE, CAI):
        assert codes(desk.refused(Isolate((LEDGER,)), by=person)) == {"not-active"}


def test_each_isolation_opens_a_round() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    (event,) = desk.do(Isolate((LEDGER,))).of(SubjectIsolated)
    assert (event.round, desk.subject().basis) == (2, Basis.ISOLATED)


def test_isolating_again_changes_nothing() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    ready_to_clear(desk)
    desk.do(Isolate((LEDGER,)))
    assert desk.subject().round == 2
    again = desk.do(Isolate((LEDGER,)))
    assert again.entries == ()


def test_another_measure_is_ordered_and_the_round_goes_on() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    done = desk.do(Isolate((LEDGER,), Measure.ROUTER))
    assert [type(event) for event in done.events] == [MeasureOrdered]
    assert (desk.subject().measure, desk.subject().round) == (Measure.ROUTER, 1)


def test_a_setback_names_the_finding_that_sent_it_back() -> None:
    desk = an_incident()
    desk.do(Isolate((LEDGER,)))
    connect(desk)
    finding = desk.do(RaiseFinding((LEDGER,), a_note()))
    (event,) = desk.do(Isolate((LEDGER,), setback=finding.id)).of(SubjectIsolated)
    assert event.setback == finding.id


def test_a_subject_named_twice_is_isolated_once() -> None:
    desk = an_incident()
    assert len(desk.do(Isolate((LEDGER, LEDGER))).of(SubjectIsolated)) == 1


def test_all_is_every_subject_of_every_kind_and_can_be_narrowed() -> None:
    desk = an_incident(
        a_system(),
        a_system("sys-mail", hosting=Hosting.SAAS),
        a_service(),
        a_link(),
        a_wave(),
        a_device_group(),
    )
    everything = all_subjects(desk.council)
    assert everything == (
        "devices:laptops",
        "link:internet",
        LEDGER,
        "system:sys-mail",
        "wave:staff",
    )
    assert all_subjects(desk.council, "link") == ("link:internet",)
    assert all_subjects(desk.council, hosting=Hosting.SAAS) == ("system:sys-mail",)


def test_each_kind_is_cut_in_the_way_that_fits_it() -> None:
    desk = an_incident(a_system(), a_link(), a_wave(), a_device_group())
    desk.do(Isolate(all_subjects(desk.council)))
    used = {one: desk.subject(one).measure for one in all_subjects(desk.council)}
    assert used == {
        LEDGER: Measure.PORT,
        "link:internet": Measure.ROUTER,
        "wave:staff": Measure.ROUTER,
        "devices:laptops": Measure.HOST,
    }


def test_a_subject_is_called_by_its_name_and_a_slip_finds_its_neighbours() -> None:
    desk = an_incident()
    assert name_of(desk.council, LEDGER) == "Ledger"
    assert name_of(desk.council, "system:sys-nothing") == "system:sys-nothing"
    assert nearest(desk.council, "system:sys-leger") == (LEDGER,)
