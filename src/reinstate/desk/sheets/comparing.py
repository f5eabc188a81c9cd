"""What sheets would change: worked out at once, or by a job where they are long."""

from msgspec import Struct

from reinstate.core.journal.entry import Via
from reinstate.core.terms.trouble import BadInput
from reinstate.desk.seen import Desk
from reinstate.operations import importing, journal_search, staging
from reinstate.operations.act import Acting
from reinstate.operations.importing import Preview
from reinstate.operations.jobs import asking
from reinstate.operations.jobs.asking import Job
from reinstate.operations.jobs.sheets import preview_of
from reinstate.operations.staging import Staged


class Compared(Struct, frozen=True):
    """What was sent, and what it would change; of a job that is not over there is no preview."""

    staged: Staged
    preview: Preview | None
    job: Job | None = None
    trouble: str = ""


def compared(desk: Desk, digest: str) -> Compared:
    """Return what sheets would change, as the register stands.

    Raises:
        BadInput: If the sheets are gone, or somebody else's.
    """
    staged = staging.staged_by(digest, desk.person)
    if staged.is_large:
        return _by_job(desk, digest, staged)
    try:
        found = importing.preview(staging.sheaf_of(staged), frozenset(staged.replace))
    except BadInput as trouble:
        return Compared(staged, None, trouble=f"{trouble.sentence} {trouble.next}")
    return Compared(staged, found)


def look_by_job(desk: Desk, digest: str) -> None:
    """Ask for the job that looks at long sheets; as often as one likes, it is one job."""
    staged = staging.staged_by(digest, desk.person)
    if staged.is_large:
        acting = Acting(desk.person, Via(desk.strength, "desk"), _job_id(desk, digest))
        asking.ask("import-preview", staged.sent(), acting)


def _by_job(desk: Desk, digest: str, staged: Staged) -> Compared:
    try:
        job = asking.known(_job_id(desk, digest))
    except BadInput:
        return Compared(staged, None)  # the register moved on: it is to be looked at again
    if job.state != "done":
        return Compared(staged, None, job)
    return Compared(staged, preview_of(asking.result(job.id)), job)


def _job_id(desk: Desk, digest: str) -> str:
    """Return the id of the job that looks at these sheets against the register as it stands."""
    return f"look-{digest[:32]}-{journal_search.last_of_register(desk.present)}"
