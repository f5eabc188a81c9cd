"""Keep longer: what was due for review is needed on, until a date and for a reason.

No date lies further off than the home's own limit: then somebody asks again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import person_blockers
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.home import KeptLonger
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import MINUTES_PER_DAY, minutes
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import Refused

GATE: Final = "keep"
KEPT_MAX: Final = 500
"""So many texts and people go into one entry."""


class KeepLonger(Struct, frozen=True):
    """Say that texts, and names of people who left, are needed until a moment."""

    notes: tuple[str, ...]
    people: tuple[PersonId, ...]
    until: datetime
    why: Note


def blockers(council: Council, command: KeepLonger, at: datetime) -> tuple[Blocker, ...]:
    """Return every reason against keeping these until then."""
    return (
        *_count(command),
        *_until(council, command, at),
        *_notes(council, command.notes),
        *_people(council, command.people),
    )


def decide(council: Council, command: KeepLonger, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return that they are kept."""
    if found := blockers(council, command, asking.at):
        raise Refused(found)
    return (
        KeptLonger(
            notes=command.notes, people=command.people, until=command.until, why=command.why
        ),
    )


def _count(command: KeepLonger) -> Iterator[Blocker]:
    count = len(command.notes) + len(command.people)
    if not count:
        sentence = "Nothing is named that would be kept."
        yield Blocker(GATE, "nothing-named", sentence, "reinstate personal due")
    elif count > KEPT_MAX:
        sentence = f"At most {KEPT_MAX} are kept at a time; these are {count}."
        yield Blocker(GATE, "too-many", sentence, "reinstate personal due")


def _until(council: Council, command: KeepLonger, at: datetime) -> Iterator[Blocker]:
    if command.until <= at:
        sentence = "That date has passed: say until when they are needed."
        need = "reinstate personal keep WHAT --until DATE --why TEXT"
        yield Blocker(GATE, "date-past", sentence, need)
        return
    limits = ((Limit.NOTE_REVIEW, command.notes), (Limit.PERSON_REVIEW, command.people))
    for limit, named in limits:
        longest = council.limit(limit)
        if named and command.until > at + minutes(longest):
            sentence = (
                f"The limit {limit} is {longest // MINUTES_PER_DAY} days: nothing is put off"
                " further than that at a time."
            )
            yield Blocker(GATE, "too-far", sentence, "reinstate limit list")


def _notes(council: Council, notes: Iterable[str]) -> Iterator[Blocker]:
    for note in notes:
        if note in council.redacted:
            yield Blocker(GATE, "already-redacted", f"The text {note} is erased already.")


def _people(council: Council, people: Iterable[PersonId]) -> Iterator[Blocker]:
    for person in people:
        yield from person_blockers(council, GATE, person)
        known = council.people.get(person)
        if known is not None and known.is_active:
            sentence = f"{person} may act here: their name is reviewed once they have left."
            yield Blocker(GATE, "still-here", sentence, f"reinstate user leave {person}")
        elif known is not None and known.erased_at is not None:
            yield Blocker(GATE, "already-erased", f"{person} is erased already.")
