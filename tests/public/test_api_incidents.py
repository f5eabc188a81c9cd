"""Incidents for machines: one for each attack, told in messages that are corrected, not lost."""

from typing import Any

from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.incident import (
    IncidentClosed,
    IncidentDeclared,
    NextUpdateDue,
    Phase,
    PhaseEntered,
)
from reinstate.core.journal.events.notices import NoticeWithdrawn
from reinstate.public.message import MESSAGES_MAX
from reinstate.public.words import machine_moment
from tests.public.builders import RENT, WEBSITE, Story, a_small_council, an_attack, isolated
from tests.public.machines import api
from tests.public.sites import a_full_story, site_of

BEGAN = "Some council services are disrupted. We say here which ones work."


def incident(story: Story) -> Any:
    """Return the newest incident."""
    return api(story)["incidents"]["incidents"][0]


def message(story: Story, number: int = 0) -> Any:
    """Return a message of the newest incident, 0 being its newest."""
    return incident(story)["incident_updates"][number]


def close(story: Story) -> None:
    """Close the incident."""
    story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))


def test_an_incident_tells_the_approved_words_newest_first() -> None:
    bodies = [one["body"].split("\n")[0] for one in incident(a_full_story())["incident_updates"]]
    assert bodies == ["Garages", "Rent by post", "What happened", BEGAN]


def test_a_long_incident_tells_its_newest_messages_and_every_update_keeps_its_page() -> None:
    story = an_attack()
    for number in range(MESSAGES_MAX + 5):
        story.tells(f"Update {number}", "News.")
    titles = [one["reinstate"]["title"] for one in incident(story)["incident_updates"]]
    assert titles == [f"Update {number}" for number in range(MESSAGES_MAX + 4, 4, -1)]
    pages = [path for path in site_of(story) if path.startswith("updates/")]
    assert len(pages) == MESSAGES_MAX + 5 + len(["updates/index.html"])


def test_a_message_says_whom_it_is_about() -> None:
    about = message(a_full_story())["reinstate"]
    assert (about["component"], about["group"]) == ("9adde163dfa67565", "garages")
    assert about["title"] == "Garages"
    assert about["url"].startswith("https://status.oakbridge.example/updates/")


def test_a_phase_moves_the_incident_and_what_is_said_after_it() -> None:
    story = an_attack()
    story.tells("First", "We are looking.")
    story.says(PhaseEntered(phase=Phase.RESTORE, incident=story.council.incidents[-1].id))
    assert incident(story)["updated_at"] == machine_moment(story.at)
    story.tells("Second", "We are bringing things back.")
    assert incident(story)["status"] == "identified"
    statuses = [one["status"] for one in incident(story)["incident_updates"]]
    assert statuses == ["identified", "investigating", "investigating"]


def test_it_is_monitored_from_the_first_phase_that_only_watches() -> None:
    story = an_attack()
    id_ = story.council.incidents[-1].id
    assert incident(story)["monitoring_at"] is None
    story.says(PhaseEntered(phase=Phase.CATCH_UP, incident=id_))
    watched = machine_moment(story.at)
    story.says(PhaseEntered(phase=Phase.LEARN, incident=id_))
    assert incident(story)["monitoring_at"] == watched
    story.says(PhaseEntered(phase=Phase.CLEAN, incident=id_))
    assert incident(story)["monitoring_at"] is None


def test_a_correction_changes_the_body_and_nothing_that_others_hold_on_to() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "Pay on Monday.")
    before = message(story)
    story.tells("Rent", "Pay on Tuesday.", replaces=id_)
    after = message(story)
    same = ("id", "created_at", "display_at", "incident_id")
    assert [before[key] for key in same] == [after[key] for key in same]
    assert after["updated_at"] == machine_moment(story.at)
    assert "Pay on Tuesday." in after["body"]
    assert "Corrected on 2 November 2026" in after["body"]
    assert len(incident(story)["incident_updates"]) == 2


def test_a_second_correction_keeps_the_id_of_the_first_words() -> None:
    story = an_attack()
    first = story.tells("Rent", "Pay on Monday.")
    id_ = message(story)["id"]
    second = story.tells("Rent", "Pay on Tuesday.", replaces=first)
    story.tells("Rent", "Pay on Friday.", replaces=second)
    assert (message(story)["id"], len(incident(story)["incident_updates"])) == (id_, 2)


def test_words_that_were_taken_back_say_so_and_stay() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "Pay on Monday.")
    before = message(story)
    story.says(NoticeWithdrawn(notice=id_))
    after = message(story)
    assert after["id"] == before["id"]
    assert after["body"].startswith("Taken back: Rent\n\nWe took this back on 2 November 2026")
    assert after["updated_at"] == machine_moment(story.at)
    assert after["reinstate"]["is_withdrawn"]


def test_words_that_were_erased_leave_their_place() -> None:
    story = an_attack()
    story.tells("Rent", "Call Mrs Hale.")
    text = story.council.notices[next(iter(story.council.notices))].drafted.text
    before = message(story)["id"]
    story.says(NoteRedacted(note=text.id))
    assert message(story)["id"] == before
    assert message(story)["body"] == "Removed\n\nWe removed these words."


def test_an_incident_that_is_over_leaves_the_summary_and_stays_in_the_list() -> None:
    story = a_full_story()
    before = incident(story)["id"]
    close(story)
    found = api(story)
    assert found["summary"]["incidents"] == found["incidents/unresolved"]["incidents"] == []
    [over] = found["incidents"]["incidents"]
    assert (over["id"], over["status"]) == (before, "resolved")
    assert over["resolved_at"] == over["updated_at"] == machine_moment(story.at)
    assert over["incident_updates"][0]["body"] == "This disruption is over."


def test_an_incident_that_is_over_keeps_how_bad_it_was_and_whom_it_hit() -> None:
    story = a_full_story()
    close(story)
    over = incident(story)
    assert over["impact"] == "critical"
    assert "Housing rent" in {one["name"] for one in over["components"]}


def test_the_next_incident_is_another_with_its_own_words() -> None:
    story = an_attack()
    story.tells("First", "It began.")
    close(story)
    story.tells("After", "We are sorry.")
    story.says(IncidentDeclared(note=story.note("Again.")))
    story.tells("Second", "It began again.")
    newest, older = api(story)["incidents"]["incidents"]
    assert newest["id"] != older["id"]
    assert [one["body"].split("\n")[0] for one in newest["incident_updates"]] == ["Second", BEGAN]
    told = [(one["body"].split("\n")[0], one["status"]) for one in older["incident_updates"]]
    assert told[0] == ("After", "resolved")
    assert told[-1] == (BEGAN, "investigating")


def test_only_the_fifty_newest_are_listed() -> None:
    story = a_small_council()
    for _ in range(52):
        story.says(IncidentDeclared(note=story.note("Again.")))
        close(story)
    found = api(story)["incidents"]["incidents"]
    newest = story.council.incidents[-1]
    assert len(found) == 50
    assert found[0]["created_at"] == machine_moment(newest.declared_at)


def test_a_level_that_moves_moves_the_incident_and_its_service_alone() -> None:
    story = an_attack()
    before = {one["name"]: one["updated_at"] for one in api(story)["components"]["components"]}
    story.says(isolated(WEBSITE))
    found = api(story)
    after = {one["name"]: one["updated_at"] for one in found["components"]["components"]}
    assert {name for name in before if before[name] != after[name]} == {"Bins and recycling"}
    assert found["incidents"]["incidents"][0]["updated_at"] == machine_moment(story.at)


def test_words_about_one_service_move_only_its_own_time() -> None:
    story = a_full_story()
    before = {one["name"]: one["updated_at"] for one in api(story)["components"]["components"]}
    story.tells("Rent", "Write to us.", about=f"service:{RENT}")
    after = {one["name"]: one["updated_at"] for one in api(story)["components"]["components"]}
    assert {name for name in before if before[name] != after[name]} == {"Housing rent"}


def test_an_update_that_is_late_says_so_from_its_moment() -> None:
    story = an_attack()
    due_at = story.at.replace(hour=18)
    story.says(NextUpdateDue(due_at=due_at, incident=story.council.incidents[-1].id))
    page = api(story, due_at.replace(hour=19))["status"]["page"]
    assert page["reinstate"]["is_late"]
    assert page["updated_at"] == page["reinstate"]["next_update_due"] == machine_moment(due_at)
