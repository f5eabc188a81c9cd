"""Which subjects there are, by kind and hosting; and what they are called."""

from difflib import get_close_matches

from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, is_subject, kind_of
from reinstate.core.terms.system import Hosting

NEAREST_MAX = 3


def all_subjects(
    council: Council, kind: str = "", hosting: Hosting | None = None
) -> tuple[Ref, ...]:
    """Return every subject on the register that is not retired, in a steady order."""
    return tuple(
        sorted(
            key
            for key, row in council.register.rows.items()
            if is_subject(key)
            and kind in ("", kind_of(key))
            and (hosting is None or (isinstance(row, SystemRow) and row.hosting is hosting))
        )
    )


def name_of(council: Council, reference: Ref) -> str:
    """Return the name of a row for people; its reference when it has none."""
    row = council.register.rows.get(reference) or council.register.gone.get(reference)
    return row.name if row is not None and row.name else reference


def nearest(council: Council, reference: Ref) -> tuple[Ref, ...]:
    """Return the subjects whose references look most like this one."""
    known = [key for key in council.register.rows if key.split(":")[0] in SUBJECT_KINDS]
    return tuple(get_close_matches(reference, known, n=NEAREST_MAX, cutoff=0.5))
