"""When subjects were last heard and seen: rows that repeat, so no events."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from reinstate.store import models
from reinstate.store.trouble import told


class LastSeen(Struct, frozen=True):
    """What state a subject was last seen in, when and by whom or what."""

    subject: str
    state: str
    at: datetime
    by: str


def put_heartbeats(subjects: Iterable[str], at: datetime) -> None:
    """Write that the monitoring of many subjects was heard, in few queries."""
    wanted = frozenset(subjects)
    with told("writing heartbeats"), transaction.atomic():
        rows = models.Heartbeat.objects.select_for_update().filter(at__gte=at)
        newer = frozenset(rows.values_list("subject", flat=True))
        models.Heartbeat.objects.bulk_create(
            [models.Heartbeat(subject=one, at=at) for one in sorted(wanted - newer)],
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["at"],
        )


def heartbeats() -> dict[str, datetime]:
    """Return when each subject was last heard."""
    with told("reading heartbeats"):
        return dict(models.Heartbeat.objects.values_list("subject", "at"))


def put_sightings(seen: Iterable[LastSeen]) -> None:
    """Write how many subjects were seen, in few queries; of two sightings of one, the newest."""
    wanted = {one.subject: one for one in sorted(seen, key=lambda one: one.at)}
    with told("writing sightings"), transaction.atomic():
        rows = models.Sighting.objects.select_for_update().values_list("subject", "at")
        known = dict(rows)
        models.Sighting.objects.bulk_create(
            [
                models.Sighting(subject=one.subject, state=one.state, at=one.at, by=one.by)
                for one in wanted.values()
                if one.subject not in known or one.at >= known[one.subject]
            ],
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["state", "at", "by"],
        )


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
