"""When subjects were last heard and seen: rows that repeat, so no events."""

from datetime import datetime

from msgspec import Struct

from reinstate.store import models
from reinstate.store.trouble import told


class LastSeen(Struct, frozen=True):
    """What state a subject was last seen in, when and by whom or what."""

    subject: str
    state: str
    at: datetime
    by: str


def put_heartbeat(subject: str, at: datetime) -> None:
    """Write that the monitoring of a subject was heard; an older one never replaces a newer."""
    with told("writing a heartbeat"):
        row, is_new = models.Heartbeat.objects.get_or_create(subject=subject, defaults={"at": at})
        if not is_new and at > row.at:
            row.at = at
            row.save(update_fields=["at"])


def heartbeats() -> dict[str, datetime]:
    """Return when each subject was last heard."""
    with told("reading heartbeats"):
        return dict(models.Heartbeat.objects.values_list("subject", "at"))


def put_sighting(seen: LastSeen) -> None:
    """Write how a subject was seen; an older sighting never replaces a newer."""
    with told("writing a sighting"):
        row, is_new = models.Sighting.objects.get_or_create(
            subject=seen.subject, defaults={"state": seen.state, "at": seen.at, "by": seen.by}
        )
        if not is_new and seen.at >= row.at:
            row.state, row.at, row.by = seen.state, seen.at, seen.by
            row.save(update_fields=["state", "at", "by"])


def sightings() -> dict[str, LastSeen]:
    """Return how each subject was last seen."""
    with told("reading sightings"):
        rows = list(models.Sighting.objects.all())
    return {row.subject: LastSeen(row.subject, row.state, row.at, row.by) for row in rows}


def last_seen(subject: str) -> LastSeen | None:
    """Return how a subject was last seen; nothing where nobody looked."""
    with told("reading a sighting"):
        row = models.Sighting.objects.filter(subject=subject).first()
    return LastSeen(row.subject, row.state, row.at, row.by) if row else None
