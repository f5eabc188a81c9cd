"""Who signed for a subject in this round: whose word counts and until when, and why not."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.gates.look import Look
from reinstate.core.gates.rows_clearances import why_not
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import PersonId
from reinstate.operations.sentences.subjects import CAUSES


class Signature(Struct, frozen=True):
    """One clearance: by whom, when, until when it counts, and why it does not."""

    person: PersonId
    at: datetime
    until: datetime
    why_not: str
    because: int


def signatures_of(look: Look) -> tuple[Signature, ...]:
    """Return the clearances of this round, the newest first."""
    council = look.council
    given = [council.clearances[id_] for id_ in reversed(look.state.clearances)]
    limit = minutes(council.limit(Limit.CLEARANCE_AGE))
    found: list[Signature] = []
    for one in (each for each in given if each.round == look.state.round):
        at = council.time.at(one.seq, one.at)
        last = one.lapses[-1] if one.lapses else None
        why = CAUSES[last.cause] if last else _of_it(one.person, why_not(look, one))
        until = min(at + limit, one.text.expires_at)
        found.append(Signature(one.person, at, until, why, last.because if last else 0))
    return tuple(found)


def _of_it(person: PersonId, why: str) -> str:
    """Return why a clearance does not count, where the name of whoever gave it stands above."""
    return why.replace(f"that of {person} ", "it ", 1)
