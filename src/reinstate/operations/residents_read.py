"""What residents read at a moment, for staff who look at it: the public record, quickly.

It is the record that the residents' pages are drawn from, but for since when a level stands:
that takes the whole journal, and no form or script rests on it.
"""

from datetime import datetime
from typing import Final

from reinstate.core.state.council import Council
from reinstate.operations.kept_a_minute import KeptAMinute
from reinstate.operations.level_history import History
from reinstate.operations.public_facts import record_at
from reinstate.operations.public_record import PublicNotice, PublicRecord, PublicService, Wording
from reinstate.operations.public_words import channel_and_group, texts_of
from reinstate.operations.telling import Words
from reinstate.operations.told_outside import service_id

NOT_YET: Final = "not-yet"
"""The id of words that are only looked at."""


def _record(council: Council, at: datetime) -> PublicRecord:
    return record_at(History(council=council), at, texts_of(council))


record: Final = KeptAMinute(_record)
"""Returns what residents may read at a moment, given what was known."""


def service_of(record: PublicRecord, service: str) -> PublicService | None:
    """Return a service as residents read it; nothing where it is staff's own."""
    return next((one for one in record.services if one.id == service), None)


def as_read(words: Words, at: datetime) -> PublicNotice:
    """Return words as residents would read them if they were approved at `at`."""
    channel, group = channel_and_group(words.about)
    return PublicNotice(
        id=NOT_YET,
        place=words.place,
        now=Wording(words.title, words.text, at),
        first_said_at=at,
        changed_at=at,
        service=service_id(words.about),
        channel=channel,
        group=group,
        state="standing",
        earlier=(),
    )
