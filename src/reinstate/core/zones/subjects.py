"""Which subjects there are, by kind and hosting; and what they are called."""

from difflib import get_close_matches

import immutables

from reinstate.core.journal.rows import AnyRow, SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, is_subject, kind_of
from reinstate.core.terms.remembered import Remembered
from reinstate.core.terms.system import Hosting

NEAREST_MAX = 3


def all_subjects(
    council: Council, kind: str = "", hosting: Hosting | None = None
) -> tuple[Ref, ...]:
    """Return every subject on the register that is not retired, in a steady order."""
    rows = council.register.rows
    every = _subjects(rows)
    if kind:
        every = tuple(one for one in every if kind_of(one) == kind)
    if hosting is not None:
        every = tuple(one for one in every if _is_hosted(rows[one], hosting))
    return every


def _sorted_subjects(rows: immutables.Map[Ref, AnyRow]) -> tuple[Ref, ...]:
    return tuple(sorted(filter(is_subject, rows)))


_subjects = Remembered(_sorted_subjects)


def _is_hosted(row: AnyRow, hosting: Hosting) -> bool:
    return isinstance(row, SystemRow) and row.hosting is hosting


def name_of(council: Council, reference: Ref) -> str:
    """Return the name of a row for people; its reference when it has none."""
    row = council.register.rows.get(reference) or council.register.gone.get(reference)
    return row.name if row is not None and row.name else reference


def nearest(council: Council, reference: Ref) -> tuple[Ref, ...]:
    """Return the subjects whose references look most like this one."""
    known = [key for key in council.register.rows if key.split(":")[0] in SUBJECT_KINDS]
    return tuple(get_close_matches(reference, known, n=NEAREST_MAX, cutoff=0.5))
