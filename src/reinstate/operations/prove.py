"""Facts about a subject on its way back: what was done, by whom, and the files that show it."""

from msgspec import structs

from reinstate.core.gates.record import Record
from reinstate.core.journal.events import facts
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import UNTOLD, Instant, Moment
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.writing import Writing


def record(acting: Acting, fact: facts.Fact) -> Acted:
    """State a fact that has no text of its own; its round is filled in."""
    return act(lambda _, __: Record(fact), acting)


def patched(
    acting: Acting,
    subject: Ref,
    level: str,
    done_by: tuple[PersonId, ...],
    at: Moment = UNTOLD,
) -> Acted:
    """Say that a subject was updated, and to what level, in words."""

    def make(writing: Writing, _council: Council) -> Record:
        words = writing.note(level)
        return Record(facts.Patched(subject=subject, done_by=done_by, level=words, at=at))

    return act(make, acting)


def evidence(acting: Acting, fact: facts.EvidenceTaken, about: str) -> Acted:
    """Keep evidence, with what it is in words where somebody said so."""

    def make(writing: Writing, _council: Council) -> Record:
        note = writing.note(about) if about else None
        return Record(structs.replace(fact, note=note))

    return act(make, acting)


def evidence_unobtainable(acting: Acting, subject: Ref, why: str) -> Acted:
    """Say why a supplier cannot give evidence."""

    def make(writing: Writing, _council: Council) -> Record:
        return Record(facts.EvidenceUnobtainable(subject=subject, reason=writing.note(why)))

    return act(make, acting)


def attested(
    acting: Acting, subject: Ref, author: str, digest: str, *, expires_at: Instant
) -> Acted:
    """Take what the supplier, or the other side of a link, says in writing."""

    def make(writing: Writing, _council: Council) -> Record:
        return Record(
            facts.AttestationReceived(
                subject=subject, author=writing.note(author), digest=digest, expires_at=expires_at
            )
        )

    return act(make, acting)


def accept(acting: Acting, subject: Ref, note: str = "") -> Acted:
    """Say, in its accepting role, that a subject works as it should."""

    def make(writing: Writing, _council: Council) -> Record:
        words = writing.note(note) if note else None
        return Record(facts.SubjectAccepted(subject=subject, note=words))

    return act(make, acting)
