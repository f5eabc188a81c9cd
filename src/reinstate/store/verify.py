"""Verifies the journal: every line, the tree over them, the head, and what left the building."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from reinstate.core.journal.merkle import root_of
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.store import read
from reinstate.store.fault import Fault
from reinstate.store.head_fault import head_fault
from reinstate.store.known_checkpoints import (
    Standing,
    compare,
    history_fault,
    known_checkpoints,
    useless_fault,
)
from reinstate.store.row_fault import row_fault
from reinstate.store.walk import NOWHERE, Walked, walk_on


class Verification(Struct, frozen=True):
    """What was found: how far each row is right, and the first thing that is wrong."""

    size: int
    root: bytes
    checkpoints: tuple[Standing, ...]
    fault: Fault | None

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is wrong."""
        return self.fault is None


def verify(
    *,
    outside: Mapping[str, str] | None = None,
    keys: Sequence[str] = (),
    copy: Path | None = None,
) -> Verification:
    """Verify the journal this process points at; an appender may go on meanwhile.

    Args:
        outside: Checkpoint notes from outside, by the name they are spoken of.
        keys: Public key lines; without any, no signature is checked.
        copy: An exported journal, to name the first entry that history was changed from.

    Raises:
        BadInput: If a note from outside, a key or the copy cannot be read.
        JournalCorrupt: If the database file itself is damaged.
    """
    known = known_checkpoints(outside or {}, keys)
    walked = _walked(frozenset(each.size for each in known if not each.trouble))
    standings = tuple(compare(each, walked) for each in known)
    if walked.bad:
        fault: Fault | None = row_fault(walked.bad, walked.size + 1)
    else:
        fault = (
            history_fault(standings, walked.size, copy)
            or head_fault(walked, max(_sure(standings), default=0))
            or useless_fault(standings)
        )
    return Verification(walked.size, root_of(walked.frontier), standings, fault)


def _walked(sizes: frozenset[int]) -> Walked:
    """Walk until the head, read after the rows, counts no more than were seen."""
    walked = walk_on(NOWHERE, sizes)
    while not walked.bad and _head_size() > walked.size:
        before, walked = walked.size, walk_on(walked, sizes)
        if walked.size == before:
            break
    return walked


def _head_size() -> int:
    try:
        return read.head().size
    except JournalCorrupt:
        return 0


def _sure(standings: Sequence[Standing]) -> list[int]:
    return [each.size for each in standings if each.state == "matches"]
