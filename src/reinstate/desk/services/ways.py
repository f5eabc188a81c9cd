"""From a reason why a level is no better, to the page or form that mends it."""

from typing import Final

from msgspec import Struct

from reinstate.core.levels.reason import Reason
from reinstate.core.terms.reference import id_of, is_subject, service_of
from reinstate.desk import links
from reinstate.desk.seen import Desk

UP_TO: Final = 4
"""So many reasons of a cell stand open; the others are behind a line."""


class Why(Struct, frozen=True):
    """A reason: the sentence, the page that it is about, and the act that mends it."""

    sentence: str
    page: str
    act: str
    act_words: str


MENDS: Final[dict[str, tuple[str, str]]] = {
    "backlog-uncounted": ("backlog-count", "Count it"),
    "backlog-above-baseline": ("backlog-count", "Count it"),
    "workaround-running": ("workaround-end", "End it"),
    "workaround-unreconciled": ("workaround-reconcile", "Account for them"),
    "not-opened": ("open", "Open it"),
    "lowered": ("level-lift", "Lift it"),
    "lowered-review-overdue": ("level-lift", "Lift it"),
    "cell-unregistered": ("import", "Import a sheet"),
    "needs-unrecorded": ("import", "Import a sheet"),
    "need-unregistered": ("import", "Import a sheet"),
    "need-in-a-loop": ("import", "Import a sheet"),
}
"""By the code of a reason: the form that mends it, and the words of its link."""


def why(desk: Desk, reason: Reason) -> Why:
    """Return a reason with where it leads for this person."""
    page = links.page_of(desk, reason.ref) if is_subject(reason.ref) else ""
    name, words = MENDS.get(reason.code, ("", ""))
    if not name or not links.leads(desk, name):
        return Why(reason.sentence, page, "", "")
    part = {"part": reason.ref} if name in ("open", "level-lift") else {}
    return Why(reason.sentence, page, links.to(desk, name, *_args(name, reason), **part), words)


def _args(name: str, reason: Reason) -> tuple[str, ...]:
    """Return what stands in the address of the form that mends a reason."""
    match name:
        case "backlog-count":
            return (id_of(reason.ref),)
        case "workaround-end" | "workaround-reconcile":
            return service_of(reason.ref), reason.need.split()[3]
        case "import":
            return ()
        case _:
            return (service_of(reason.ref),)
