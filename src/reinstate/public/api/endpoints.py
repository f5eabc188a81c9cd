"""The site for machines: the GET endpoints of Statuspage v2 as files, so its clients read us.

What we know of its shape, and of what clients make of it, was read from its users' public
descriptions and from client packages; tests hold every file against a schema of our own and
let real clients read it. What that shape has no word for stands under `reinstate`. There is
no `subscribers.json`: nothing can be sent to the site.
"""

from typing import Any, Final

import msgspec

from reinstate.operations.public_record import PublicRecord
from reinstate.public.api.component import components
from reinstate.public.api.incident import incident
from reinstate.public.api.maintenance import maintenance
from reinstate.public.api.page import page, status
from reinstate.public.incidents import Incident, incidents
from reinstate.public.maintenances import (
    IN_PROGRESS,
    SCHEDULED,
    VERIFYING,
    Maintenance,
    maintenances,
)

FOLDER: Final = "api/v2"
RECENT_MAX: Final = 50
"""Incidents and maintenances in the lists of any status."""

ACTIVE: Final = (IN_PROGRESS, VERIFYING)


def endpoints(record: PublicRecord) -> dict[str, bytes]:
    """Return every endpoint by its path."""
    known, attacks, returns = components(record), incidents(record), maintenances(record)
    unresolved = tuple(one for one in attacks if one.resolved_at is None)
    upcoming = tuple(one for one in returns if one.status == SCHEDULED)
    active = tuple(one for one in returns if one.status in ACTIVE)
    whole, all_, now = page(record), [*known.values()], status(record)

    def told(some: tuple[Incident, ...]) -> list[dict[str, Any]]:
        return [incident(record, one, known) for one in some]

    def booked(some: tuple[Maintenance, ...]) -> list[dict[str, Any]]:
        return [maintenance(record, one, known) for one in some]

    bodies: dict[str, dict[str, Any]] = {
        "summary": {
            "components": all_,
            "incidents": told(unresolved),
            "scheduled_maintenances": booked((*active, *upcoming)),
            "status": now,
        },
        "status": {"status": now},
        "components": {"components": all_},
        "incidents": {"incidents": told(attacks[:RECENT_MAX])},
        "incidents/unresolved": {"incidents": told(unresolved)},
        "scheduled-maintenances": {"scheduled_maintenances": booked(returns[:RECENT_MAX])},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": booked(upcoming)},
        "scheduled-maintenances/active": {"scheduled_maintenances": booked(active)},
    }
    return {f"{FOLDER}/{name}.json": _file({"page": whole, **bodies[name]}) for name in bodies}


def _file(body: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(body), indent=1) + b"\n"
