"""The public record: everything that residents may read, and nothing else.

The pages and the JSON are made from this alone, so what is not in it cannot leak.
"""

from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.events.home import HomeKind
from reinstate.core.journal.events.incident import Phase
from reinstate.core.state.words import PromiseState
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import EntryId


class PublicLevel(Struct, frozen=True):
    """A level and since when; without `since` it was so before the incident."""

    level: Level
    since: datetime | None


class PublicCell(Struct, frozen=True):
    """One channel and group of a service; `all` is every one."""

    channel: str
    group: str
    now: PublicLevel


class PublicNotice(Struct, frozen=True, kw_only=True):
    """Words that two people stand for; `service` is empty when they are to all."""

    id: EntryId
    title: str
    text: str
    said_at: datetime
    service: str
    channel: str
    group: str
    is_money: bool


class PublicPromise(Struct, frozen=True, kw_only=True):
    """A range of dates, or by when we say more, and how it ended."""

    said_at: datetime
    earliest: datetime | None
    latest: datetime | None
    say_more_by: datetime | None
    state: PromiseState
    is_overdue: bool
    channel: str
    group: str


class PublicService(Struct, frozen=True, kw_only=True):
    """A service that residents use; `past` are its levels in the incident, newest first."""

    id: str
    name: str
    is_essential: bool
    added_at: datetime
    changed_at: datetime
    now: PublicLevel
    cells: tuple[PublicCell, ...]
    past: tuple[PublicLevel, ...]
    notices: tuple[PublicNotice, ...]
    promises: tuple[PublicPromise, ...]


class PublicIncident(Struct, frozen=True, kw_only=True):
    """The incident that goes on, in no words of its own."""

    id: EntryId
    began_at: datetime
    changed_at: datetime
    phase: Phase
    next_update_at: datetime | None
    is_late: bool


class PublicRecord(Struct, frozen=True, kw_only=True):
    """All of it: services by name, `first` those that matter most, notices newest first.

    `left_out` names notices whose kept words are not those that were approved: they are
    for the person who publishes, never for a page.
    """

    kind: HomeKind
    name: str
    host: str
    colour: str
    changed_at: datetime
    incident: PublicIncident | None
    services: tuple[PublicService, ...]
    first: tuple[str, ...]
    notices: tuple[PublicNotice, ...]
    money: PublicNotice | None
    promises: tuple[PublicPromise, ...]
    left_out: tuple[EntryId, ...]
