"""Gathers the public record: levels by themselves, words only as two people approved them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from reinstate.core.journal.events.incident import Phase, PhaseEntered
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.view import View
from reinstate.core.notices.reading import book, deadline_of, is_overdue
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.state.step import cells_of
from reinstate.core.state.words import Promise
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.operations.level_history import Change, History, Told
from reinstate.operations.public_record import (
    PublicCell,
    PublicIncident,
    PublicLevel,
    PublicNotice,
    PublicPhase,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.operations.public_words import (
    RESIDENTS,
    Said,
    Texts,
    channel_and_group,
    is_shown,
    words_to_all,
)
from reinstate.operations.told_outside import ALL, service_id

FIRST_MAX: Final = 10
PAST_MAX: Final = 8
CRITICALITY: Final = ("critical", "high", "medium", "low")
NOBODY: Final = Change(Level.UNKNOWN, 0, EPOCH)
NEVER: Final = Told(0, EPOCH)


def record_at(history: History, at: datetime, texts: Texts) -> PublicRecord:
    """Return what residents may read at `at`."""
    council, view = history.council, View(history.council, at)
    said = Said(view, texts)
    standing, updates = said.standing(), said.updates()
    promises = _promises(council, at)
    services = tuple(_services(history, view, (*standing, *updates), promises))
    incidents = tuple(_incidents(history, at))
    general = _told_at(history, ALL)
    return PublicRecord(
        kind=council.home.kind,
        name=council.home.council.name,
        host=council.home.council.host,
        colour=council.home.council.colour,
        opened_at=council.home.opened_at,
        changed_at=max([general, *(service.changed_at for service in services)]),
        incident=next((one for one in incidents if one.closed_at is None), None),
        incidents=incidents,
        services=services,
        first=_first(council),
        words=words_to_all(standing),
        updates=updates,
        promises=promises,
        left_out=tuple(said.left_out),
    )


def next_moment(history: History, at: datetime) -> datetime | None:
    """Return when time alone next changes what residents read."""
    council = history.council
    standing = _open_promises(council)
    moments = [*history.ends, *(deadline_of(one) for one in standing)]
    moments += [one.made.earliest for one in standing if one.made.earliest is not None]
    if council.incident is not None and council.incident.next_update_at is not None:
        moments.append(council.incident.next_update_at)
    return min((moment for moment in moments if moment >= at), default=None)


def _rows(council: Council) -> tuple[ServiceRow, ...]:
    rows = (row for row in council.register.rows.values() if isinstance(row, ServiceRow))
    shown = (row for row in rows if row.audience == "resident")
    return tuple(sorted(shown, key=lambda row: (_name(row).casefold(), row.id)))


def _name(row: ServiceRow) -> str:
    return row.name or row.id


def _first(council: Council) -> tuple[str, ...]:
    """Return the services that people can least do without, those that save lives before all."""

    def order(row: ServiceRow) -> tuple[bool, int, int, str]:
        rank = CRITICALITY.index(row.criticality)
        return (not row.is_threat_to_life, rank, -row.harm_per_day, row.id)

    return tuple(row.id for row in sorted(_rows(council), key=order)[:FIRST_MAX])


def _services(
    history: History,
    view: View,
    notices: Iterable[PublicNotice],
    promises: Iterable[PublicPromise],
) -> Iterator[PublicService]:
    told, dated = (
        defaultdict[str, list[PublicNotice]](list),
        defaultdict[str, list[PublicPromise]](list),
    )
    for notice in notices:
        told[notice.service].append(notice)
    for promise in promises:
        dated[promise.service].append(promise)
    for row in _rows(history.council):
        words = told[row.id]
        yield replace(
            _service(history, view, row),
            do_now=_in("do-now", words),
            money=_in("money", words),
            other_ways=_in("other-ways", words),
            updates=_in("update", words),
            promises=tuple(dated[row.id]),
        )


def _in(place: Place, words: Iterable[PublicNotice]) -> tuple[PublicNotice, ...]:
    return tuple(one for one in words if one.place == place)


def _service(history: History, view: View, row: ServiceRow) -> PublicService:
    """Return a service without its words and dates."""
    council = history.council
    cells = tuple(_cell(history, view, cell) for cell in cells_of(council, row.id))
    past = history.services.get(row.id, (NOBODY,))
    level = common(cell.now.level for cell in cells)
    return PublicService(
        id=row.id,
        name=_name(row),
        also_called=row.also_called,
        need=row.need,
        is_essential=row.is_threat_to_life or row.criticality == "critical",
        added_at=_at(council, history.added.get(row.id, NEVER)),
        changed_at=max(_told_at(history, row.id), *_moved_at(history, row.id, past[-1])),
        now=PublicLevel(level, _since(council, past[-1])),
        cells=cells,
        past=_past(council, past),
        do_now=(),
        money=(),
        other_ways=(),
        updates=(),
        promises=(),
    )


def _moved_at(history: History, service: str, last: Change) -> Iterator[datetime]:
    """Yield when the service moved last, and each of its cells, which may move without it."""
    yield _at(history.council, last)
    for cell in cells_of(history.council, service):
        yield _at(history.council, history.cells.get(cell, NOBODY))


def _cell(history: History, view: View, cell: Ref) -> PublicCell:
    channel, group = channel_and_group(cell)
    level = published_in(view, cell)
    last = history.cells.get(cell, NOBODY)
    return PublicCell(channel, group, PublicLevel(level, _since(history.council, last)))


def _past(council: Council, past: Iterable[Change]) -> tuple[PublicLevel, ...]:
    """Return the levels within the last incident, newest first."""
    found = [PublicLevel(change.level, _since(council, change)) for change in past]
    return tuple(one for one in reversed(found) if one.since is not None)[:PAST_MAX]


def _since(council: Council, change: Change) -> datetime | None:
    """Return since when, if it came to be within the last incident or after it."""
    if not council.incidents or change.seq < council.incidents[-1].seq:
        return None
    return _at(council, change)


def _told_at(history: History, about: str) -> datetime:
    return _at(history.council, history.told.get(about, NEVER))


def _at(council: Council, change: Change | Told) -> datetime:
    return council.time.at(change.seq, change.at)


def _incidents(history: History, at: datetime) -> Iterator[PublicIncident]:
    """Yield the incidents, newest first."""
    council, entered = history.council, _phases(history.council)
    for incident in reversed(council.incidents):
        began_at = council.time.at(incident.seq, incident.declared_at)
        due_at = incident.next_update_at if incident.is_open else None
        closed = council.facts.get(incident.closed_seq)
        closed_at = council.time.at(closed.seq, closed.recorded_at) if closed else None
        told_at = _told_at(history, ALL)
        yield PublicIncident(
            id=incident.id,
            began_at=began_at,
            changed_at=max(began_at, closed_at or told_at),
            phase=incident.phase,
            phases=(*entered[incident.id], PublicPhase(Phase.CONTAIN, began_at)),
            hit=tuple(_hit(history, incident)),
            next_update_at=due_at,
            is_late=due_at is not None and at > due_at,
            closed_at=closed_at,
        )


def _phases(council: Council) -> dict[EntryId, list[PublicPhase]]:
    """Return the phases that were entered in each incident, newest first."""
    found = defaultdict[EntryId, list[PublicPhase]](list)
    for entry in sorted(council.facts.values(), key=lambda one: one.seq, reverse=True):
        if isinstance(entry.event, PhaseEntered):
            phase = PublicPhase(entry.event.phase, council.at_of(entry))
            found[entry.event.incident].append(phase)
    return found


def _hit(history: History, incident: Incident) -> Iterator[tuple[str, Level]]:
    """Yield the services that did not work as usual in an incident, at each such level."""
    until = incident.closed_seq or history.council.seq
    for row in _rows(history.council):
        changes = history.services.get(row.id, ())
        levels = {one.level for one in changes if incident.seq <= one.seq <= until}
        yield from ((row.id, level) for level in sorted(levels - {Level.NORMAL}))


def _open_promises(council: Council) -> tuple[Promise, ...]:
    return tuple(one for one in book(council, RESIDENTS) if one.state == "open")


def _promises(council: Council, at: datetime) -> tuple[PublicPromise, ...]:
    """Return every promise to residents, newest first: kept and broken too."""
    found = (_promise(council, one, at) for one in reversed(book(council, RESIDENTS)))
    return tuple(one for one in found if not one.service or is_shown(council, one.service))


def _promise(council: Council, promise: Promise, at: datetime) -> PublicPromise:
    channel, group = channel_and_group(promise.made.about)
    service = service_id(promise.made.about)
    ended_at = promise.ended_at
    return PublicPromise(
        id=promise.id,
        said_at=council.time.at(promise.seq, promise.at),
        earliest=promise.made.earliest,
        latest=promise.made.latest,
        say_more_by=promise.made.say_more_by,
        state=promise.state,
        ended_at=council.time.at(promise.ended_seq, ended_at) if ended_at else None,
        has_begun=_has_begun(promise, at),
        is_overdue=is_overdue(promise, at),
        service=service,
        channel=channel,
        group=group,
    )


def _has_begun(promise: Promise, at: datetime) -> bool:
    """Return whether the range of a promise began while it stood."""
    earliest = promise.made.earliest
    return earliest is not None and earliest <= (promise.ended_at or at)
