"""Jobs in their table: asked for, taken by one worker, told how far, and ended.

A worker holds a job by the moment it began it. When its beat stops for long, another may begin
the job anew; what the first one still says of it then counts for nothing.
"""

from datetime import datetime
from typing import Any, Final, Literal

from django.db.models import F
from msgspec import Struct

from reinstate.core.terms.reference import PersonId
from reinstate.store import models
from reinstate.store.connect import refuse_read_only
from reinstate.store.trouble import told

State = Literal["waiting", "running", "done", "failed", "cancelled"]

ASKING: Final = "asking for a job"
TELLING: Final = "telling how far a job is"
READING: Final = "reading jobs"
TAKEN_AT_ONCE: Final = 10
"""So many waiting jobs are looked at for one that nobody else takes in the same moment."""


class StoredJob(Struct, frozen=True):
    """A job as it stands; `started_at` is also what its worker holds it by."""

    id: str
    kind: str
    by: PersonId
    arguments: str
    state: State
    what: str
    done: int
    total: int
    is_cancel_asked: bool
    tries: int
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    result_digest: str
    error: str


class Ending(Struct, frozen=True):
    """How a job ended: with a result, or with a sentence that says why there is none."""

    state: State
    result_digest: str = ""
    error: str = ""


FIELDS: Final = StoredJob.__struct_fields__


def put_job(id_: str, kind: str, by: PersonId, arguments: str, at: datetime) -> StoredJob:
    """Write that somebody asked for a job, and return it; the same id asks once."""
    refuse_read_only(ASKING)
    asked = {"kind": kind, "by": by, "arguments": arguments, "state": "waiting", "asked_at": at}
    with told(ASKING):
        row, _ = models.Job.objects.get_or_create(id=id_, defaults=asked)
    return _stored(row)


def job(id_: str) -> StoredJob | None:
    """Return a job; None where there is none of this id."""
    with told(READING):
        row = models.Job.objects.filter(id=id_).first()
    return None if row is None else _stored(row)


def latest_jobs(limit: int, by: PersonId | None = None) -> tuple[StoredJob, ...]:
    """Return the jobs that people, or one person, asked for last, the newest first."""
    asked = models.Job.objects.exclude(by="") if by is None else models.Job.objects.filter(by=by)
    with told(READING):
        rows = list(asked.order_by("-asked_at", "id")[:limit])
    return tuple(map(_stored, rows))


def last_done(kind: str) -> StoredJob | None:
    """Return the job of a kind that was done last; None where there is none."""
    with told(READING):
        row = models.Job.objects.filter(kind=kind, state="done").order_by("-ended_at").first()
    return None if row is None else _stored(row)


def claim(at: datetime) -> StoredJob | None:
    """Take the job that waits longest, for this worker alone; None where none waits."""
    with told("taking a job"):
        waiting = models.Job.objects.filter(state="waiting").order_by("asked_at", "id")
        for id_ in list(waiting.values_list("id", flat=True)[:TAKEN_AT_ONCE]):
            taken = models.Job.objects.filter(id=id_, state="waiting").update(
                state="running", started_at=at, beat_at=at, tries=F("tries") + 1
            )
            if taken:
                return _stored(models.Job.objects.get(id=id_))
    return None


def beat(held: StoredJob, at: datetime) -> None:
    """Write that the worker of a job lives."""
    with told(TELLING):
        _held(held).update(beat_at=at)


def tell(held: StoredJob, what: str, done: int, total: int, at: datetime) -> bool:
    """Write how far a job is; return whether to go on with it.

    It is not gone on with when somebody cancelled it, or another worker has it.
    """
    with told(TELLING):
        is_ours = _held(held).update(what=what, done=done, total=total, beat_at=at)
        return bool(is_ours) and not _held(held).filter(is_cancel_asked=True).exists()


def end_job(held: StoredJob, ending: Ending, at: datetime) -> bool:
    """Write how a job ended; return whether it was still this worker's to end."""
    with told("ending a job"):
        ended = _held(held).update(
            state=ending.state,
            result_digest=ending.result_digest,
            error=ending.error,
            ended_at=at,
        )
    return bool(ended)


def cancel_job(id_: str, at: datetime) -> None:
    """Let a job that waits never begin, and ask the worker of one that runs to stop."""
    refuse_read_only("cancelling a job")
    with told("cancelling a job"):
        asked = models.Job.objects.filter(id=id_)
        if not asked.filter(state="waiting").update(state="cancelled", ended_at=at):
            asked.filter(state="running").update(is_cancel_asked=True)


def put_back(silent_since: datetime, tries_max: int, error: str, at: datetime) -> None:
    """Let jobs wait again whose worker has been silent; one begun too often has failed."""
    with told("putting jobs back"):
        left = models.Job.objects.filter(state="running", beat_at__lt=silent_since)
        left.filter(is_cancel_asked=True).update(state="cancelled", ended_at=at)
        left.filter(tries__gte=tries_max).update(state="failed", error=error, ended_at=at)
        left.update(state="waiting", what="", done=0, total=0)


def forget_jobs(ended_before: datetime) -> None:
    """Remove the rows of jobs that ended long ago."""
    with told("forgetting old jobs"):
        models.Job.objects.filter(ended_at__lt=ended_before).delete()


def _held(held: StoredJob) -> Any:
    """Return the row of a job for as long as it is held by whoever began it."""
    return models.Job.objects.filter(id=held.id, state="running", started_at=held.started_at)


def _stored(row: models.Job) -> StoredJob:
    return StoredJob(**{name: getattr(row, name) for name in FIELDS})
