"""Phases: forward on written exit conditions only, one step at a time; back with a reason."""

import pytest

from reinstate.core.incident import condition, phase
from reinstate.core.incident.condition import MeetCondition
from reinstate.core.incident.conditions import CONDITIONS, exit_blockers
from reinstate.core.incident.conditions_subjects import all_connected
from reinstate.core.incident.phase import EnterPhase
from reinstate.core.journal.events.facts import CredentialsReset, FindingRaised, RouteChosen
from reinstate.core.journal.events.incident import (
    ConditionMet,
    MilestoneReached,
    Phase,
    PhaseEntered,
)
from reinstate.core.journal.events.service import (
    BacklogCounted,
    ServiceOpened,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.journal.events.zones import ChecklistItem, NeverCutDeclared
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.system import Route
from tests.core.incident.builders import in_contain, in_investigate, in_learn, in_restore, met
from tests.core.levels.builders import (
    DAY,
    LEDGER,
    MAPS,
    RENT,
    START_AT,
    a_backlog,
    a_council,
    a_note,
    a_system,
    accepted_without,
    added,
    an_edge,
    an_incident,
    asking,
    cleaned,
    codes,
    isolated,
    reconnected,
    refusal,
    told,
)


def held(council: Council, of: Phase, days: int = 0) -> list[str]:
    """Return the codes of what holds the exit of a phase."""
    return codes(exit_blockers(council, of, START_AT + days * DAY))


def test_every_phase_of_an_incident_has_written_conditions() -> None:
    assert set(CONDITIONS) == set(Phase)
    assert [of for of, conditions in CONDITIONS.items() if not conditions] == [Phase.READY]
    for conditions in CONDITIONS.values():
        assert all(one.check is not None or one.is_judged for one in conditions)


@pytest.mark.parametrize(
    ("council", "following"),
    [
        (in_contain(), Phase.INVESTIGATE),
        (in_investigate(), Phase.CLEAN),
        (told(in_investigate(), PhaseEntered(phase=Phase.CLEAN)), Phase.RESTORE),
        (in_restore(), Phase.CATCH_UP),
        (told(in_restore(), PhaseEntered(phase=Phase.CATCH_UP)), Phase.LEARN),
    ],
)
def test_a_phase_is_left_when_all_its_conditions_hold(council: Council, following: Phase) -> None:
    events = phase.decide(council, EnterPhase(following), asking())
    assert events == (PhaseEntered(phase=following),)


def test_a_phase_is_held_by_every_condition_at_once() -> None:
    found = refusal(phase.decide, an_incident(), EnterPhase(Phase.INVESTIGATE), asking())
    assert codes(found) == ["zones-known", "authority-told"]
    assert found[0].need == f"reinstate isolate {LEDGER}"


def test_no_phase_is_skipped() -> None:
    found = refusal(phase.decide, in_contain(), EnterPhase(Phase.RESTORE), asking())
    assert codes(found) == ["one-step"]
    assert found[0].need == "reinstate incident phase investigate"


def test_going_back_is_always_possible_and_takes_a_reason() -> None:
    council = told(in_learn(), isolated(round_=2))
    command = EnterPhase(Phase.CONTAIN)
    assert codes(refusal(phase.decide, council, command, asking())) == ["no-reason"]
    events = phase.decide(council, EnterPhase(Phase.CONTAIN, a_note("again")), asking())
    assert events == (
        PhaseEntered(phase=Phase.CONTAIN),
        MilestoneReached(note=a_note("again")),
    )


def test_the_same_phase_and_ready_are_not_entered() -> None:
    council, who = in_contain(), asking()
    same = refusal(phase.decide, council, EnterPhase(Phase.CONTAIN), who)
    ready = refusal(phase.decide, council, EnterPhase(Phase.READY), who)
    none = refusal(phase.decide, a_council(), EnterPhase(Phase.INVESTIGATE), who)
    assert codes((*same, *ready, *none)) == ["same-phase", "ready-by-closing", "no-incident"]


def test_contain_ends_without_a_clock_when_a_person_says_that_no_authority_is_due() -> None:
    council = an_incident(isolated())
    assert held(council, Phase.CONTAIN) == ["authority-told"]
    assert held(told(council, met(Phase.CONTAIN, "authority-told")), Phase.CONTAIN) == []


def test_an_overdue_checklist_holds_each_early_phase_and_an_open_one_holds_clean() -> None:
    item = ChecklistItem("monitored", START_AT + DAY)
    council = an_incident(
        NeverCutDeclared(subject=LEDGER, reason=a_note(), checklist=(item,)),
        met(Phase.CONTAIN, "authority-told"),
        met(Phase.INVESTIGATE, "entry-point-known"),
    )
    assert held(council, Phase.CONTAIN) == []
    assert held(council, Phase.CONTAIN, days=2) == ["checklists-in-time"]
    assert "checklists-in-time" in held(council, Phase.INVESTIGATE, days=2)
    assert held(council, Phase.CLEAN) == ["checklists-done"]


def test_investigate_is_held_until_the_first_entry_is_bounded_and_the_way_in_known() -> None:
    assert held(in_contain(), Phase.INVESTIGATE) == ["first-entry-bounded", "entry-point-known"]


def test_clean_is_held_by_findings_and_by_what_left_isolation_unchecked() -> None:
    found = FindingRaised(subjects=(LEDGER,), note=a_note())
    assert held(told(in_investigate(), found), Phase.CLEAN) == ["findings-closed"]
    council = told(in_investigate(), cleaned())
    assert held(council, Phase.CLEAN) == ["checked-and-reset", "checked-and-reset"]
    reset = CredentialsReset(
        subject=LEDGER, round=1, done_by=("p-ben",), are_recovery_accounts_checked=True
    )
    assert held(told(council, reset), Phase.CLEAN) == ["checked-and-reset"]


def test_restore_is_held_by_every_subject_that_is_not_back() -> None:
    council = told(in_restore(), *added(a_system("sys-maps")))
    assert held(council, Phase.RESTORE) == ["all-connected"]
    [found] = all_connected(council, START_AT)
    assert found.sentence == f"Not connected yet: {name_of(council, MAPS)}."
    retired = RouteChosen(subject=MAPS, round=1, route=Route.RETIRE)
    assert held(told(council, isolated(MAPS), retired), Phase.RESTORE) == []


def test_restore_goes_on_without_a_need_that_everybody_accepts_as_missing() -> None:
    rows = added(a_system("sys-maps"), an_edge(LEDGER, MAPS))
    accepted = accepted_without(MAPS, round_=1)
    council = told(in_restore(), *rows, isolated(MAPS), accepted)
    council = told(council, ServiceOpened(cell=RENT, level=Level.PARTLY_WORKING))
    assert held(council, Phase.RESTORE) == []
    assert held(council, Phase.RESTORE, days=11) == ["all-connected"]
    needed_by_a_service = told(council, *added(an_edge("service:svc-rent", MAPS)))
    assert held(needed_by_a_service, Phase.RESTORE) == ["all-connected"]


def test_restore_is_held_by_services_that_wait_for_their_owner() -> None:
    council = told(in_restore(), isolated(round_=2))
    council = told(council, cleaned(round_=2), reconnected(round_=2))
    [blocker] = exit_blockers(council, Phase.RESTORE, START_AT)
    assert (blocker.code, blocker.need) == ("services-opened", f"reinstate open {RENT} normal")


def test_catch_up_is_held_by_backlogs_and_workarounds() -> None:
    council = told(in_restore(), *added(a_backlog()), WorkaroundStarted(cell=RENT, how=a_note()))
    id_ = council.cells[RENT].workarounds[0].id
    assert held(council, Phase.CATCH_UP) == ["backlogs-worked-off", "workarounds-reconciled"]
    council = told(council, BacklogCounted(backlog="letters", count=11))
    assert held(council, Phase.CATCH_UP) == ["backlogs-worked-off", "workarounds-reconciled"]
    council = told(council, BacklogCounted(backlog="letters", count=10))
    council = told(council, WorkaroundEnded(workaround=id_))
    assert held(council, Phase.CATCH_UP) == ["workarounds-reconciled"]
    council = told(council, WorkaroundReconciled(workaround=id_, records=3))
    assert held(council, Phase.CATCH_UP) == ["services-opened"]


def test_nobodys_word_stands_in_for_what_is_derived() -> None:
    council = told(an_incident(), met(Phase.CONTAIN, "zones-known"))
    assert "zones-known" in held(council, Phase.CONTAIN)


def test_a_person_meets_only_what_a_person_can_judge() -> None:
    council, who = in_contain(), asking()
    events = condition.decide(council, MeetCondition("plans-changed", a_note()), who)
    assert events == (ConditionMet(phase=Phase.LEARN, condition="plans-changed", note=a_note()),)
    derived = refusal(condition.decide, council, MeetCondition("zones-known", a_note()), who)
    misspelt = refusal(condition.decide, council, MeetCondition("plan-changed", a_note()), who)
    again = refusal(
        condition.decide, told(council, *events), MeetCondition("plans-changed", a_note()), who
    )
    assert codes((*derived, *misspelt, *again)) == [
        "not-judged",
        "condition-unknown",
        "already-met",
    ]
    assert "plans-changed" in misspelt[0].sentence
    nowhere = refusal(condition.decide, a_council(), MeetCondition("plans-changed", a_note()), who)
    assert codes(nowhere) == ["no-incident"]
