"""Lowering: a person says that it is worse than it looks; lifting ends that."""

from datetime import datetime

from reinstate.core.journal.events.service import LevelLowered, LoweringLifted
from reinstate.core.levels import lift, lower
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.lower import Lower
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    DAY,
    RENT,
    START_AT,
    a_council,
    a_note,
    an_incident,
    asking,
    codes,
    refusal,
    told,
)

REVIEW_AT = START_AT + 2 * DAY


def to(level: Level, *, cell: str = RENT, review_at: datetime = REVIEW_AT) -> Lower:
    """Return the command to lower a cell."""
    return Lower(cell, level, a_note("slow"), review_at)


def test_a_person_lowers_a_level_with_a_reason_and_a_review() -> None:
    [event] = lower.decide(a_council(), to(Level.STOPPED), asking())
    assert event == LevelLowered(
        cell=RENT, level=Level.STOPPED, reason=a_note("slow"), review_at=REVIEW_AT
    )


def test_a_person_can_never_raise_a_level_by_lowering() -> None:
    stopped = told(a_council(), *lower.decide(a_council(), to(Level.STOPPED), asking()))
    assert codes(refusal(lower.decide, stopped, to(Level.BY_HAND), asking())) == ["not-lower"]
    unknown = an_incident()
    assert codes(refusal(lower.decide, unknown, to(Level.NORMAL), asking())) == ["not-lower"]


def test_a_lowering_can_be_put_off_to_a_later_review() -> None:
    stopped = told(a_council(), *lower.decide(a_council(), to(Level.STOPPED), asking()))
    renewed = lower.decide(stopped, to(Level.STOPPED, review_at=REVIEW_AT + DAY), asking())
    assert len(renewed) == 1


def test_everything_wrong_with_a_lowering_is_said_at_once() -> None:
    command = to(Level.NORMAL, review_at=START_AT)
    found = refusal(lower.decide, a_council(), command, asking())
    assert codes(found) == ["review-in-the-past", "not-lower"]


def test_an_unknown_cell_cannot_be_lowered_or_lifted() -> None:
    council, nobody = a_council(), "cell:svc-nobody/all/all"
    low = refusal(lower.decide, council, to(Level.STOPPED, cell=nobody), asking())
    assert codes(low) == ["cell-unknown"]
    assert codes(refusal(lift.decide, council, Lift(nobody), asking())) == ["cell-unknown"]


def test_a_lowering_is_lifted_once() -> None:
    stopped = told(a_council(), *lower.decide(a_council(), to(Level.STOPPED), asking()))
    events = lift.decide(stopped, Lift("service:svc-rent"), asking())
    assert events == (LoweringLifted(cell=RENT),)
    lifted = told(stopped, *events)
    assert codes(refusal(lift.decide, lifted, Lift(RENT), asking())) == ["not-lowered"]
