"""How a subject was last seen on the network, and whether that is too long ago to rely on."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.zone import Seen
from reinstate.store import sightings


class Sighted(Struct, frozen=True):
    """What somebody saw last, when, and who; `is_stale` after the limit of the home."""

    state: Seen
    at: datetime
    by: PersonId
    is_stale: bool


def last_sighting(
    council: Council, subject: Ref, at: datetime, *, is_past: bool = False
) -> Sighted | None:
    """Return the last sighting of a subject; nothing where nobody looked.

    That it was seen again as it was is no entry, so a page of the past does not know of it.
    """
    known = subject_of(council, subject).seen
    if known is None:
        return None
    entry = council.facts[known.seq]
    seen_at, by = known.at.latest or council.at_of(entry), known.by
    again = None if is_past else sightings.last_seen(subject)
    if again is not None and again.state == known.state.value and again.at > seen_at:
        seen_at, by = again.at, again.by
    is_stale = at - seen_at > minutes(council.limit(Limit.SIGHTING))
    return Sighted(known.state, seen_at, by, is_stale)
