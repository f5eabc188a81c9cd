"""Says what is wrong with the head of a journal whose rows, each taken alone, are right."""

from reinstate.core.journal.merkle import (
    Frontier,
    frontier_from_bytes,
    frontier_to_bytes,
    root_of,
)
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.store import read
from reinstate.store.fault import Fault
from reinstate.store.walk import Walked


def head_fault(walked: Walked, sure_size: int) -> Fault | None:
    """Return what is wrong; a checkpoint vouches for the first `sure_size` entries."""
    try:
        head = read.head()
    except JournalCorrupt as error:
        return Fault("altered", "head", error.sentence)
    wrong = _wrong_parts(head, walked)
    if not wrong:
        return None
    if len(wrong) == 1:
        return _altered(f"head.{wrong[0]}", f"The head's {wrong[0]} was changed")
    if "size" in wrong:
        return _count_fault(head.size, walked.size)
    if not _fits_itself(head):
        return _altered("head", "The head's root and frontier were changed")
    stored = frontier_from_bytes(walked.size, head.frontier)
    first, last = _first_differing_subtree(walked.frontier, stored)
    first = max(first, sure_size + 1)
    sentence = (
        f"Lines and leaves were changed together, somewhere in entries {first} to {last}:"
        " the head commits to other lines."
    )
    return Fault("altered", "entries", sentence, first, last)


def _wrong_parts(head: read.Head, walked: Walked) -> list[str]:
    is_right = {
        "size": head.size == walked.size,
        "root": head.root == root_of(walked.frontier),
        "frontier": head.frontier == frontier_to_bytes(walked.frontier),
    }
    return [part for part, right in is_right.items() if not right]


def _altered(part: str, sentence: str) -> Fault:
    return Fault("altered", part, f"{sentence}; every entry is as it was.")


def _count_fault(head_size: int, size: int) -> Fault:
    if size < head_size:
        sentence = f"The last entries are gone: the head counts {head_size}, and {size} are left."
        return Fault("removed", "entries", sentence, size + 1, head_size)
    sentence = f"Entries were added behind the head: it counts {head_size}, and {size} are there."
    return Fault("inserted", "entries", sentence, head_size + 1, size)


def _fits_itself(head: read.Head) -> bool:
    try:
        return root_of(frontier_from_bytes(head.size, head.frontier)) == head.root
    except ValueError:
        return False


def _first_differing_subtree(computed: Frontier, stored: Frontier) -> tuple[int, int]:
    start = 0
    for one, other in zip(computed.nodes, stored.nodes, strict=True):
        width = 1 << (computed.size - start).bit_length() - 1
        if one != other:
            return start + 1, start + width
        start += width
    raise AssertionError("two frontiers that differ have a first subtree that differs")
