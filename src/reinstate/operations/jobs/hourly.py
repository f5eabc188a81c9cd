"""The journal verified every hour without anybody asking, and what was found last."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from msgspec import Struct

from reinstate.core.journal.entry import Via
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, passing
from reinstate.operations.act import Acting
from reinstate.operations.jobs.asking import ask
from reinstate.operations.jobs.verify import Nothing, Proof, proof_of
from reinstate.store import jobs

NOBODY: Final[PersonId] = ""
"""Who asked for a job that nobody asked for."""

LATE_AFTER: Final = timedelta(hours=3)


class LastProof(Struct, frozen=True):
    """What the last verification found, by which job; late when the next should long be there."""

    job: str
    proof: Proof
    is_late: bool


def ask_for_this_hour(now: datetime) -> None:
    """Ask for the verification of this hour, the machine's; asked again, it stands once."""
    ask("verify", Nothing(), Acting(NOBODY, Via("asserted", "desk"), f"verify-{now:%Y-%m-%d-%H}"))


def last_proof() -> LastProof | None:
    """Return what was found last, whoever asked; None before the first, or after a week without."""
    row = jobs.last_done("verify")
    if row is None or row.ended_at is None:
        return None
    try:
        proof = _proof(row.result_digest)
    except BadInput:
        return None
    return LastProof(row.id, proof, clock.machine_now() - row.ended_at > LATE_AFTER)


@lru_cache(maxsize=8)
def _proof(digest: str) -> Proof:
    """Return what the file of this digest says: another file would have another digest."""
    return proof_of(passing.content_of(digest))
