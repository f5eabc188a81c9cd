"""Accepting what is not as it should be: old support, gaps in a check, a need that is missing."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.commands.proposals import Propose
from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import (
    CheckRecorded,
    DegradedAccepted,
    GapsAccepted,
    SupportAccepted,
)
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.trouble import Refused
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.writing import Writing


class Degraded(Struct, frozen=True):
    """Running without one need: for whom, until when, and what users lose."""

    without: Ref
    scope: str
    until: datetime
    loss: str


def accept_unsupported(acting: Acting, subject: Ref, until: datetime, why: str) -> Acted:
    """Accept, as senior risk owner, a system past its support until a date."""

    def make(writing: Writing, _council: Council) -> Record:
        return Record(SupportAccepted(subject=subject, until=until, reason=writing.note(why)))

    return act(make, acting)


def propose_gaps(acting: Acting, subject: Ref, check: EntryId, why: str, instead: str) -> Acted:
    """Sign first under every gap of one check; the other of two roles signs second."""

    def make(writing: Writing, council: Council) -> Propose:
        return Propose(
            GapsAccepted(
                subject=subject,
                check=check,
                gaps=_gaps(council, subject, check),
                reason=writing.note(why),
                compensation=writing.note(instead),
            )
        )

    return act(make, acting)


def accept_degraded(acting: Acting, subject: Ref, degraded: Degraded) -> Acted:
    """Accept that a subject runs without one of its needs, until a date (R09)."""

    def make(writing: Writing, _council: Council) -> Record:
        return Record(
            DegradedAccepted(
                subject=subject,
                without=degraded.without,
                scope=writing.note(degraded.scope),
                until=degraded.until,
                loss=writing.note(degraded.loss),
            )
        )

    return act(make, acting)


def _gaps(council: Council, subject: Ref, check: EntryId) -> tuple[Note, ...]:
    entry = fact_of(council, (subject,), check)
    if entry is None or not isinstance(entry.event, CheckRecorded):
        sentence = f"No check {check} of {subject} is recorded."
        raise Refused((Blocker("proposal", "unknown-check", sentence, "reinstate check list"),))
    return entry.event.gaps
