"""What somebody who vouches for another says yes to, and what rests on it from then on."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.access import resting
from reinstate.core.access.confirm import Confirm, unconfirmed, vouched
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import SecondFactor
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.operations import chronicle, journal_index, reading
from reinstate.operations.chronicle import EntrySeen
from reinstate.store.sign_in import second_factors

RESTING_MAX: Final = 20
"""So many of the last acts are shown; of the others, how many there are."""


class FactorSeen(Struct, frozen=True):
    """Codes or keys that somebody set up, and when."""

    kind: SecondFactor
    since: datetime


class Vouching(Struct, frozen=True):
    """What is vouched for, what somebody else has to, and what somebody did meanwhile."""

    acts: tuple[str, ...]
    left: tuple[str, ...]
    resting: tuple[EntrySeen, ...]
    more: int
    factors: tuple[FactorSeen, ...]


def vouching(council: Council, person: PersonId, asking: Asking) -> Vouching:
    """Return what it would be to vouch for somebody of this home, as things stand."""
    acts = vouched(council, Confirm(person), asking)
    by_this = {act.words for act in acts}
    every = tuple(act.words for act in unconfirmed(council, council.people[person]))
    first = resting.since(acts)
    theirs = [
        one.seq
        for one in journal_index.marked(council.seq)
        if one.seq > first and one.actor == person
    ]
    found = resting.resting(reading.entries_at(theirs), person, acts) if acts else ()
    return Vouching(
        acts=tuple(act.words for act in acts),
        left=tuple(words for words in every if words not in by_this),
        resting=chronicle.worded(found[-RESTING_MAX:], council),
        more=max(len(found) - RESTING_MAX, 0),
        factors=tuple(
            FactorSeen(one.kind, one.since) for one in second_factors() if one.person == person
        ),
    )
