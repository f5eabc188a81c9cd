"""Events of words to people outside: notices that two people approve, and promises."""

from typing import Literal

import msgspec

from reinstate.core.journal.event import Event
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.note import Note
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import EntryId, Ref

Audience = Literal["residents", "staff", "councillors", "partners", "suppliers"]


class NoticeDrafted(Event, frozen=True, kw_only=True, tag="notice-drafted/2"):
    """Words somebody proposes to say; `about` is a service, a cell, or nothing (all).

    `place` is where they stand; `levels` are the published levels of the cells that words
    on the page of a service were written for. `replaces` is the notice whose place they take.
    """

    audience: Audience
    title: Note
    text: Note
    place: Place = "update"
    about: Ref | None = None
    levels: dict[Ref, Level] = msgspec.field(default_factory=dict[Ref, Level])
    replaces: EntryId = ""


class NoticeApproved(Event, frozen=True, kw_only=True, tag="notice-approved/1"):
    """A second person approves exactly these words; `digest` is of title and text."""

    notice: EntryId
    digest: str


class NoticeWithdrawn(Event, frozen=True, kw_only=True, tag="notice-withdrawn/1"):
    """The words no longer stand."""

    notice: EntryId


class NoticeLapsed(Event, frozen=True, kw_only=True, tag="notice-lapsed/1"):
    """What the words were approved for is so no longer.

    Those about a service: it now reads `level`. What happened: that incident is closed.
    """

    notice: EntryId
    level: Level | None = None


class PromiseMade(Event, frozen=True, kw_only=True, tag="promise-made/1"):
    """A range of dates, or no date yet with when we say more, that two people stand for."""

    audience: Audience
    about: Ref | None = None
    earliest: Instant | None = None
    latest: Instant | None = None
    say_more_by: Instant | None = None


class PromiseEnded(Event, frozen=True, kw_only=True, tag="promise-ended/1"):
    """How a promise ended; the book keeps both."""

    promise: EntryId
    how: Literal["kept", "broken", "replaced", "withdrawn"]
    note: Note | None = None


NoticeEvent = (
    NoticeDrafted | NoticeApproved | NoticeWithdrawn | NoticeLapsed | PromiseMade | PromiseEnded
)
