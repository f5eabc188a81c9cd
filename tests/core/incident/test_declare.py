"""Declaring an incident, and the verbs that tell its story."""

import pytest

from reinstate.core.incident import (
    decision,
    declare,
    first_entry,
    milestone,
    next_update,
    root_cause,
)
from reinstate.core.incident.decision import TakeDecision
from reinstate.core.incident.declare import Declare
from reinstate.core.incident.first_entry import BoundFirstEntry
from reinstate.core.incident.milestone import RecordMilestone
from reinstate.core.incident.next_update import SetNextUpdate
from reinstate.core.incident.root_cause import RemediateRootCause
from reinstate.core.journal.events.incident import (
    DecisionTaken,
    FirstEntryBounded,
    IncidentDeclared,
    MilestoneReached,
    NextUpdateDue,
    RootCauseRemediated,
)
from reinstate.core.terms.moment import Moment, exactly
from tests.core.levels.builders import (
    DAY,
    HOUR,
    START_AT,
    a_council,
    a_note,
    an_incident,
    asking,
    codes,
    refusal,
)

YESTERDAY, TOMORROW = START_AT - DAY, START_AT + DAY


def test_an_incident_is_declared_once() -> None:
    command = Declare(a_note("attack"), exactly(YESTERDAY))
    events = declare.decide(a_council(), command, asking())
    assert events == (IncidentDeclared(note=a_note("attack"), noticed=exactly(YESTERDAY)),)
    found = refusal(declare.decide, an_incident(), command, asking())
    assert codes(found) == ["incident-open"]
    assert found[0].need == "reinstate incident close --report FILE"


def test_nothing_is_noticed_in_the_future() -> None:
    command = Declare(a_note(), exactly(TOMORROW))
    assert codes(refusal(declare.decide, a_council(), command, asking())) == ["in-the-future"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (Moment(), ["no-moment"]),
        (exactly(TOMORROW), ["in-the-future"]),
        (Moment(earliest=YESTERDAY, latest=TOMORROW), ["in-the-future"]),
        (Moment(earliest=START_AT, latest=YESTERDAY), ["ends-before-it-starts"]),
    ],
)
def test_a_first_entry_lies_in_the_past_and_in_order(moment: Moment, expected: list[str]) -> None:
    found = refusal(first_entry.decide, an_incident(), BoundFirstEntry(moment), asking())
    assert codes(found) == expected


@pytest.mark.parametrize(
    "moment",
    [exactly(YESTERDAY), Moment(earliest=YESTERDAY), Moment(latest=START_AT)],
)
def test_a_first_entry_may_be_bounded_on_one_side(moment: Moment) -> None:
    events = first_entry.decide(an_incident(), BoundFirstEntry(moment), asking())
    assert events == (FirstEntryBounded(moment=moment),)


def test_a_milestone_and_a_decision_are_told_with_or_without_an_incident() -> None:
    told = milestone.decide(a_council(), RecordMilestone(a_note("tested")), asking())
    assert told == (MilestoneReached(note=a_note("tested")),)
    later = RecordMilestone(a_note(), exactly(TOMORROW))
    assert codes(refusal(milestone.decide, a_council(), later, asking())) == ["in-the-future"]
    options = (a_note("pay"), a_note("do not pay"))
    command = TakeDecision(a_note("ransom"), options, 1, a_note("R29"))
    assert decision.decide(a_council(), command, asking()) == (
        DecisionTaken(title=a_note("ransom"), options=options, choice=1, reasons=a_note("R29")),
    )


@pytest.mark.parametrize(
    ("count", "choice", "expected"),
    [
        (1, 0, ["too-few-options"]),
        (2, 2, ["choice-out-of-range"]),
        (2, -1, ["choice-out-of-range"]),
        (0, 0, ["too-few-options", "choice-out-of-range"]),
    ],
)
def test_a_decision_has_two_options_and_chooses_one_of_them(
    count: int, choice: int, expected: list[str]
) -> None:
    command = TakeDecision(a_note(), (a_note(),) * count, choice, a_note())
    assert codes(refusal(decision.decide, a_council(), command, asking())) == expected


def test_the_next_update_is_to_come() -> None:
    events = next_update.decide(an_incident(), SetNextUpdate(TOMORROW), asking())
    assert events == (NextUpdateDue(due_at=TOMORROW),)
    found = refusal(next_update.decide, an_incident(), SetNextUpdate(START_AT), asking())
    assert codes(found) == ["in-the-past"]


def test_what_only_an_incident_has_is_refused_without_one() -> None:
    council, who = a_council(), asking()
    bound = BoundFirstEntry(exactly(YESTERDAY))
    assert codes(refusal(first_entry.decide, council, bound, who)) == ["no-incident"]
    update = SetNextUpdate(START_AT + HOUR)
    assert codes(refusal(next_update.decide, council, update, who)) == ["no-incident"]
    cause = RemediateRootCause(a_note())
    assert codes(refusal(root_cause.decide, council, cause, who)) == ["no-incident"]


def test_the_root_cause_is_remediated_in_words() -> None:
    events = root_cause.decide(an_incident(), RemediateRootCause(a_note("vpn")), asking())
    assert events == (RootCauseRemediated(note=a_note("vpn")),)
