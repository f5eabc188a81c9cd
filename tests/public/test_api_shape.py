"""The JSON as a whole: every file has the shape that clients know, whatever the record holds."""

from http import HTTPStatus
from pathlib import Path

import pytest
from hypothesis import given, settings

from reinstate.core.journal.events.incident import IncidentDeclared, Phase
from reinstate.core.terms.level import COMPONENT_STATUS, ORDER, Level
from reinstate.operations.public_record import PublicRecord
from reinstate.operations.releases import release
from reinstate.public.answering import Asked, answer
from reinstate.public.api.endpoints import endpoints
from reinstate.public.api.page import HARM, HARM_OF_LEVEL
from reinstate.public.feeds.files import feeds
from reinstate.public.incidents import STATUS_OF_PHASE
from tests.public.builders import (
    LEDGER,
    WEBSITE,
    Story,
    a_service,
    a_small_council,
    an_attack,
    isolated,
    opened,
    rows,
)
from tests.public.machines import SCHEMA, api, component, read
from tests.public.records import records
from tests.public.sites import a_full_story, site_of

DOCS = Path(__file__).parents[2] / "docs" / "public.md"
OURS = ("page_facts", "component_facts", "return_facts", "update_words", "promise", "words")


def many(count: int) -> Story:
    """Return a council with many services."""
    story = opened()
    story.says(
        *rows(*(a_service(f"svc-{number}", f"Service {number:03}") for number in range(count)))
    )
    return story


def test_the_endpoints_of_statuspage_are_files_and_nothing_else_is() -> None:
    found = {path for path in site_of(a_full_story()) if path.startswith("api/")}
    assert found == {f"api/v2/{name}.json" for name in SCHEMA["endpoints"]}


def test_nobody_can_subscribe_here(tmp_path: Path) -> None:
    release(site_of(a_full_story()), tmp_path)
    asked = answer(tmp_path, Asked("/api/v2/subscribers.json"), is_practice=False)
    assert asked.status is HTTPStatus.NOT_FOUND


def test_a_full_story_has_the_shape_that_clients_know() -> None:
    found = api(a_full_story())["summary"]
    names = ["Bins and recycling", "Housing rent", "Libraries"]
    assert [one["name"] for one in found["components"]] == names
    assert [one["position"] for one in found["components"]] == [1, 2, 3]
    assert (len(found["incidents"]), len(found["scheduled_maintenances"])) == (1, 1)


def test_no_incident_and_no_services_have_that_shape_as_well() -> None:
    found = api(opened())["summary"]
    assert (found["components"], found["incidents"]) == ([], [])
    assert found["status"]["indicator"] == "none"


def test_five_hundred_services_have_that_shape_and_ids_of_their_own() -> None:
    found = api(an_attack(many(500)))["summary"]
    assert len({one["id"] for one in found["components"]}) == 500
    assert len(found["incidents"][0]["components"]) == 500


@given(record=records())
@settings(max_examples=60)
def test_any_record_at_all_has_that_shape(record: PublicRecord) -> None:
    found = read(record)
    summary = found["summary"]
    shown = [one["id"] for one in summary["scheduled_maintenances"]]
    listed = [
        one["id"]
        for name in ("active", "upcoming")
        for one in found[f"scheduled-maintenances/{name}"]["scheduled_maintenances"]
    ]
    assert shown == listed
    assert summary["status"] == found["status"]["status"]
    assert summary["incidents"] == found["incidents/unresolved"]["incidents"]
    for one in found["incidents"]["incidents"]:
        assert (one["status"] == "resolved") == (one["resolved_at"] is not None)
    for one in found["scheduled-maintenances"]["scheduled_maintenances"]:
        assert (one["status"] == "completed") == (one["resolved_at"] is not None)
        assert one["created_at"] <= one["updated_at"]
        assert not one["name"].startswith("_system_metadata:")
        sent = [update["display_at"] for update in one["incident_updates"]]
        assert sent == sorted(sent, reverse=True)


@given(record=records())
@settings(max_examples=20)
def test_the_same_facts_are_the_same_bytes(record: PublicRecord) -> None:
    assert endpoints(record) == endpoints(record)
    assert feeds(record) == feeds(record)


def test_time_that_brings_nothing_new_changes_no_byte() -> None:
    story = a_full_story()
    later = story.at.replace(hour=23)
    assert endpoints(story.record(later)) == endpoints(story.record())
    assert feeds(story.record(later)) == feeds(story.record())


def test_ids_are_those_that_were_promised_never_to_change() -> None:
    found = api(a_small_council())["summary"]
    assert found["page"]["id"] == "cc548d98004c6f54"
    assert {one["name"]: one["id"] for one in found["components"]} == {
        "Bins and recycling": "c0970e03441258c6",
        "Housing rent": "9adde163dfa67565",
        "Libraries": "7007a8fd5d3cde5b",
    }


@pytest.mark.parametrize("level", ORDER)
def test_every_level_is_a_member_of_the_closed_lists(level: Level) -> None:
    assert COMPONENT_STATUS[level] in SCHEMA["$defs"]["component_status"]["enum"]
    assert HARM_OF_LEVEL[level] in HARM
    assert SCHEMA["$defs"]["indicator"]["enum"] == list(HARM)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.READY])
def test_every_phase_is_a_status_of_an_open_incident(phase: Phase) -> None:
    assert STATUS_OF_PHASE[phase] in ("investigating", "identified", "monitoring")


def test_an_essential_service_that_stopped_is_critical_any_other_is_major() -> None:
    story = a_small_council()
    story.says(IncidentDeclared(note=story.note("They are in.")))
    story.says(isolated(WEBSITE))
    assert component(story, "Bins and recycling")["status"] == "major_outage"
    found = api(story)["summary"]
    assert (found["status"]["indicator"], found["incidents"][0]["impact"]) == ("major", "major")
    story.says(isolated(LEDGER))
    found = api(story)["summary"]
    assert found["status"]["indicator"] == "critical"
    assert found["incidents"][0]["impact"] == "critical"


@pytest.mark.parametrize("kind", OURS)
def test_every_key_of_ours_is_in_the_docs(kind: str) -> None:
    docs = DOCS.read_text()
    missing = [key for key in SCHEMA["$defs"][kind]["properties"] if f"`{key}`" not in docs]
    assert missing == []
