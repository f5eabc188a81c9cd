"""`summary.json`: what clients of a Statuspage v2 read, and what only we say."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from reinstate.core.journal.events.incident import (
    IncidentClosed,
    IncidentDeclared,
    Phase,
    PhaseEntered,
)
from reinstate.core.terms.level import COMPONENT_STATUS, ORDER, Level
from reinstate.public.publish import SUMMARY
from reinstate.public.summary import INDICATOR, INDICATORS, STATUS_OF_PHASE
from tests.public.builders import (
    LEDGER,
    RENT,
    WEBSITE,
    Story,
    a_service,
    a_small_council,
    isolated,
    opened,
    rows,
)
from tests.public.sites import a_full_story, site_of

TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
MAYBE_TIME = {"anyOf": [TIME, {"type": "null"}]}
ID = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
TEXT = {"type": "string", "minLength": 1}


def an_object(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def one_of(*values: str) -> dict[str, Any]:
    """Return the schema of a closed list."""
    return {"enum": list(values)}


COMPONENT = an_object(
    id=ID,
    name=TEXT,
    status=one_of(
        "operational",
        "degraded_performance",
        "partial_outage",
        "major_outage",
        "under_maintenance",
    ),
    created_at=TIME,
    updated_at=TIME,
    position={"type": "integer", "minimum": 1},
    description=TEXT,
    showcase={"const": True},
    start_date={"type": "null"},
    group_id={"type": "null"},
    group={"const": False},
    page_id=ID,
    only_show_if_degraded={"const": False},
    reinstate={"type": "object"},
)
UPDATE = an_object(
    id=ID,
    incident_id=ID,
    status=one_of("investigating", "identified", "monitoring", "resolved", "postmortem"),
    body=TEXT,
    created_at=TIME,
    updated_at=TIME,
    display_at=TIME,
    affected_components={"type": "null"},
    deliver_notifications={"const": False},
    custom_tweet={"type": "null"},
    tweet_id={"type": "null"},
)
INCIDENT = an_object(
    id=ID,
    name=TEXT,
    page_id=ID,
    status=one_of("investigating", "identified", "monitoring"),
    impact=one_of("none", "minor", "major", "critical"),
    created_at=TIME,
    updated_at=TIME,
    started_at=TIME,
    monitoring_at=MAYBE_TIME,
    resolved_at={"type": "null"},
    shortlink=TEXT,
    incident_updates={"type": "array", "items": UPDATE, "minItems": 1},
    components={"type": "array", "items": COMPONENT},
)
SCHEMA = an_object(
    page=an_object(
        id=ID,
        name=TEXT,
        url={"type": "string", "pattern": "^https://[^/]+$"},
        time_zone={"const": "Europe/London"},
        updated_at=TIME,
        reinstate={"type": "object"},
    ),
    components={"type": "array", "items": COMPONENT},
    incidents={"type": "array", "items": INCIDENT},
    scheduled_maintenances={"type": "array", "maxItems": 0},
    status=an_object(indicator=one_of("none", "minor", "major", "critical"), description=TEXT),
)


def summary(story: Story) -> Any:
    """Return what machines read, held against the schema."""
    found = json.loads(site_of(story)[SUMMARY])
    Draft202012Validator(SCHEMA).validate(found)
    return found


def component(story: Story, name: str) -> Any:
    """Return one service as machines read it."""
    return next(one for one in summary(story)["components"] if one["name"] == name)


def many(count: int) -> Story:
    """Return a council with many services."""
    story = opened()
    story.says(
        *rows(*(a_service(f"svc-{number}", f"Service {number:03}") for number in range(count)))
    )
    return story


def test_a_full_story_has_the_shape_that_clients_know() -> None:
    found = summary(a_full_story())
    assert [one["name"] for one in found["components"]] == [
        "Bins and recycling",
        "Housing rent",
        "Libraries",
    ]
    assert [one["position"] for one in found["components"]] == [1, 2, 3]
    assert len(found["incidents"]) == 1


def test_no_incident_and_no_services_have_that_shape_as_well() -> None:
    found = summary(opened())
    assert (found["components"], found["incidents"]) == ([], [])
    assert found["status"]["indicator"] == "none"


def test_five_hundred_services_have_that_shape_and_ids_of_their_own() -> None:
    found = summary(many(500))
    assert len({one["id"] for one in found["components"]}) == 500


def test_ids_are_those_that_were_promised_never_to_change() -> None:
    found = summary(a_small_council())
    assert found["page"]["id"] == "cc548d98004c6f54"
    assert {one["name"]: one["id"] for one in found["components"]} == {
        "Bins and recycling": "c0970e03441258c6",
        "Housing rent": "9adde163dfa67565",
        "Libraries": "7007a8fd5d3cde5b",
    }


@pytest.mark.parametrize("level", ORDER)
def test_every_level_is_a_member_of_the_closed_lists(level: Level) -> None:
    assert COMPONENT_STATUS[level] in COMPONENT["properties"]["status"]["enum"]
    assert INDICATOR[level] in INDICATORS


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.READY])
def test_every_phase_is_a_status_of_an_open_incident(phase: Phase) -> None:
    assert STATUS_OF_PHASE[phase] in INCIDENT["properties"]["status"]["enum"]


def test_an_essential_service_that_stopped_is_critical_any_other_is_major() -> None:
    story = a_small_council()
    story.says(IncidentDeclared(note=story.note("They are in.")))
    story.says(isolated(WEBSITE))
    assert component(story, "Bins and recycling")["status"] == "major_outage"
    assert summary(story)["status"]["indicator"] == "major"
    story.says(isolated(LEDGER))
    assert summary(story)["status"]["indicator"] == "critical"


def test_what_the_shape_has_no_word_for_stands_under_our_own_name() -> None:
    story = a_full_story()
    rent = component(story, "Housing rent")["reinstate"]
    assert (rent["state"], rent["words"]) == ("by_hand", "By hand")
    assert [(one["channel"], one["group"]) for one in rent["cells"]] == [
        ("all", "council-tenants"),
        ("web", "garages"),
    ]
    assert [one["state"] for one in rent["previous_dates"]] == ["broken"]
    assert [one["title"] for one in rent["notices"]] == ["Garages", "Rent by post"]
    page = summary(story)["page"]["reinstate"]
    assert (page["schema"], page["phase"], page["is_practice"]) == (1, "contain", False)
    assert page["payment_promise"]["title"] == "Direct Debit: do nothing for now"


def test_an_incident_tells_the_approved_words_newest_first_and_moves_with_its_phase() -> None:
    story = a_full_story()
    [incident] = summary(story)["incidents"]
    bodies = [one["body"].split("\n")[0] for one in incident["incident_updates"]]
    assert bodies == [
        "Garages",
        "Rent by post",
        "What happened",
        "Some council services are disrupted. We say here which ones work.",
    ]
    story.says(PhaseEntered(phase=Phase.RESTORE))
    [later] = summary(story)["incidents"]
    assert (later["status"], later["id"]) == ("identified", incident["id"])


def test_a_closed_incident_leaves_the_summary() -> None:
    story = a_full_story()
    story.says(IncidentClosed(report="0" * 64, incident=story.council.incidents[-1].id))
    assert summary(story)["incidents"] == []


def test_a_change_to_one_service_moves_only_its_own_time() -> None:
    story = a_full_story()
    before = {one["name"]: one["updated_at"] for one in summary(story)["components"]}
    story.tells("Rent", "Write to us.", about=f"service:{RENT}")
    after = {one["name"]: one["updated_at"] for one in summary(story)["components"]}
    assert {name for name in before if before[name] != after[name]} == {"Housing rent"}
