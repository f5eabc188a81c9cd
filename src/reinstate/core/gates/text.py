"""The decision text: exactly what a clearer says yes to, and its digest."""

from datetime import datetime

from reinstate.core.gates.examine import Examination
from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.decisions import DecisionText, NeedInText
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import EPOCH, minutes
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import needs_of

TEXT_VERSION = 1
STEPS_IN_LIMIT = 72
LIMITS_IN_TEXT = (Limit.CHECK_AGE, Limit.CLEARANCE_AGE, Limit.WATCH)


def decision_text(examination: Examination) -> DecisionText:
    """Return the text of letting this subject onto the network as it is now."""
    look = examination.look
    council = look.council
    return DecisionText(
        v=TEXT_VERSION,
        subject=look.subject,
        from_=look.state.declared,
        to=Declared.CONNECTED,
        round=look.state.round,
        facts=tuple(sorted(set(examination.facts) - set(look.state.clearances))),
        needs=tuple(
            NeedInText(need, subject_of(council, need).declared)
            for need in sorted(needs_of(council, look.subject))
        ),
        gaps=examination.gaps,
        limits={limit.value: council.limit(limit) for limit in LIMITS_IN_TEXT},
        expires_at=_expires_at(look.at, council.limit(Limit.CLEARANCE_AGE)),
    )


def _expires_at(at: datetime, limit: int) -> datetime:
    """Return when the text runs out, in steps: it stays the same while somebody reads it.

    Never later than the limit allows; a limit of 72 hours has steps of one hour.
    """
    step = max(limit // STEPS_IN_LIMIT, 1)
    ends = int((at + minutes(limit) - EPOCH) / minutes(1))
    return EPOCH + minutes(ends - ends % step)


def text_digest(text: DecisionText) -> str:
    """Return the digest that a clearance signs: SHA-256 of the canonical text, in hex."""
    return digest_of(text)
