"""Everything that is kept about one person: what they may ask to be shown."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.operations import journal_index
from reinstate.operations.kept_texts import KeptText, mention_of, texts_about
from reinstate.operations.people_list import PersonSeen, people
from reinstate.store.personal import Details, all_details
from reinstate.store.sightings import sightings

SCHEMA: Final = "personal/1"
"""What a record is called where it is handed over."""

NO_DETAILS: Final = Details("", "", "", "", date.min)


class Acts(Struct, frozen=True, omit_defaults=True):
    """How many entries of the journal are somebody's, and from when to when."""

    count: int
    first_at: datetime | None = None
    last_at: datetime | None = None


class PersonalRecord(Struct, frozen=True, omit_defaults=True):
    """What is kept of somebody: beside the journal, in it by their id, and in others' words.

    `named_in` are the entries by others that name the id; `rows` are rows of the register in
    which a word of their name stands; `sightings` are subjects that they were last to see.
    """

    person: PersonSeen
    acts: Acts
    named_in: tuple[int, ...]
    wrote: tuple[KeptText, ...]
    mentioned_in: tuple[KeptText, ...]
    rows: tuple[str, ...]
    sightings: tuple[str, ...]
    review_on: date | None = None


def personal_record(council: Council, person: PersonId, at: datetime) -> PersonalRecord:
    """Return all that is kept about a person of this home."""
    details = all_details().get(person, NO_DETAILS)
    said = (person, details.name, details.handle, details.contact)
    texts = texts_about(council, (person,), said)
    marked = journal_index.marked(council.seq)
    return PersonalRecord(
        person=next(one for one in people(council, at) if one.id == person),
        acts=_acts([one.at for one in marked if one.actor == person]),
        named_in=tuple(one.seq for one in marked if one.actor != person and person in one.words),
        wrote=tuple(text for text in texts if text.by == person),
        mentioned_in=tuple(text for text in texts if text.by != person),
        rows=tuple(_rows(council, said)),
        sightings=tuple(sorted(s for s, seen in sightings().items() if seen.by == person)),
        review_on=details.review_on if details.person_id else None,
    )


def _acts(moments: list[datetime]) -> Acts:
    return Acts(len(moments), moments[0], moments[-1]) if moments else Acts(0)


def _rows(council: Council, said: tuple[str, ...]) -> Iterator[str]:
    """Yield the rows whose own words name the person: an import puts them into the journal."""
    pattern = mention_of(said)
    for key, row in sorted(council.register.rows.items()):
        values = (getattr(row, name) for name in row.__struct_fields__)
        if pattern is not None and any(isinstance(v, str) and pattern.search(v) for v in values):
            yield key
