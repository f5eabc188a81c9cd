"""What waits about subjects that somebody has begun to bring back: the work itself."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from reinstate.core.journal.events.facts import GapsAccepted
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref
from reinstate.operations.overview import Glance
from reinstate.operations.waiting.holders import needed_roles, waits_for_another
from reinstate.operations.waiting.item import Asked, Kind, Waiting

WORK_MAX: Final = 25
"""So many subjects are named to one person; the list of systems has the rest."""

SIGNATURES: Final = frozenset(
    {"two-clearances", "second-signature", "demand", "accepted", "not-clean"}
)
"""What waits under a kind of its own."""


def work(asked: Asked) -> Iterator[Waiting]:
    """Yield the subjects nearest to coming back that have steps which this person may do."""
    nearest = sorted(asked.known.subjects.items(), key=lambda item: len(item[1].blockers))
    return islice(_work(asked, nearest), WORK_MAX)


def _work(asked: Asked, subjects: Iterable[tuple[Ref, Glance]]) -> Iterator[Waiting]:
    proposed = _with_gaps_proposed(asked)
    for subject, glance in subjects:
        if not has_begun(asked.council, subject):
            continue
        mine = tuple(_mine(asked, subject, glance, is_proposed=subject in proposed))
        if mine:
            steps = "1 step" if len(mine) == 1 else f"{len(mine)} steps, first"
            yield Waiting(
                kind=Kind.WORK,
                sentence=f"{glance.standing.name}, {steps}: {mine[0].sentence}",
                about=subject,
            )


def has_begun(council: Council, subject: Ref) -> bool:
    """Return whether anything was done in this round to bring a subject back."""
    known = subject_of(council, subject)
    if known.is_connected or not known.round:
        return False
    seqs = reversed(known.facts)
    facts = (council.facts.get(seq) for seq in seqs)
    return any(
        getattr(entry.event, "round", 0) == known.round for entry in facts if entry is not None
    )


def _mine(asked: Asked, subject: Ref, glance: Glance, *, is_proposed: bool) -> Iterator[Blocker]:
    for blocker in glance.blockers:
        if is_proposed and "--gaps" in blocker.need:
            continue
        if blocker.code in SIGNATURES or waits_for_another(blocker):
            continue
        roles = needed_roles(asked.council, subject, blocker)
        if roles and asked.holds_any(roles, subject):
            yield blocker


def _with_gaps_proposed(asked: Asked) -> frozenset[Ref]:
    """Return the subjects whose gaps somebody signed for: they wait for a second person."""
    acts = (one.proposed.event for one in asked.council.proposals.values() if one.is_open)
    return frozenset(act.subject for act in acts if isinstance(act, GapsAccepted))
