"""Everything that waits for a person: what they may do now, as the rules themselves say.

Nothing is shown that would be refused for lack of a role; most of it is tried by the rules
before it is shown.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.operations.overview import overview
from reinstate.operations.waiting import containing, leading, returning, serving, telling, working
from reinstate.operations.waiting.item import Asked, Kind, Waiting

SOURCES: Final[tuple[Callable[[Asked], Iterator[Waiting]], ...]] = (
    returning.glasses,
    containing.unknown,
    containing.unseen,
    returning.demands,
    returning.clearances,
    returning.acceptances,
    returning.reconnections,
    returning.cleanings,
    returning.findings,
    serving.openings,
    serving.backlogs,
    serving.lowerings,
    telling.proposals,
    telling.approvals,
    telling.lapsed_words,
    telling.next_update,
    telling.promises,
    leading.phase,
    leading.conditions,
    leading.authorities,
    leading.confirmations,
    leading.reviews,
    working.work,
)
ORDER: Final = {kind: place for place, kind in enumerate(Kind)}


def waiting(
    council: Council, person: PersonId, at: datetime, *, is_past: bool = False
) -> tuple[Waiting, ...]:
    """Return what waits for a person: the late first, then by kind and by when it is due."""
    asked = Asked(overview(council, at, is_past=is_past), person, at)
    known = council.people.get(person)
    if known is None or not known.is_active:
        return ()
    found = (one for source in SOURCES for one in source(asked))
    return tuple(sorted(found, key=lambda one: _place(one, at)))


def _place(one: Waiting, at: datetime) -> tuple[bool, int, float, str]:
    due = one.due_at.timestamp() if one.due_at is not None else float("inf")
    return (not one.is_late(at), ORDER[one.kind], due, one.about or one.id)
