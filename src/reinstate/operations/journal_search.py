"""Finding entries of the journal: by what they are about, by whom, of what kind, by words."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, get_args

from msgspec import Struct

from reinstate.core.journal.entry import Entry, Surface
from reinstate.core.journal.event import Event
from reinstate.core.journal.events.decisions import DecisionEvent
from reinstate.core.journal.events.facts import AnyGateFact, FindingEvent
from reinstate.core.journal.events.home import HomeEvent
from reinstate.core.journal.events.incident import IncidentEvent
from reinstate.core.journal.events.notices import NoticeEvent
from reinstate.core.journal.events.people import PeopleEvent
from reinstate.core.journal.events.register import RegisterEvent
from reinstate.core.journal.events.service import ServiceEvent
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.journal.events.zones import ZoneEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import SUBJECT_KINDS, PersonId, Ref, kind_of
from reinstate.operations import chronicle, identity, journal_index, reading
from reinstate.operations.chronicle import EntrySeen
from reinstate.operations.journal_index import Marked
from reinstate.store.notes import notes_saying

PAGE_SIZE: Final = 50
"""So many entries stand on one page."""

SAME_COMMAND_MAX: Final = 200
"""Of what one act wrote, so many entries are listed beside each other."""

KINDS: Final[dict[str, tuple[type[Event], ...]]] = {
    "containment": get_args(ZoneEvent),
    "evidence": get_args(AnyGateFact),
    "findings": get_args(FindingEvent),
    "clearances": get_args(DecisionEvent),
    "services": get_args(ServiceEvent),
    "incident": get_args(IncidentEvent),
    "messages": get_args(NoticeEvent),
    "people": get_args(PeopleEvent),
    "register": get_args(RegisterEvent),
    "home": get_args(HomeEvent),
    "corrections": (EntryCorrected,),
}
"""What kinds of event there are, as a person would ask for them; each event is of one."""

WITH_PAGES: Final = frozenset({*SUBJECT_KINDS, "service"})
ABOUT_MAX: Final = 20
"""Of the things that an entry is about, so many are linked."""

Fits = Callable[[Marked], bool]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries are looked for; what is left empty makes no difference.

    `about` is a reference or the id of something born in an entry, `words` are looked for in
    texts, in names and in the entry itself; `since` and `until` are the first and the last
    moment.
    """

    about: str = ""
    by: PersonId = ""
    kind: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    surface: Surface | str = ""
    is_by_people: bool = False


class Page(Struct, frozen=True):
    """Some of the entries that fit, the newest first, and where the pages beside it begin.

    `before` of the next older page, `newer` of the next newer; 0 where there is none, and
    `has_newer` says whether there is one. `first` counts from 1.
    """

    entries: tuple[EntrySeen, ...]
    count: int
    first: int
    older: int
    newer: int
    has_newer: bool


def page(council: Council, wanted: Wanted, before: int = 0, size: int = PAGE_SIZE) -> Page:
    """Return the newest entries that fit, of those before `before` where that is given."""
    fits = _fits(council, wanted)
    found = [one.seq for one in journal_index.marked(council.seq) if fits(one)]
    end = bisect_left(found, before) if before else len(found)
    chosen = found[max(end - size, 0) : end][::-1]
    newest = min(end + size, len(found))
    return Page(
        chronicle.worded(tuple(reading.entries_at(chosen)), council),
        len(found),
        len(found) - end + 1,
        chosen[-1] if chosen and chosen[-1] > found[0] else 0,
        found[newest] if newest < len(found) else 0,
        end < len(found),
    )


def kind_of_event(event: Event) -> str:
    """Return the kind that an event is of."""
    return next(kind for kind, types in KINDS.items() if isinstance(event, types))


def about(council: Council, seq: int) -> tuple[Ref, ...]:
    """Return the rows of the register that an entry is about, as far as they have pages."""
    named = journal_index.marked(council.seq)[seq - 1].named
    known = sorted(one for one in named if kind_of(one) in WITH_PAGES)
    return tuple(known[:ABOUT_MAX])


def of_command(council: Council, entry: Entry) -> tuple[EntrySeen, ...]:
    """Return what was written with an entry by the same act, oldest first, itself left out."""
    marked = journal_index.marked(council.seq)
    begin = entry.seq - entry.position - 1
    seqs = list[int]()
    for one in marked[max(begin, 0) : begin + SAME_COMMAND_MAX]:
        if one.command_id == entry.command_id and one.seq != entry.seq:
            seqs.append(one.seq)
    return chronicle.worded(tuple(reading.entries_at(seqs)), council)


def corrections_of(council: Council, entry: Entry) -> tuple[EntrySeen, ...]:
    """Return the later entries that put this one right or withdraw it."""
    after = journal_index.marked(council.seq)[entry.seq :]
    seqs = [one.seq for one in after if one.type is EntryCorrected]
    found = tuple(
        each
        for each in reading.entries_at(seqs)
        if isinstance(each.event, EntryCorrected) and each.event.entry == entry.seq
    )
    return chronicle.worded(found, council)


def _fits(council: Council, wanted: Wanted) -> Fits:
    """Return the test of all that is wanted, the cheapest first."""
    tests = tuple(_tests(council, wanted))
    return lambda one: all(test(one) for test in tests)


def _tests(council: Council, wanted: Wanted) -> Iterator[Fits]:
    if wanted.by:
        yield lambda one: one.actor == wanted.by
    if wanted.is_by_people:
        yield lambda one: one.is_act
    if wanted.surface:
        yield lambda one: one.surface == wanted.surface
    if wanted.kind:
        types = frozenset(KINDS.get(wanted.kind, ()))
        yield lambda one: one.type in types
    if (since := wanted.since) is not None:
        yield lambda one: one.at >= since
    if (until := wanted.until) is not None:
        yield lambda one: one.at <= until
    if wanted.about:
        yield lambda one: wanted.about in one.named
    if wanted.words:
        yield _saying(council, wanted.words)


def _saying(council: Council, said: str) -> Fits:
    """Return whether an entry, a text of it, or what it names is worded so."""
    words = said.casefold()
    rows = council.register.rows.items()
    named = {key for key, row in rows if words in row.name.casefold()}
    named |= {id_ for id_, name in identity.names().items() if words in name.casefold()}
    texts = notes_saying(said)

    def fits(one: Marked) -> bool:
        return (
            words in one.words
            or one.actor in named
            or not named.isdisjoint(one.named)
            or not texts.isdisjoint(one.notes)
        )

    return fits


def last_of_register(council: Council) -> int:
    """Return the last entry that moved what sheets are compared with: rows, cells, people."""
    types = frozenset((*KINDS["register"], *KINDS["people"]))
    marked = journal_index.marked(council.seq)
    return next((one.seq for one in reversed(marked) if one.type in types), 0)
