"""Isolate: always, at once, by any active person."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import MeasureOrdered, SubjectIsolated
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.state.subject import Subject
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref, is_subject, kind_of
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Declared, Measure


class Isolate(Struct, frozen=True):
    """Order subjects off; with `setback`, because of that finding.

    Without `measure` each is cut in the way that fits it. What is isolated already stays
    as it is: a repeat never voids the work of its round.
    """

    subjects: tuple[Ref, ...]
    measure: Measure | None = None
    note: Note | None = None
    setback: EntryId = ""


def decide(council: Council, command: Isolate, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return what isolates the subjects; it is never refused."""
    unique = dict.fromkeys(filter(is_subject, command.subjects))
    return tuple(event for reference in unique for event in _isolation(council, command, reference))


def _isolation(council: Council, command: Isolate, reference: Ref) -> tuple[AnyEvent, ...]:
    subject = subject_of(council, reference)
    measure = command.measure or usual_measure(council, reference)
    if subject.declared is not Declared.ISOLATED:
        return (
            SubjectIsolated(
                subject=reference,
                round=subject.rounds_opened + 1,
                measure=measure,
                setback=command.setback,
                note=command.note,
            ),
        )
    if _is_news(command, subject):
        return (MeasureOrdered(subject=reference, measure=measure, note=command.note),)
    return ()


def _is_news(command: Isolate, subject: Subject) -> bool:
    return command.measure is not None and (
        command.measure is not subject.measure or command.note is not None
    )


def usual_measure(council: Council, reference: Ref) -> Measure:
    """Return how this kind of subject is cut when nobody says: disconnected, not powered off."""
    row = council.register.rows.get(reference)
    if isinstance(row, SystemRow):
        if row.hosting is Hosting.SAAS:
            return Measure.SUPPLIER
        return Measure.ROUTER if row.hosting is Hosting.HOSTED else Measure.PORT
    return {"link": Measure.ROUTER, "wave": Measure.ROUTER}.get(kind_of(reference), Measure.HOST)
