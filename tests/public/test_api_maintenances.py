"""Returns for machines: one for each service and cell in an incident, whatever becomes of it."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final, Literal, get_args

import pytest

from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.notices import PromiseEnded, PromiseMade
from reinstate.core.state.words import PromiseState
from reinstate.core.terms.level import Level
from reinstate.operations.public_facts import next_moment
from reinstate.public.maintenances import status
from reinstate.public.words import machine_moment
from tests.public.builders import (
    BINS,
    RENT,
    RENT_WEB,
    WEBSITE,
    Story,
    an_attack,
    isolated,
    opening,
    reconnected,
)
from tests.public.machines import api, component
from tests.public.sites import a_promise

ABOUT: Final = f"service:{BINS}"
BEFORE, IN_RANGE = False, True

Ended = Literal["kept", "broken", "replaced", "withdrawn"]

OPEN: Final = {
    (BEFORE, Level.NORMAL): "completed",
    (BEFORE, Level.PARTLY_WORKING): "scheduled",
    (BEFORE, Level.BY_HAND): "scheduled",
    (BEFORE, Level.STOPPED): "scheduled",
    (BEFORE, Level.UNKNOWN): "scheduled",
    (IN_RANGE, Level.NORMAL): "completed",
    (IN_RANGE, Level.PARTLY_WORKING): "verifying",
    (IN_RANGE, Level.BY_HAND): "in_progress",
    (IN_RANGE, Level.STOPPED): "in_progress",
    (IN_RANGE, Level.UNKNOWN): "in_progress",
}
"""The status of a return whose promise stands: decided once."""


def bins_off() -> Story:
    """Return the attack with bins off as well."""
    story = an_attack()
    story.says(isolated(WEBSITE))
    return story


def promised(story: Story, days: int = 2, about: str = ABOUT) -> tuple[str, PromiseMade]:
    """Promise a range that begins after some days and lasts four."""
    made = a_promise(story, about=about, days=days)
    return story.says(made), made


def ends(story: Story, promise: str, how: Ended) -> None:
    """Say how a promise ended."""
    story.says(PromiseEnded(promise=promise, how=how))


def listed(story: Story, at: datetime | None = None) -> Any:
    """Return all returns, newest first."""
    return api(story, at)["scheduled-maintenances"]["scheduled_maintenances"]


def only(story: Story, at: datetime | None = None) -> Any:
    """Return the one return."""
    [found] = listed(story, at)
    return found


def told(one: Any) -> list[tuple[str, str]]:
    """Return status and body of its messages, newest first."""
    return [(update["status"], update["body"]) for update in one["incident_updates"]]


def moment(at: datetime | None) -> datetime:
    """Return a moment that is there."""
    assert at is not None
    return at


@pytest.mark.parametrize(
    ("state", "has_begun", "level"),
    [*product(get_args(PromiseState), (BEFORE, IN_RANGE), Level)],
)
def test_the_status_of_a_return_is_decided_by_a_table(
    state: PromiseState, level: Level, *, has_begun: bool
) -> None:
    expected = OPEN[(has_begun, level)] if state == "open" else "completed"
    assert status(state, has_begun=has_begun, level=level) == expected


def test_a_range_that_was_promised_is_a_booking() -> None:
    story = bins_off()
    _, made = promised(story)
    found = only(story)
    assert (found["name"], found["impact"]) == ("Expected back: Bins and recycling", "maintenance")
    assert found["scheduled_for"] == machine_moment(moment(made.earliest))
    assert found["scheduled_until"] == machine_moment(moment(made.latest))
    assert found["created_at"] == machine_moment(story.at)
    assert found["components"] == [component(story, "Bins and recycling")]
    assert api(story)["scheduled-maintenances/upcoming"]["scheduled_maintenances"] == [found]
    assert api(story)["summary"]["scheduled_maintenances"] == [found]


def test_a_promise_without_a_range_books_nothing() -> None:
    story = bins_off()
    story.says(
        PromiseMade(audience="residents", about=ABOUT, say_more_by=story.at + timedelta(days=1))
    )
    assert listed(story) == []


def test_a_range_that_moves_is_told_in_the_same_booking() -> None:
    story = bins_off()
    first, _ = promised(story)
    before = only(story)
    ends(story, first, "replaced")
    _, made = promised(story, days=20)
    after = only(story)
    assert (after["id"], after["created_at"]) == (before["id"], before["created_at"])
    assert after["scheduled_for"] == machine_moment(moment(made.earliest))
    assert after["updated_at"] == machine_moment(story.at)
    assert [one[0] for one in told(after)] == ["scheduled", "completed", "scheduled"]
    assert after["incident_updates"][-1] == before["incident_updates"][0]


def test_a_range_that_gave_way_to_another_is_told_once() -> None:
    story = bins_off()
    first, _ = promised(story)
    promised(story, days=20)
    ends(story, first, "replaced")
    assert [one[0] for one in told(only(story))] == ["scheduled", "scheduled"]
    assert only(story)["status"] == "scheduled"


def test_a_range_that_began_is_in_progress_and_late_once_it_passed() -> None:
    story = bins_off()
    _, made = promised(story)
    begun = only(story, moment(made.earliest))
    assert (begun["status"], begun["updated_at"]) == (
        "in_progress",
        machine_moment(moment(made.earliest)),
    )
    late = only(story, moment(made.latest) + timedelta(minutes=1))
    assert (late["status"], late["id"]) == ("in_progress", begun["id"])
    assert told(late)[0][1] == "The time that we gave has passed. We are late."
    assert late["updated_at"] == machine_moment(moment(made.latest))
    page = api(story, moment(made.earliest))["status"]["page"]
    assert page["updated_at"] == machine_moment(moment(made.earliest))
    assert late["incident_updates"][1:] == begun["incident_updates"]
    active = api(story, moment(made.latest))["scheduled-maintenances/active"]
    assert [one["id"] for one in active["scheduled_maintenances"]] == [begun["id"]]


def test_the_site_is_published_again_when_a_range_begins_and_when_it_passes() -> None:
    story = bins_off()
    _, made = promised(story)
    history = story.history()
    assert next_moment(history, story.at) == made.earliest
    assert next_moment(history, moment(made.earliest) + timedelta(minutes=1)) == made.latest


def test_a_range_that_ended_before_it_began_never_began() -> None:
    story = bins_off()
    promise, made = promised(story)
    ends(story, promise, "withdrawn")
    assert [one[0] for one in told(only(story, moment(made.latest)))] == ["completed", "scheduled"]


def test_a_service_that_works_again_ends_it_whoever_forgot_to_say_so() -> None:
    story = bins_off()
    promised(story)
    story.says(reconnected(WEBSITE))
    story.says(opening(f"cell:{BINS}/all/all"))
    found = only(story)
    assert (found["status"], found["resolved_at"]) == ("completed", machine_moment(story.at))
    assert told(found)[0] == ("completed", "It works as usual again.")
    assert api(story)["summary"]["scheduled_maintenances"] == []


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("kept", "It is back, as we said."),
        ("broken", "We did not keep this date."),
        ("withdrawn", "We took this date back."),
        ("replaced", "This date no longer stands."),
    ],
)
def test_however_a_promise_ends_the_booking_is_over_and_says_how(how: Ended, words: str) -> None:
    story = bins_off()
    promise, _ = promised(story)
    ends(story, promise, how)
    found = only(story)
    assert (found["status"], found["resolved_at"]) == ("completed", machine_moment(story.at))
    assert told(found)[0] == ("completed", words)
    assert found["reinstate"]["state"] == how


def test_a_new_range_after_a_broken_one_opens_the_same_booking_again() -> None:
    story = bins_off()
    promise, _ = promised(story)
    ends(story, promise, "broken")
    before = only(story)
    promised(story, days=9)
    after = only(story)
    assert (after["id"], after["status"], after["resolved_at"]) == (
        before["id"],
        "scheduled",
        None,
    )
    assert after["incident_updates"][1:] == before["incident_updates"]


def test_a_service_a_cell_of_it_and_all_have_a_booking_each() -> None:
    story = an_attack()
    promised(story, about=f"service:{RENT}")
    promised(story, about=RENT_WEB)
    story.says(a_promise(story, days=3))
    names = [one["name"] for one in listed(story)]
    assert names == [
        "Expected back: all services",
        "Expected back: Housing rent (Online, garages)",
        "Expected back: Housing rent",
    ]
    assert len({one["id"] for one in listed(story)}) == 3
    assert listed(story)[0]["reinstate"]["component"] is None


def test_a_range_for_everything_names_all_services_in_its_message() -> None:
    story = bins_off()
    story.says(a_promise(story, about=None, days=2))
    body = only(story)["incident_updates"][-1]["body"]
    assert body.startswith("We expect all services back between 4 November 2026 and")


def test_the_next_incident_books_anew() -> None:
    story = bins_off()
    promise, _ = promised(story)
    ends(story, promise, "kept")
    first = only(story)["id"]
    story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))
    story.says(IncidentDeclared(note=story.note("Again.")))
    promised(story)
    newest, older = listed(story)
    assert newest["id"] != older["id"] == first


def test_only_the_fifty_newest_are_listed_and_all_that_are_to_come() -> None:
    story = bins_off()

    for _ in range(51):
        story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))
        story.says(IncidentDeclared(note=story.note("Again.")))
        promised(story)
    found = api(story)
    assert len(found["scheduled-maintenances"]["scheduled_maintenances"]) == 50
    assert len(found["scheduled-maintenances/upcoming"]["scheduled_maintenances"]) == 51
