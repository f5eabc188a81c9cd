"""The return of a service as a scheduled maintenance of Statuspage v2."""

from typing import Any, Final

from reinstate.operations.public_record import PublicRecord
from reinstate.public.api import promise
from reinstate.public.api.component import Components
from reinstate.public.api.incident import updates
from reinstate.public.api.page import SCHEMA
from reinstate.public.identifiers import page_id, public_id, service_address
from reinstate.public.maintenances import Maintenance
from reinstate.public.words import machine_moment

IMPACT: Final = "maintenance"


def maintenance(record: PublicRecord, one: Maintenance, components: Components) -> dict[str, Any]:
    """Return a return: its service with its level now, its messages newest first."""
    place = service_address(one.service) if one.service else "/"
    return {
        "id": one.id,
        "name": one.name,
        "page_id": page_id(record.host),
        "status": one.status,
        "impact": IMPACT,
        "created_at": machine_moment(one.created_at),
        "updated_at": machine_moment(one.changed_at),
        "started_at": machine_moment(one.created_at),
        "monitoring_at": None,
        "resolved_at": promise.maybe(one.resolved_at),
        "shortlink": f"https://{record.host}{place}",
        "scheduled_for": machine_moment(one.earliest),
        "scheduled_until": machine_moment(one.latest),
        "incident_updates": updates(record, one.id, one.messages),
        "components": [components[one.service]] if one.service else [*components.values()],
        "reinstate": {
            "schema": SCHEMA,
            "component": public_id("service", one.service) if one.service else None,
            "channel": one.channel,
            "group": one.group,
            "state": one.promise.state,
            "is_overdue": one.promise.is_overdue,
        },
    }
