"""Says what is wrong with the first bad row of the journal: altered, swapped, removed, inserted."""

from reinstate.core.journal.merkle import leaf_hash, tree_root
from reinstate.core.terms.trouble import JournalCorrupt
from reinstate.store import read
from reinstate.store.fault import Code, Fault
from reinstate.store.walk import Row, pages, place_of


def row_fault(row: Row, expected: int) -> Fault:
    """Return what is wrong with `row`, where entry `expected` should stand."""
    if not isinstance(row.seq, int):
        sentence = f"Where entry {expected} should stand, the number stored is none."
        return _fault("altered", "seq", expected, sentence)
    if row.seq < expected:
        return _fault("inserted", "seq", row.seq, f"A row numbered {row.seq} stands before 1.")
    if row.seq > expected:
        return _gap_fault(row, expected)
    claimed = _claimed_seq(row)
    if claimed is not None and claimed != row.seq and _claim_at(claimed) == row.seq:
        sentence = f"Entries {row.seq} and {claimed} were exchanged."
        return _fault("swapped", "entries", row.seq, sentence, claimed)
    if leaf_hash(row.body) != row.leaf:
        return _hash_fault(row)
    return _line_fault(row)


def _gap_fault(row: Row, expected: int) -> Fault:
    for page in pages(after=expected):
        for later in page:
            if _claimed_seq(later) == expected:
                return _fault(
                    "altered",
                    "seq",
                    expected,
                    f"Entry {expected} is stored under the number {later.seq}.",
                )
    last = row.seq - 1
    which = f"Entry {expected} was" if last == expected else f"Entries {expected} to {last} were"
    return Fault("removed", "entries", f"{which} removed.", expected, last)


def _hash_fault(row: Row) -> Fault:
    real = leaf_hash(row.body)
    for page in pages():
        for other in page:
            if other.leaf == real and leaf_hash(other.body) == row.leaf:
                return _fault(
                    "swapped",
                    "leaf",
                    row.seq,
                    f"The leaves of entries {row.seq} and {other.seq} were exchanged.",
                    other.seq,
                )
    if _is_leaf_alone(row.seq, real):
        return _fault(
            "altered", "leaf", row.seq, f"The leaf of entry {row.seq} was changed, its line not."
        )
    return _fault(
        "altered",
        "body",
        row.seq,
        f"The line of entry {row.seq} was changed: it does not hash to its leaf.",
    )


def _is_leaf_alone(seq: int, real: bytes) -> bool:
    """Return whether the head commits to the line as it stands, so that the leaf was changed."""
    return _head_commits_to([real if row.seq == seq else row.leaf for row in _rows()])


def _seq_fault(row: Row, claimed: int) -> Fault:
    follows = _claim_at(row.seq + 1)
    is_shifted = follows in {None, claimed + 1}
    if claimed > row.seq and is_shifted:
        last = claimed - 1
        return Fault(
            "removed",
            "entries",
            f"Entry {row.seq} was removed, and later entries were moved up in its place.",
            row.seq,
            last,
        )
    if claimed < row.seq and is_shifted:
        return _inserted_before(row, claimed)
    if claimed < row.seq and follows == row.seq:
        return _fault(
            "inserted",
            "entries",
            row.seq,
            f"A copy of entry {claimed} was inserted as entry {row.seq}.",
        )
    return _fault(
        "altered", "seq", row.seq, f"The line of entry {row.seq} says that it is entry {claimed}."
    )


def _inserted_before(row: Row, claimed: int) -> Fault:
    """Name, of two rows that claim one number, the one that the head does not commit to."""
    others = [each for each in _rows() if each.seq != row.seq]
    is_this_row = row.seq == claimed + 1 and _head_commits_to([each.leaf for each in others])
    first, last = (row.seq, row.seq) if is_this_row else (claimed, row.seq - 1)
    return Fault(
        "inserted",
        "entries",
        f"Entry {first} was inserted: two rows claim the number {claimed}.",
        first,
        last,
    )


def _line_fault(row: Row) -> Fault:
    """Return what is wrong with a line that hashes to its leaf: both were written anew."""
    place = place_of(row.body)
    if place is None:
        return _fault("altered", "form", row.seq, f"Entry {row.seq} is no entry at all.")
    seq, command_id, position = place
    if seq != row.seq:
        return _seq_fault(row, seq)
    if command_id != row.command_id:
        sentence = f"The command stored for entry {row.seq} is not the one in its line."
        return _fault("altered", "command_id", row.seq, sentence)
    if position != row.position:
        sentence = f"The position stored for entry {row.seq} is not the one in its line."
        return _fault("altered", "position", row.seq, sentence)
    sentence = f"The line of entry {row.seq} is not written the one way that entries are."
    return _fault("altered", "form", row.seq, sentence)


def _head_commits_to(leaves: list[bytes]) -> bool:
    try:
        return tree_root(leaves) == read.head().root
    except JournalCorrupt:
        return False


def _claimed_seq(row: Row) -> int | None:
    place = place_of(row.body)
    return place[0] if place else None


def _claim_at(seq: int) -> int | None:
    """Return the number that the line in row `seq` claims, if there is such a row."""
    for page in pages(after=seq - 1):
        return _claimed_seq(page[0]) if page[0].seq == seq else None
    return None


def _rows() -> list[Row]:
    return [row for page in pages() for row in page]


def _fault(code: Code, part: str, first: int, sentence: str, last: int = 0) -> Fault:
    return Fault(code, part, sentence, first, last or first)
