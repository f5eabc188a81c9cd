"""The commands about work done meanwhile: workarounds and counts of backlogs."""

import pytest

from reinstate.core.journal.events.service import (
    BacklogCounted,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.levels import (
    backlog_count,
    workaround_end,
    workaround_reconcile,
    workaround_start,
)
from reinstate.core.levels.backlog_count import CountBacklog
from reinstate.core.levels.workaround_end import EndWorkaround
from reinstate.core.levels.workaround_reconcile import ReconcileWorkaround
from reinstate.core.levels.workaround_start import StartWorkaround
from reinstate.core.state.council import Council
from tests.core.levels.builders import (
    RENT,
    a_backlog,
    a_council,
    a_note,
    added,
    an_incident,
    asking,
    codes,
    isolated,
    refusal,
    told,
)


def by_hand(*, makes_records: bool = True) -> tuple[Council, str]:
    """Return a council that serves rent by hand, and the workaround's id."""
    started = WorkaroundStarted(cell=RENT, how=a_note("paper"), makes_records=makes_records)
    council = told(an_incident(isolated()), started)
    return council, council.cells[RENT].workarounds[0].id


def test_a_workaround_starts_in_every_cell_of_a_service() -> None:
    command = StartWorkaround("service:svc-rent", a_note("paper"))
    [event] = workaround_start.decide(a_council(), command, asking())
    assert event == WorkaroundStarted(cell=RENT, how=a_note("paper"), makes_records=True)


def test_a_workaround_needs_a_cell() -> None:
    command = StartWorkaround("cell:svc-rent/web/all", a_note())
    found = refusal(workaround_start.decide, a_council(), command, asking())
    assert codes(found) == ["cell-unknown"]


def test_a_workaround_ends_once() -> None:
    council, id_ = by_hand()
    events = workaround_end.decide(council, EndWorkaround(id_), asking())
    assert events == (WorkaroundEnded(workaround=id_),)
    found = refusal(workaround_end.decide, told(council, *events), EndWorkaround(id_), asking())
    assert codes(found) == ["already-ended"]


def test_records_are_reconciled_after_the_workaround_has_ended() -> None:
    council, id_ = by_hand()
    command = ReconcileWorkaround(id_, 41)
    found = refusal(workaround_reconcile.decide, council, command, asking())
    assert codes(found) == ["still-running"]
    assert found[0].need == f"reinstate workaround end {id_}"
    ended = told(council, WorkaroundEnded(workaround=id_))
    events = workaround_reconcile.decide(ended, command, asking())
    assert events == (WorkaroundReconciled(workaround=id_, records=41),)
    again = refusal(workaround_reconcile.decide, told(ended, *events), command, asking())
    assert codes(again) == ["already-reconciled"]


def test_everything_wrong_with_a_reconciliation_is_said_at_once() -> None:
    council, id_ = by_hand(makes_records=False)
    command = ReconcileWorkaround(id_, -1)
    found = refusal(workaround_reconcile.decide, council, command, asking())
    assert codes(found) == ["still-running", "no-records", "count-negative"]


def test_a_workaround_nobody_started_is_unknown() -> None:
    end = refusal(workaround_end.decide, a_council(), EndWorkaround("c9.0"), asking())
    command = ReconcileWorkaround("c9.0", 1)
    reconcile = refusal(workaround_reconcile.decide, a_council(), command, asking())
    assert codes(end) == codes(reconcile) == ["workaround-unknown"]


def test_a_backlog_is_counted() -> None:
    council = a_council(*added(a_backlog()))
    events = backlog_count.decide(council, CountBacklog("letters", 0), asking())
    assert events == (BacklogCounted(backlog="letters", count=0),)


@pytest.mark.parametrize(
    ("backlog", "count", "expected"),
    [
        ("letters", -1, ["count-negative"]),
        ("leters", 5, ["backlog-unknown"]),
        ("leters", -5, ["backlog-unknown", "count-negative"]),
    ],
)
def test_a_count_is_of_a_known_backlog_and_never_negative(
    backlog: str, count: int, expected: list[str]
) -> None:
    council = a_council(*added(a_backlog()))
    found = refusal(backlog_count.decide, council, CountBacklog(backlog, count), asking())
    assert codes(found) == expected
    if backlog == "leters":
        assert "Nearest: letters." in found[0].sentence
