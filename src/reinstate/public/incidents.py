"""Incidents as machines follow them: one for each attack, with everything we said in it."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.journal.events.incident import Phase
from reinstate.core.terms.level import Level
from reinstate.operations.public_record import PublicIncident, PublicNotice, PublicRecord
from reinstate.public.identifiers import public_id
from reinstate.public.message import Message, newest_first, of_fact, of_notice

NAME: Final = "Council services are disrupted"
BEGAN: Final = "Some council services are disrupted. We say here which ones work."
CLOSED: Final = "This disruption is over."

STATUS_OF_PHASE: Final = {
    Phase.READY: "resolved",
    Phase.CONTAIN: "investigating",
    Phase.INVESTIGATE: "investigating",
    Phase.CLEAN: "identified",
    Phase.RESTORE: "identified",
    Phase.CATCH_UP: "monitoring",
    Phase.LEARN: "monitoring",
}


class Incident(Struct, frozen=True, kw_only=True):
    """One incident; `hit` are its services with their levels: now, or all they had if over."""

    id: str
    status: str
    began_at: datetime
    changed_at: datetime
    monitoring_at: datetime | None
    resolved_at: datetime | None
    hit: tuple[tuple[str, Level], ...]
    messages: tuple[Message, ...]


def incidents(record: PublicRecord) -> tuple[Incident, ...]:
    """Return every incident, newest first."""
    found, until = list[Incident](), None
    for incident in record.incidents:
        found.append(_incident(record, incident, until))
        until = incident.began_at
    return tuple(found)


def incident_of(record: PublicRecord, at: datetime) -> str:
    """Return the incident that something of this moment belongs to; empty before the first."""
    return next((one.id for one in record.incidents if one.began_at <= at), "")


def _incident(record: PublicRecord, incident: PublicIncident, until: datetime | None) -> Incident:
    """Return an incident with what was said from its beginning to the next one's."""
    is_over = incident.closed_at is not None
    said = [
        one
        for one in record.updates
        if one.first_said_at >= incident.began_at and (until is None or one.first_said_at < until)
    ]
    messages = _messages(incident, said)
    return Incident(
        id=public_id("incident", incident.id),
        status="resolved" if is_over else STATUS_OF_PHASE[incident.phase],
        began_at=incident.began_at,
        changed_at=_changed_at(incident, messages),
        monitoring_at=_monitoring_at(incident),
        resolved_at=incident.closed_at,
        hit=incident.hit if is_over else _not_as_usual(record),
        messages=messages,
    )


def _messages(incident: PublicIncident, said: list[PublicNotice]) -> tuple[Message, ...]:
    began = public_id("incident-began", incident.id)
    messages = [of_fact(began, "investigating", BEGAN, incident.began_at)]
    oldest_first = sorted(said, key=lambda one: one.first_said_at)
    messages += [of_notice(one, _status_at(incident, one.first_said_at)) for one in oldest_first]
    if incident.closed_at is not None:
        closed = public_id("incident-closed", incident.id)
        messages.append(of_fact(closed, "resolved", CLOSED, incident.closed_at))
    return newest_first(messages)


def _status_at(incident: PublicIncident, at: datetime) -> str:
    """Return the status that the incident had then, so that old messages keep theirs."""
    if incident.closed_at is not None and at >= incident.closed_at:
        return "resolved"
    phase = next((one.phase for one in incident.phases if one.at <= at), Phase.CONTAIN)
    return STATUS_OF_PHASE[phase]


def _monitoring_at(incident: PublicIncident) -> datetime | None:
    """Return since when it has been watched only; going back to cleaning ends that."""
    since = None
    for one in incident.phases:
        if STATUS_OF_PHASE[one.phase] != "monitoring":
            break
        since = one.at
    return since


def _changed_at(incident: PublicIncident, messages: tuple[Message, ...]) -> datetime:
    """Return when something was said, or another phase began."""
    return max([*(one.changed_at for one in messages), *(one.at for one in incident.phases)])


def _not_as_usual(record: PublicRecord) -> tuple[tuple[str, Level], ...]:
    levels = ((service.id, service.now.level) for service in record.services)
    return tuple((id_, level) for id_, level in levels if level is not Level.NORMAL)
