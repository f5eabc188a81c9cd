"""The page as a whole: its name and state, and what is told to all."""

from collections.abc import Iterable
from typing import Any, Final

from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.level import Level
from reinstate.operations.public_record import PublicRecord
from reinstate.public.api import promise
from reinstate.public.api.notice import notices
from reinstate.public.identifiers import page_id
from reinstate.public.message import one_line
from reinstate.public.moved import record_moved_at
from reinstate.public.words import lead, machine_moment

SCHEMA: Final = 1
"""Of what stands under `reinstate`."""

HARM: Final = ("none", "minor", "major", "critical")
"""What Statuspage calls indicator of a page and impact of an incident, mildest first."""

HARM_OF_LEVEL: Final = {
    Level.NORMAL: "none",
    Level.PARTLY_WORKING: "minor",
    Level.BY_HAND: "major",
    Level.STOPPED: "major",
    Level.UNKNOWN: "major",
}


def page(record: PublicRecord) -> dict[str, Any]:
    """Return the page."""
    incident, words = record.incident, record.words
    to_all = [one for one in record.promises if not one.service]
    return {
        "id": page_id(record.host),
        "name": one_line(record.name),
        "url": f"https://{record.host}",
        "time_zone": "Europe/London",
        "updated_at": machine_moment(record_moved_at(record)),
        "reinstate": {
            "schema": SCHEMA,
            "is_practice": record.kind != "real",
            "phase": (incident.phase if incident is not None else Phase.READY).value,
            "next_update_due": promise.maybe(incident.next_update_at) if incident else None,
            "is_late": incident is not None and incident.is_late,
            "return": promise.standing(to_all),
            "previous_dates": promise.ended(to_all),
            "what_happened": notices(words.happened),
            "payment_promise": notices(words.money),
            "help": notices(words.help),
            "your_data": notices(words.your_data),
            "about": notices(words.about),
        },
    }


def status(record: PublicRecord) -> dict[str, Any]:
    """Return how it is as a whole: as bad as the worst of the services."""
    levels = ((service.id, service.now.level) for service in record.services)
    return {"indicator": harm(record, levels), "description": lead(record)}


def harm(record: PublicRecord, levels: Iterable[tuple[str, Level]]) -> str:
    """Return how bad these levels of services are together; what is essential weighs more."""
    essential = {service.id for service in record.services if service.is_essential}
    found = [_harm(level, is_essential=id_ in essential) for id_, level in levels]
    return max(found, key=HARM.index, default="none")


def _harm(level: Level, *, is_essential: bool) -> str:
    return "critical" if level is Level.STOPPED and is_essential else HARM_OF_LEVEL[level]
