"""The job that verifies the journal, and sums up what proves it."""

import msgspec
from msgspec import Struct

from reinstate.operations.jobs.kind import Doing
from reinstate.operations.verifying import verify_journal


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A job that takes no arguments."""


class HeldAgainst(Struct, frozen=True):
    """A checkpoint that the journal was held against; `state` is `matches` when all is well."""

    name: str
    size: int
    state: str


class Proof(Struct, frozen=True):
    """What was found; `sentence` says the first thing that is wrong, or nothing."""

    is_whole: bool
    size: int
    root: str
    checkpoints: tuple[HeldAgainst, ...]
    sentence: str = ""


def verify(_arguments: Nothing, doing: Doing) -> bytes:
    """Verify the journal against its tree and every checkpoint kept here."""
    doing.progress("Verifying the journal", 0, 1)
    verified = verify_journal()
    found, unreadable = verified.found, verified.unreadable
    proof = Proof(
        is_whole=found.is_whole and unreadable is None,
        size=found.size,
        root=found.root.hex(),
        checkpoints=tuple(
            HeldAgainst(each.name, each.size, each.state) for each in found.checkpoints
        ),
        sentence=found.fault.sentence if found.fault else str(unreadable or ""),
    )
    doing.progress("Verifying the journal", 1, 1)
    return msgspec.json.encode(proof)


def proof_of(result: bytes) -> Proof:
    """Return what the result of such a job says."""
    return msgspec.json.decode(result, type=Proof)
