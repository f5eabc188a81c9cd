"""Promises: a range of dates, or when we say more; the book keeps how each ended."""

from datetime import datetime

import pytest

from reinstate.core.journal.events.notices import PromiseEnded, PromiseMade
from reinstate.core.notices import promise_end
from reinstate.core.notices.promise import blockers_for
from reinstate.core.notices.promise_end import EndPromise
from reinstate.core.notices.reading import book, is_overdue
from reinstate.core.state.council import Council
from tests.core.levels.builders import (
    DAY,
    START_AT,
    a_council,
    a_note,
    asking,
    codes,
    refusal,
    told,
)

SOON, LATER = START_AT + DAY, START_AT + 5 * DAY


def a_promise(
    earliest: datetime | None = SOON,
    latest: datetime | None = LATER,
    say_more_by: datetime | None = None,
    about: str | None = None,
) -> PromiseMade:
    """Return a promise to residents."""
    return PromiseMade(
        audience="residents",
        about=about,
        earliest=earliest,
        latest=latest,
        say_more_by=say_more_by,
    )


def promised(made: PromiseMade | None = None) -> tuple[Council, str]:
    """Return a council that made a promise, and the promise's id."""
    council = told(a_council(), made or a_promise())
    return council, next(iter(council.promises))


@pytest.mark.parametrize(
    "made",
    [
        a_promise(),
        a_promise(SOON, SOON),
        a_promise(None, None, SOON),
        a_promise(about="service:svc-rent"),
    ],
)
def test_a_promise_is_a_range_to_come_or_when_we_say_more(made: PromiseMade) -> None:
    assert blockers_for(a_council(), made, asking()) == ()


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (a_promise(None, None), ["no-date"]),
        (a_promise(None, LATER), ["half-a-range"]),
        (a_promise(SOON, None), ["half-a-range"]),
        (a_promise(SOON, LATER, LATER), ["range-and-more"]),
        (a_promise(LATER, SOON), ["ends-before-it-starts"]),
        (a_promise(START_AT, LATER), ["in-the-past"]),
        (a_promise(None, None, START_AT - DAY), ["in-the-past"]),
        (
            a_promise(START_AT, START_AT - DAY, about="service:nobody"),
            ["cell-unknown", "ends-before-it-starts", "in-the-past", "in-the-past"],
        ),
    ],
)
def test_an_unsound_promise_is_refused_with_every_reason(
    made: PromiseMade, expected: list[str]
) -> None:
    assert codes(blockers_for(a_council(), made, asking())) == expected


def test_a_promise_is_overdue_once_its_latest_date_has_passed() -> None:
    council, id_ = promised()
    promise = council.promises[id_]
    assert not is_overdue(promise, LATER)
    assert is_overdue(promise, LATER + DAY)
    council, id_ = promised(a_promise(None, None, SOON))
    assert is_overdue(council.promises[id_], SOON + DAY)


def test_a_promise_that_was_kept_is_never_overdue_and_stays_in_the_book() -> None:
    council, id_ = promised()
    events = promise_end.decide(council, EndPromise(id_, "kept"), asking())
    assert events == (PromiseEnded(promise=id_, how="kept"),)
    council = told(council, *events, a_promise())
    assert [promise.state for promise in book(council)] == ["kept", "open"]
    assert [promise.state for promise in book(council, "staff")] == []
    assert not is_overdue(council.promises[id_], LATER + DAY)


def test_a_promise_ends_once() -> None:
    council, id_ = promised()
    council = told(council, PromiseEnded(promise=id_, how="broken"))
    found = refusal(promise_end.decide, council, EndPromise(id_, "kept"), asking())
    assert codes(found) == ["already-ended"]


def test_an_overdue_promise_ends_as_broken_unless_somebody_explains() -> None:
    council, id_ = promised()
    late = asking(at=LATER + DAY)
    found = refusal(promise_end.decide, council, EndPromise(id_, "kept"), late)
    assert codes(found) == ["overdue-unexplained"]
    assert promise_end.decide(council, EndPromise(id_, "broken"), late)
    assert promise_end.decide(council, EndPromise(id_, "kept", a_note("on Monday")), late)


def test_a_promise_nobody_made_is_unknown() -> None:
    found = refusal(promise_end.decide, a_council(), EndPromise("c9.0", "kept"), asking())
    assert codes(found) == ["promise-unknown"]
