"""Asking for a job, looking how far it is, cancelling it, and fetching what it made."""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.journal.entry import Via
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, passing
from reinstate.operations.act import Acting, new_command_id
from reinstate.operations.jobs.kind import Kind
from reinstate.operations.jobs.kinds import KINDS
from reinstate.store import jobs
from reinstate.store.jobs import State, StoredJob

ARGUMENTS_BYTES_MAX: Final = 1024 * 1024
RECENT_MAX: Final = 50
JOB_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the row: how sure we were of who asked, and the job's own arguments."""

    via: Via
    given: msgspec.Raw


class Job(Struct, frozen=True):
    """A job, as somebody who waits for it sees it. Times are the machine's."""

    id: str
    kind: str
    title: str
    by: PersonId
    state: State
    what: str
    done: int
    total: int
    is_cancel_asked: bool
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    result_digest: str
    error: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.ended_at is not None


def ask(kind: str, arguments: Struct, acting: Acting) -> str:
    """Ask for a job and return its id; the same form sent twice asks once.

    The rules are looked at when it is done, as things are then.

    Raises:
        BadInput: If there is no such kind, its arguments are others, or the id is taken.
    """
    wanted = _kind(kind)
    given = msgspec.json.encode(arguments)
    if len(given) > ARGUMENTS_BYTES_MAX:
        raise BadInput("arguments-too-large", "That is more than a job can be asked for with.")
    _given(wanted, given)
    asked = msgspec.json.encode(Asked(acting.via, msgspec.Raw(given))).decode()
    id_ = acting.command_id or new_command_id()
    if not JOB_ID.fullmatch(id_):
        raise BadInput("job-id-unusable", f"{id_!r} cannot be the id of a job.")
    row = jobs.put_job(id_, kind, acting.person, asked, clock.machine_now())
    if (row.kind, row.by, row.arguments) != (kind, acting.person, asked):
        sentence = "This form has asked for something else already."
        raise BadInput("command-taken", sentence, next="Open it again, and send it from there.")
    return row.id


def cancel(id_: str) -> None:
    """Let a job that waits never begin, and ask one that runs to stop.

    What it has appended by then stays: a command is whole or not at all.
    """
    jobs.cancel_job(known(id_).id, clock.machine_now())


def known(id_: str) -> Job:
    """Return a job.

    Raises:
        BadInput: If there is none of this id.
    """
    row = jobs.job(id_)
    if row is None:
        raise BadInput("job-unknown", f"There is no job {id_!r}.", next="See the list of jobs.")
    return _seen(row)


def recent(by: PersonId | None = None) -> tuple[Job, ...]:
    """Return the jobs that people, or one person, asked for last, the newest first."""
    return tuple(map(_seen, jobs.latest_jobs(RECENT_MAX, by)))


def result(id_: str) -> bytes:
    """Return what a job made.

    Raises:
        BadInput: If it made nothing, or what it made is there no longer.
    """
    return passing.content_of(_digest(id_))


def result_path(id_: str) -> Path:
    """Return where the file is that a job made.

    Raises:
        BadInput: If it made nothing, or what it made is there no longer.
    """
    return passing.path_of(_digest(id_))


def arguments_of(row: StoredJob) -> tuple[Kind, Asked, Struct]:
    """Return what a row asks for, read again as if it came from outside.

    Raises:
        BadInput: If the row holds something else.
    """
    kind = _kind(row.kind)
    try:
        asked = msgspec.json.decode(row.arguments, type=Asked)
    except (msgspec.DecodeError, ValueError) as error:
        raise _unreadable() from error
    return kind, asked, _given(kind, bytes(asked.given))


def _given(kind: Kind, given: bytes) -> Struct:
    try:
        found: Struct = msgspec.json.decode(given, type=kind.takes)
    except (msgspec.DecodeError, ValueError) as error:
        raise _unreadable() from error
    return found


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise BadInput(
            "job-kind-unknown",
            f"There is no job of the kind {name!r}.",
            next=f"There are: {', '.join(KINDS)}.",
        )
    return KINDS[name]


def _digest(id_: str) -> str:
    found = known(id_)
    if not found.result_digest:
        raise BadInput(
            "job-without-result",
            "This job has made nothing to fetch.",
            place=id_,
            next="Wait until it is done; if it failed, its page says why.",
        )
    return found.result_digest


def _seen(row: StoredJob) -> Job:
    title = KINDS[row.kind].title if row.kind in KINDS else row.kind
    same = {name: getattr(row, name) for name in Job.__struct_fields__ if name != "title"}
    return Job(title=title, **same)


def _unreadable() -> BadInput:
    return BadInput(
        "arguments-unreadable",
        "What this job was asked for with cannot be read.",
        next="Ask for it again from its page.",
    )
