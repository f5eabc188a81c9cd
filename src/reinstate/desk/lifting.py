"""From what the core says lifts a blocker, to the form of the desk that does it.

Blockers name a command of the command line; the desk has a form for each.
"""

from typing import Final

from msgspec import Struct

from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import SUBJECT_KINDS, Ref, kind_of
from reinstate.desk import links
from reinstate.desk.seen import Desk

FORMS: Final[dict[str, tuple[str, str]]] = {
    "isolate": ("isolate", "Isolate"),
}
"""By the command's first words: the name of the form's address, and the words of its link."""


class Lift(Struct, frozen=True):
    """Where a blocker is lifted."""

    address: str
    words: str


def lift(desk: Desk, blocker: Blocker, subject: Ref = "") -> Lift | None:
    """Return the form that lifts a blocker; nothing where there is none for this person."""
    said = blocker.need.removeprefix("reinstate ").split()
    found = FORMS.get(" ".join(said[:2])) or FORMS.get(" ".join(said[:1]))
    if found is None:
        return None
    name, words = found
    about = next((word for word in said if kind_of(word) in SUBJECT_KINDS), subject)
    if not about or not links.leads(desk, name):
        return None
    return Lift(links.to(desk, name, about), words)
