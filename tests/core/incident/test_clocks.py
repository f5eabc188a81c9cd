"""Every clock that runs, and when it is over."""

from datetime import datetime

from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.decisions import ActDropped, ActProposed
from reinstate.core.journal.events.facts import GlassBroken, MonitoringAttached
from reinstate.core.journal.events.home import ClockSteppedBack
from reinstate.core.journal.events.incident import NextUpdateDue
from reinstate.core.journal.events.notices import PromiseEnded, PromiseMade
from reinstate.core.journal.events.service import LevelLowered, LoweringLifted
from reinstate.core.journal.events.zones import (
    ChecklistItem,
    DemandMet,
    DemandRaised,
    HeartbeatMissed,
    NeverCutDeclared,
)
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    DAY,
    HOUR,
    LEDGER,
    MAPS,
    RENT,
    START_AT,
    a_council,
    a_note,
    a_system,
    accepted_without,
    added,
    an_edge,
    an_incident,
    cleaned,
    isolated,
    never_cut,
    reconnected,
    told,
)


def of(code: str, council: Council, at: datetime = START_AT) -> list[Clock]:
    """Return the clocks of one kind."""
    return [clock for clock in clocks(council, at) if clock.code == code]


def the(code: str, council: Council, at: datetime = START_AT) -> Clock:
    """Return the one clock of its kind."""
    [clock] = of(code, council, at)
    return clock


def test_a_ready_council_has_no_clocks() -> None:
    assert clocks(a_council(), START_AT) == ()


def test_the_next_public_update_is_due_until_another_is_promised() -> None:
    council = an_incident(NextUpdateDue(due_at=START_AT + DAY))
    assert not the("next-update", council, START_AT + DAY).is_over
    assert the("next-update", council, START_AT + DAY + HOUR).is_over
    council = told(council, NextUpdateDue(due_at=START_AT + 2 * DAY))
    assert the("next-update", council).due_at == START_AT + 2 * DAY
    assert the("next-update", council).what == "The next public update is due."


def test_a_proposal_is_due_until_it_is_signed_dropped_or_lapsed() -> None:
    promise = PromiseMade(audience="residents", say_more_by=START_AT + 9 * DAY)
    council = told(a_council(), ActProposed(event=promise, digest=digest_of(promise)))
    clock = the("proposal", council)
    assert clock.due_at == START_AT + 24 * HOUR
    assert of("proposal", council, START_AT + 25 * HOUR) == []
    dropped = ActDropped(proposal=clock.about)
    assert of("proposal", told(council, dropped)) == []


def test_a_demand_is_due_until_it_is_met() -> None:
    raised = DemandRaised(subject=LEDGER, cause="finding", because=1, minutes=60)
    council = told(an_incident(never_cut()), raised)
    clock = the("demand", council, START_AT + 2 * HOUR)
    assert (clock.about, clock.due_at, clock.is_over) == (LEDGER, START_AT + HOUR, True)
    [id_] = council.demands
    met = DemandMet(subject=LEDGER, demand=id_, how="isolated")
    assert of("demand", told(council, met)) == []


def test_a_demand_of_a_clock_that_ran_ahead_is_not_put_off() -> None:
    raised = DemandRaised(subject=LEDGER, cause="finding", because=1, minutes=60)
    ahead, back = START_AT + 300 * DAY, START_AT + HOUR
    council = told(an_incident(never_cut()), raised, at=ahead)
    council = told(council, ClockSteppedBack(from_=ahead, to=back), at=back)
    assert the("demand", council, back).due_at <= back + HOUR


def test_a_promise_about_a_service_names_it() -> None:
    made = PromiseMade(audience="residents", about=RENT, say_more_by=START_AT + DAY)
    clock = the("promise", told(a_council(), made), START_AT)
    assert clock.sentence.startswith("A promise to residents about Rent is due by ")


def test_an_open_promise_is_due_by_its_latest_date() -> None:
    made = PromiseMade(audience="staff", earliest=START_AT + DAY, latest=START_AT + 3 * DAY)
    council = told(a_council(), made)
    clock = the("promise", council, START_AT + 4 * DAY)
    assert (clock.due_at, clock.is_over) == (START_AT + 3 * DAY, True)
    council = told(council, PromiseEnded(promise=clock.about, how="kept"))
    assert of("promise", council) == []


def test_a_lowering_is_due_for_review() -> None:
    low = LevelLowered(cell=RENT, level=Level.STOPPED, reason=a_note(), review_at=START_AT + DAY)
    council = told(a_council(), low)
    assert the("level-review", council, START_AT + 2 * DAY).is_over
    assert of("level-review", told(council, LoweringLifted(cell=RENT))) == []


def test_a_watch_runs_from_reconnection_and_stays_while_the_subject_is_silent() -> None:
    council = an_incident(isolated(), cleaned(), reconnected())
    assert the("watch", council).due_at == START_AT + 14 * DAY
    assert of("watch", council, START_AT + 15 * DAY) == []
    silent = told(council, HeartbeatMissed(subject=LEDGER, since=START_AT + DAY))
    assert the("watch", silent, START_AT + 15 * DAY).is_over
    assert of("watch", told(council, isolated(round_=2))) == []


def test_a_watch_after_a_clock_ran_ahead_ends_no_later_than_it_should() -> None:
    ahead = START_AT + 300 * DAY
    council = told(an_incident(isolated(), cleaned()), reconnected(), at=ahead)
    assert the("watch", council, ahead).due_at == ahead + 14 * DAY
    council = told(council, ClockSteppedBack(from_=ahead, to=START_AT + HOUR), at=START_AT + HOUR)
    assert the("watch", council, START_AT + HOUR).due_at <= START_AT + HOUR + 14 * DAY


def test_the_second_signature_under_a_break_glass_is_due() -> None:
    glass = GlassBroken(
        subject=LEDGER, round=1, service="svc-rent", reason=a_note(), digest="0" * 64
    )
    council = told(an_incident(isolated(), cleaned()), glass)
    assert of("break-glass", council) == []
    council = told(council, reconnected())
    clock = the("break-glass", council, START_AT + 25 * HOUR)
    assert (clock.about, clock.due_at, clock.is_over) == (LEDGER, START_AT + 24 * HOUR, True)


def test_a_degraded_acceptance_runs_out_while_its_need_is_away() -> None:
    rows = added(a_system("sys-maps"), an_edge(LEDGER, MAPS))
    council = an_incident(*rows, never_cut(), accepted_without(MAPS, until=START_AT + DAY))
    clock = the("degraded", council, START_AT + 2 * DAY)
    assert (clock.due_at, clock.is_over) == (START_AT + DAY, True)
    renewed = told(council, accepted_without(MAPS, until=START_AT + 9 * DAY))
    assert the("degraded", renewed).due_at == START_AT + 9 * DAY
    assert of("degraded", told(council, never_cut(MAPS))) == []


def test_local_logging_is_enough_for_a_while_only() -> None:
    local = MonitoringAttached(subject=LEDGER, where="local")
    council = an_incident(never_cut(), local)
    assert the("local-logging", council).due_at == START_AT + 14 * DAY
    central = MonitoringAttached(subject=LEDGER)
    assert of("local-logging", told(council, central)) == []


def test_what_a_never_cut_subject_has_not_shown_is_due() -> None:
    item = ChecklistItem("monitored", START_AT + 7 * DAY)
    council = an_incident(NeverCutDeclared(subject=LEDGER, reason=a_note(), checklist=(item,)))
    assert the("checklist", council).due_at == START_AT + 7 * DAY
    shown = told(council, MonitoringAttached(subject=LEDGER))
    assert of("checklist", shown) == []


def test_the_clock_that_is_due_next_comes_first() -> None:
    raised = DemandRaised(subject=LEDGER, cause="finding", because=1, minutes=60)
    council = an_incident(NextUpdateDue(due_at=START_AT + DAY), never_cut(), raised)
    assert [clock.code for clock in clocks(council, START_AT)] == ["demand", "next-update"]
