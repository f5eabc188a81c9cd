"""An incident, and its messages, in the shape of Statuspage v2."""

from typing import Any

from reinstate.operations.public_record import PublicNotice, PublicRecord
from reinstate.public.api import promise
from reinstate.public.api.component import Components
from reinstate.public.api.page import SCHEMA, harm
from reinstate.public.identifiers import page_id, public_id, update_address
from reinstate.public.incidents import NAME, Incident
from reinstate.public.message import Message, title_of
from reinstate.public.moved import service_moved_at
from reinstate.public.words import machine_moment


def incident(record: PublicRecord, one: Incident, components: Components) -> dict[str, Any]:
    """Return an incident: its services with their level now, its messages newest first."""
    affected = {id_ for id_, _ in one.hit}
    moments = [one.changed_at]
    if one.resolved_at is None:
        services = (service for service in record.services if service.id in affected)
        moments += map(service_moved_at, services)
    return {
        "id": one.id,
        "name": NAME,
        "page_id": page_id(record.host),
        "status": one.status,
        "impact": harm(record, one.hit),
        "created_at": machine_moment(one.began_at),
        "updated_at": machine_moment(max(moments)),
        "started_at": machine_moment(one.began_at),
        "monitoring_at": promise.maybe(one.monitoring_at),
        "resolved_at": promise.maybe(one.resolved_at),
        "shortlink": f"https://{record.host}/updates/",
        "incident_updates": updates(record, one.id, one.messages),
        "components": [components[id_] for id_ in components if id_ in affected],
    }


def updates(
    record: PublicRecord, incident_id: str, messages: tuple[Message, ...]
) -> list[dict[str, Any]]:
    """Return the messages of an incident or a maintenance."""
    return [_update(record, incident_id, message) for message in messages]


def _update(record: PublicRecord, incident_id: str, message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "incident_id": incident_id,
        "status": message.status,
        "body": message.text,
        "created_at": machine_moment(message.at),
        "updated_at": machine_moment(message.changed_at),
        "display_at": machine_moment(message.at),
        "affected_components": None,
        "deliver_notifications": False,
        "custom_tweet": None,
        "tweet_id": None,
        "reinstate": _notice(record, message.notice) if message.notice else None,
    }


def _notice(record: PublicRecord, notice: PublicNotice) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "title": title_of(notice),
        "component": public_id("service", notice.service) if notice.service else None,
        "channel": notice.channel,
        "group": notice.group,
        "is_withdrawn": notice.state == "withdrawn",
        "url": f"https://{record.host}{update_address(notice.id)}",
    }
