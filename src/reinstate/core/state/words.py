"""What we know of words to people outside: notices, promises, and acts half signed."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.events.notices import NoticeDrafted, PromiseMade
from reinstate.core.terms.reference import EntryId, PersonId

NoticeState = Literal["draft", "approved", "withdrawn", "replaced", "lapsed"]
PromiseState = Literal["open", "kept", "broken", "replaced", "withdrawn"]


class Notice(Struct, frozen=True):
    """Words drafted by one person; residents see them once another approves."""

    id: EntryId
    seq: int
    drafted: NoticeDrafted
    by: PersonId
    state: NoticeState = "draft"
    approved_seq: int = 0
    approved_at: datetime | None = None
    approved_by: PersonId = ""
    ended_seq: int = 0
    ended_at: datetime | None = None


class Promise(Struct, frozen=True):
    """A promise told outside, and how it ended."""

    id: EntryId
    seq: int
    made: PromiseMade
    at: datetime
    state: PromiseState = "open"
    ended_seq: int = 0
    ended_at: datetime | None = None


class Proposal(Struct, frozen=True):
    """The first signature under an act that needs two."""

    id: EntryId
    seq: int
    at: datetime
    by: PersonId
    proposed: ActProposed
    is_open: bool = True
