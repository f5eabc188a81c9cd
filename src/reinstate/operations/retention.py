"""Dates of review: which texts and names are due, keeping them longer, how many wait."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from reinstate.core.access.keep_longer import KeepLonger
from reinstate.core.access.tighten_limit import TightenLimit
from reinstate.core.state.council import Council
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.reference import PersonId
from reinstate.operations import journal_index
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.days import ZONE
from reinstate.operations.kept_texts import KeptText, Named, kept_texts
from reinstate.operations.writing import Writing
from reinstate.store.notes import notes_due
from reinstate.store.personal import Details, all_details

REVIEWED = frozenset({Limit.NOTE_REVIEW, Limit.PERSON_REVIEW})


class PersonDue(Struct, frozen=True):
    """Somebody who left, whose name is still kept, and when to ask about it."""

    id: PersonId
    handle: str
    name: str
    review_on: date


class Due(Struct, frozen=True):
    """What is due for review by a day."""

    by: date
    texts: tuple[KeptText, ...]
    people: tuple[PersonDue, ...]


def today(at: datetime) -> date:
    """Return the day that it is in the council's zone."""
    return at.astimezone(ZONE).date()


def due(council: Council, by: date) -> Due:
    """Return every text and name whose date of review comes by this day, the first due first."""
    texts = kept_texts(council, notes_due(by))
    return Due(
        by,
        tuple(sorted(texts, key=lambda text: (text.review_on, text.seq))),
        people_due(council, by),
    )


def texts_due(council: Council, by: date) -> tuple[str, ...]:
    """Return the ids of the texts that are due by a day, the first due first.

    They are not read yet: of a long list only a part is shown.
    """
    dates = notes_due(by)
    seqs = journal_index.seqs_of_notes(council.seq) if dates else {}
    return tuple(sorted(dates.keys() & seqs.keys(), key=lambda id_: (dates[id_], seqs[id_])))


def people_due(council: Council, by: date) -> tuple[PersonDue, ...]:
    """Return who left and is still named, where that is due by a day, the first due first."""
    return tuple(sorted(_people_due(council, by), key=lambda one: (one.review_on, one.name)))


def due_count(council: Council, at: datetime) -> int:
    """Return how many texts and names are due today."""
    day = today(at)
    return len(notes_due(day)) + sum(1 for _ in _people_due(council, day))


def keep(acting: Acting, named: Named, until: datetime, why: str) -> Acted:
    """Keep texts and names until a date, for a reason; then they are due again."""

    def make(writing: Writing, _council: Council) -> KeepLonger:
        writing.review(named.notes, named.people, today(until))
        return KeepLonger(named.notes, named.people, until, writing.note(why))

    return act(make, acting)


def tighten(acting: Acting, limit: Limit, minutes: int) -> Acted:
    """Make a limit stricter; one of review brings later dates forward at once."""

    def make(writing: Writing, _council: Council) -> TightenLimit:
        if limit in REVIEWED:
            writing.review_by(limit, minutes)
        return TightenLimit(limit, minutes)

    return act(make, acting)


def _people_due(council: Council, by: date) -> Iterator[PersonDue]:
    for details in all_details().values():
        person = council.people.get(details.person_id)
        if person is not None and not person.is_active and details.review_on <= by:
            yield _due(details)


def _due(details: Details) -> PersonDue:
    return PersonDue(details.person_id, details.handle, details.name, details.review_on)
