"""The public record: everything that residents may read, and nothing else.

The pages, the JSON and the feeds are made from this alone, so what is not in it cannot leak.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from reinstate.core.journal.events.home import HomeKind
from reinstate.core.journal.events.incident import Phase
from reinstate.core.state.words import PromiseState
from reinstate.core.terms.level import Level
from reinstate.core.terms.place import Place
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


class Wording(Struct, frozen=True):
    """Words as they were said; erased ones are empty."""

    title: str
    text: str
    said_at: datetime
    is_erased: bool = False


class PublicNotice(Struct, frozen=True, kw_only=True):
    """Words that two people stand for, in their place; `service` is empty when they are to all.

    `id` is that of the first words of a row of corrections: addresses and feed ids rest on
    it and never change. `earlier` are the words that these took the place of, newest first.
    Only an update may be `withdrawn`: it stays in the history and says so.
    """

    id: EntryId
    place: Place
    now: Wording
    first_said_at: datetime
    changed_at: datetime
    service: str
    channel: str
    group: str
    state: Literal["standing", "withdrawn"]
    earlier: tuple[Wording, ...]

    @property
    def said_at(self) -> datetime:
        """Return when it was said: an update as first told, other words as they stand."""
        return self.first_said_at if self.place == "update" else self.now.said_at


class PublicPromise(Struct, frozen=True, kw_only=True):
    """A range of dates, or by when we say more, and how it ended.

    `has_begun`: the range began while it stood.
    """

    id: EntryId
    said_at: datetime
    earliest: datetime | None
    latest: datetime | None
    say_more_by: datetime | None
    state: PromiseState
    ended_at: datetime | None
    has_begun: bool
    is_overdue: bool
    service: str
    channel: str
    group: str


class PublicService(Struct, frozen=True, kw_only=True):
    """A service that residents use; `past` are its levels in the incident, newest first.

    `also_called` are everyday words for it, `need` what people come for (may be empty).
    `do_now`, `money` and `other_ways` were approved against the level it has now; the
    promises are newest first, kept and broken ones too.
    """

    id: str
    name: str
    also_called: tuple[str, ...]
    need: str
    is_essential: bool
    added_at: datetime
    changed_at: datetime
    now: PublicLevel
    cells: tuple[PublicCell, ...]
    past: tuple[PublicLevel, ...]
    do_now: tuple[PublicNotice, ...]
    money: tuple[PublicNotice, ...]
    other_ways: tuple[PublicNotice, ...]
    updates: tuple[PublicNotice, ...]
    promises: tuple[PublicPromise, ...]


class PublicPhase(Struct, frozen=True):
    """A phase that an incident went through, and from when."""

    phase: Phase
    at: datetime


class PublicIncident(Struct, frozen=True, kw_only=True):
    """An incident, in no words of its own; `closed_at` is empty while it goes on.

    `phases` are all that it went through, newest first. `hit` are the services that did not
    work as usual in it, with every such level that they had.
    """

    id: EntryId
    began_at: datetime
    changed_at: datetime
    phase: Phase
    phases: tuple[PublicPhase, ...]
    hit: tuple[tuple[str, Level], ...]
    next_update_at: datetime | None
    is_late: bool
    closed_at: datetime | None


class PublicWords(Struct, frozen=True, kw_only=True):
    """Words to all, by their place: what stands now, sections in the order they were first said."""

    happened: tuple[PublicNotice, ...]
    money: tuple[PublicNotice, ...]
    help: tuple[PublicNotice, ...]
    your_data: tuple[PublicNotice, ...]
    about: tuple[PublicNotice, ...]


class PublicRecord(Struct, frozen=True, kw_only=True):
    """All of it: services by name, `first` those that matter most, updates newest first.

    `incident` is the one that goes on; `incidents` are all, newest first. `promises` are
    all to residents, about services and to all, newest first. `left_out` names notices
    whose kept words are not those that were approved: they are for the person who
    publishes, never for a page.
    """

    kind: HomeKind
    name: str
    host: str
    colour: str
    opened_at: datetime
    changed_at: datetime
    incident: PublicIncident | None
    incidents: tuple[PublicIncident, ...]
    services: tuple[PublicService, ...]
    first: tuple[str, ...]
    words: PublicWords
    updates: tuple[PublicNotice, ...]
    promises: tuple[PublicPromise, ...]
    left_out: tuple[EntryId, ...]
