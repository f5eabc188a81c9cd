"""What residents read: the least of derived, opened and lowered."""

import pytest

from reinstate.core.journal.events.register import CellsDivided
from reinstate.core.journal.events.service import LevelLowered, LoweringLifted, ServiceOpened
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.publish import (
    common,
    counts,
    service_level,
    service_levels,
    standing,
    standings,
)
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    DAY,
    RENT,
    START_AT,
    a_council,
    a_note,
    added,
    an_incident,
    isolated,
    never_cut,
    told,
)

WEB, PHONE = "cell:svc-rent/web/all", "cell:svc-rent/phone/all"


def lowered(level: Level = Level.STOPPED) -> LevelLowered:
    """Return that a person lowered the rent service, to be reviewed in two days."""
    return LevelLowered(cell=RENT, level=level, reason=a_note(), review_at=START_AT + 2 * DAY)


def test_before_any_incident_opening_is_unlimited() -> None:
    now = standing(a_council(), RENT, START_AT)
    assert (now.opened, now.published, now.reasons) == (Level.NORMAL, Level.NORMAL, ())


def test_what_is_back_waits_for_its_owner() -> None:
    back = told(an_incident(isolated()), never_cut())
    now = standing(back, RENT, START_AT)
    assert now.derived.level is Level.NORMAL
    assert now.published is Level.STOPPED
    assert [(reason.code, reason.need) for reason in now.reasons] == [
        ("not-opened", f"reinstate open {RENT} normal")
    ]


def test_an_owner_can_open_less_than_everything() -> None:
    back = told(an_incident(), never_cut())
    opened = told(back, ServiceOpened(cell=RENT, level=Level.PARTLY_WORKING))
    assert standing(opened, RENT, START_AT).published is Level.PARTLY_WORKING


def test_a_person_can_lower_a_level_and_lift_that_again() -> None:
    council = told(a_council(), lowered())
    now = standing(council, RENT, START_AT)
    assert (now.published, now.reasons[0].code) == (Level.STOPPED, "lowered")
    lifted = told(council, LoweringLifted(cell=RENT))
    assert standing(lifted, RENT, START_AT).published is Level.NORMAL


def test_a_lowering_past_its_review_still_holds_and_says_so() -> None:
    now = standing(told(a_council(), lowered()), RENT, START_AT + 3 * DAY)
    assert now.published is Level.STOPPED
    assert now.reasons[0].code == "lowered-review-overdue"
    assert "4 March 2026" in now.reasons[0].sentence


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([Level.NORMAL, Level.NORMAL], Level.NORMAL),
        ([Level.BY_HAND, Level.BY_HAND], Level.BY_HAND),
        ([Level.NORMAL, Level.UNKNOWN], Level.PARTLY_WORKING),
        ([Level.PARTLY_WORKING, Level.STOPPED], Level.PARTLY_WORKING),
        ([Level.BY_HAND, Level.STOPPED], Level.BY_HAND),
        ([Level.BY_HAND, Level.UNKNOWN], Level.BY_HAND),
        ([Level.STOPPED, Level.UNKNOWN], Level.UNKNOWN),
        ([], Level.UNKNOWN),
    ],
)
def test_a_service_has_the_level_its_cells_share_or_the_truth_between(
    levels: list[Level], expected: Level
) -> None:
    assert common(levels) is expected


def test_a_service_is_limited_while_one_of_its_cells_is_not_back() -> None:
    council = told(an_incident(), never_cut())
    council = told(council, CellsDivided(service="svc-rent", cells=(WEB, PHONE)))
    council = told(council, ServiceOpened(cell=PHONE, level=Level.NORMAL))
    assert service_level(council, "svc-rent", START_AT) is Level.PARTLY_WORKING
    assert [now.published for now in standings(council, START_AT).values()] == [
        Level.UNKNOWN,
        Level.NORMAL,
    ]


def test_services_are_counted_by_level() -> None:
    council = a_council(*added(ServiceRow(id="svc-parks")))
    assert service_levels(council, START_AT) == {
        "svc-parks": Level.UNKNOWN,
        "svc-rent": Level.NORMAL,
    }
    assert list(counts(council, START_AT).values()) == [1, 0, 0, 0, 1]
