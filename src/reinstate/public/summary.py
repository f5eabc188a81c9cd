"""The site for machines: `summary.json` in the shape of a Statuspage v2, so its clients read it.

What that shape has no word for stands under `reinstate`.
"""

from typing import Any, Final

import msgspec

from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.level import COMPONENT_STATUS, WORDS, Level
from reinstate.operations.public_record import (
    PublicIncident,
    PublicLevel,
    PublicNotice,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.public.identifiers import page_id, public_id, service_address, update_address
from reinstate.public.words import MEANING, lead, machine_moment

SCHEMA: Final = 1
INCIDENT_NAME: Final = "Council services are disrupted"
INCIDENT_BEGAN: Final = "Some council services are disrupted. We say here which ones work."

INDICATORS: Final = ("none", "minor", "major", "critical")
INDICATOR: Final = {
    Level.NORMAL: "none",
    Level.PARTLY_WORKING: "minor",
    Level.BY_HAND: "major",
    Level.STOPPED: "major",
    Level.UNKNOWN: "major",
}

STATUS_OF_PHASE: Final = {
    Phase.READY: "resolved",
    Phase.CONTAIN: "investigating",
    Phase.INVESTIGATE: "investigating",
    Phase.CLEAN: "identified",
    Phase.RESTORE: "identified",
    Phase.CATCH_UP: "monitoring",
    Phase.LEARN: "monitoring",
}


def summary(record: PublicRecord) -> bytes:
    """Return `summary.json`: the page, each service as a component, the open incident."""
    components = [
        _component(record, service, place) for place, service in enumerate(record.services, 1)
    ]
    body = {
        "page": _page(record),
        "components": components,
        "incidents": [_incident(record, one, components) for one in _open(record)],
        "scheduled_maintenances": [],
        "status": {"indicator": indicator(record), "description": lead(record)},
    }
    return msgspec.json.format(msgspec.json.encode(body), indent=1) + b"\n"


def indicator(record: PublicRecord) -> str:
    """Return how bad it is as a whole: as bad as the worst of the services."""
    found = [_contribution(service) for service in record.services]
    return max(found, key=INDICATORS.index, default="none")


def _contribution(service: PublicService) -> str:
    if service.now.level is Level.STOPPED and service.is_essential:
        return "critical"
    return INDICATOR[service.now.level]


def _page(record: PublicRecord) -> dict[str, Any]:
    incident = record.incident
    due_at = incident.next_update_at if incident is not None else None
    return {
        "id": _page_id(record),
        "name": record.name,
        "url": f"https://{record.host}",
        "time_zone": "Europe/London",
        "updated_at": machine_moment(record.changed_at),
        "reinstate": {
            "schema": SCHEMA,
            "is_practice": record.kind != "real",
            "phase": (incident.phase if incident is not None else Phase.READY).value,
            "next_update_due": machine_moment(due_at) if due_at is not None else None,
            "return": [
                _return(one) for one in record.promises if one.state == "open" and not one.service
            ],
            "payment_promise": next((_words(record, one) for one in record.words.money), None),
        },
    }


def _component(record: PublicRecord, service: PublicService, place: int) -> dict[str, Any]:
    level = service.now.level
    return {
        "id": public_id("service", service.id),
        "name": service.name,
        "status": COMPONENT_STATUS[level],
        "created_at": machine_moment(service.added_at),
        "updated_at": machine_moment(service.changed_at),
        "position": place,
        "description": MEANING[level],
        "showcase": True,
        "start_date": None,
        "group_id": None,
        "group": False,
        "page_id": _page_id(record),
        "only_show_if_degraded": False,
        "reinstate": {
            "schema": SCHEMA,
            **_level(service.now),
            "url": f"https://{record.host}{service_address(service.id)}",
            "cells": [
                {"channel": cell.channel, "group": cell.group, **_level(cell.now)}
                for cell in service.cells
            ],
            "return": [_return(one) for one in service.promises if one.state == "open"],
            "previous_dates": [_return(one) for one in service.promises if one.state != "open"],
            "notices": [
                _words(record, one)
                for one in (*service.do_now, *service.money, *service.other_ways, *service.updates)
            ],
        },
    }


def _level(now: PublicLevel) -> dict[str, Any]:
    since = machine_moment(now.since) if now.since is not None else None
    return {"state": now.level.value, "words": WORDS[now.level], "since": since}


def _return(promise: PublicPromise) -> dict[str, Any]:
    return {
        "earliest": machine_moment(promise.earliest) if promise.earliest else None,
        "latest": machine_moment(promise.latest) if promise.latest else None,
        "say_more_by": machine_moment(promise.say_more_by) if promise.say_more_by else None,
        "stated_on": machine_moment(promise.said_at),
        "is_overdue": promise.is_overdue,
        "state": promise.state,
        "channel": promise.channel,
        "group": promise.group,
    }


def _words(record: PublicRecord, notice: PublicNotice) -> dict[str, Any]:
    return {
        "id": public_id("notice", notice.id),
        "title": notice.now.title,
        "text": notice.now.text,
        "said_at": machine_moment(notice.now.said_at),
        "url": f"https://{record.host}{update_address(notice.id)}",
        "channel": notice.channel,
        "group": notice.group,
    }


def _open(record: PublicRecord) -> tuple[PublicIncident, ...]:
    return (record.incident,) if record.incident is not None else ()


def _incident(
    record: PublicRecord, incident: PublicIncident, components: list[dict[str, Any]]
) -> dict[str, Any]:
    began_at, changed_at = incident.began_at, max(incident.changed_at, incident.began_at)
    return {
        "id": public_id("incident", incident.id),
        "name": INCIDENT_NAME,
        "page_id": _page_id(record),
        "status": STATUS_OF_PHASE[incident.phase],
        "impact": indicator(record),
        "created_at": machine_moment(began_at),
        "updated_at": machine_moment(max(changed_at, record.changed_at)),
        "started_at": machine_moment(began_at),
        "monitoring_at": None,
        "resolved_at": None,
        "shortlink": f"https://{record.host}/updates/",
        "incident_updates": _updates(record, incident),
        "components": [one for one in components if one["status"] != "operational"],
    }


def _updates(record: PublicRecord, incident: PublicIncident) -> list[dict[str, Any]]:
    """Return the approved words since the incident began, newest first, and that it began."""
    id_, status = public_id("incident", incident.id), STATUS_OF_PHASE[incident.phase]
    said = [one for one in record.updates if one.first_said_at >= incident.began_at]
    updates = [
        _update(
            id_,
            public_id("notice", one.id),
            f"{one.now.title}\n\n{one.now.text}",
            one.first_said_at,
            status,
        )
        for one in said
        if one.state == "standing"
    ]
    first = public_id("incident-began", incident.id)
    return [*updates, _update(id_, first, INCIDENT_BEGAN, incident.began_at, "investigating")]


def _update(incident: str, id_: str, body: str, at: Any, status: str) -> dict[str, Any]:
    moment = machine_moment(at)
    return {
        "id": id_,
        "incident_id": incident,
        "status": status,
        "body": body,
        "created_at": moment,
        "updated_at": moment,
        "display_at": moment,
        "affected_components": None,
        "deliver_notifications": False,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _page_id(record: PublicRecord) -> str:
    return page_id(record.host)
