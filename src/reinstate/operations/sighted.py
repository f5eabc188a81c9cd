"""How subjects were last seen on the network, and whether that is too long ago to rely on."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.zone import Declared, Seen
from reinstate.store import sightings
from reinstate.store.sightings import LastSeen


class Sighted(Struct, frozen=True):
    """What somebody saw last, when, and who; `is_stale` after the limit of the home.

    `belies` says that what was seen is not what was ordered: live although isolated;
    `is_before_return` that it came back to the network after it was seen.
    """

    state: Seen
    at: datetime
    by: PersonId
    is_stale: bool
    belies: bool = False
    is_before_return: bool = False


def last_sighting(
    council: Council, subject: Ref, at: datetime, *, is_past: bool = False
) -> Sighted | None:
    """Return the last sighting of a subject; nothing where nobody looked.

    That it was seen again as it was is no entry, so a page of the past does not know of it.
    """
    if subject_of(council, subject).seen is None:
        return None
    return _sighted(council, subject, at, None if is_past else sightings.last_seen(subject))


def sighted(
    council: Council, subjects: Iterable[Ref], at: datetime, *, is_past: bool = False
) -> dict[Ref, Sighted]:
    """Return the last sighting of each of many subjects; of those that nobody saw, none."""
    seen = [one for one in subjects if subject_of(council, one).seen is not None]
    again = sightings.sightings() if seen and not is_past else {}
    found = ((one, _sighted(council, one, at, again.get(one))) for one in seen)
    return {one: each for one, each in found if each is not None}


def _sighted(
    council: Council, subject: Ref, at: datetime, again: LastSeen | None
) -> Sighted | None:
    state = subject_of(council, subject)
    known = state.seen
    if known is None:
        return None
    seen_at, by = known.at.latest or council.at_of(council.facts[known.seq]), known.by
    if again is not None and again.state == known.state.value and again.at > seen_at:
        seen_at, by = again.at, again.by
    is_stale = at - seen_at > minutes(council.limit(Limit.SIGHTING))
    belies = known.state is Seen.LIVE and state.declared is Declared.ISOLATED
    is_before = state.declared is Declared.CONNECTED and known.seq < state.reconnected_seq
    return Sighted(known.state, seen_at, by, is_stale, belies, is_before)
