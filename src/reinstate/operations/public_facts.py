"""Gathers the public record: levels by themselves, words only as two people approved them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.view import View
from reinstate.core.notices.reading import approved_notices, book, deadline_of, is_overdue
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.state.words import Notice, Promise
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref
from reinstate.operations.level_history import Change, History, Told
from reinstate.operations.public_record import (
    PublicCell,
    PublicIncident,
    PublicLevel,
    PublicNotice,
    PublicPromise,
    PublicRecord,
    PublicService,
)
from reinstate.operations.told_outside import ALL, service_id
from reinstate.store.notes import notes

RESIDENTS: Final = "residents"
FIRST_MAX: Final = 10
PAST_MAX: Final = 8
CRITICALITY: Final = ("critical", "high", "medium", "low")
NOBODY: Final = Change(Level.UNKNOWN, 0, EPOCH)
NEVER: Final = Told(0, EPOCH)

Words = Mapping[str, str]
"""Texts by note id: only those that are still what was approved."""


def record_at(history: History, at: datetime, words: Words) -> PublicRecord:
    """Return what residents may read at `at`."""
    council = history.council
    notices, left_out = _notices(council, words)
    services = tuple(_services(history, at, notices))
    general = _told_at(history, ALL)
    return PublicRecord(
        kind=council.home.kind,
        name=council.home.council.name,
        host=council.home.council.host,
        colour=council.home.council.colour,
        changed_at=max([general, *(service.changed_at for service in services)]),
        incident=_incident(history, at),
        services=services,
        first=_first(council),
        notices=notices,
        money=next((notice for notice in notices if notice.is_money), None),
        promises=_promises(council, ALL, at),
        left_out=left_out,
    )


def words_of(council: Council) -> Words:
    """Return the texts of the approved notices; one that was altered since is not in it."""
    wanted = {note.id: note for one in approved_notices(council, RESIDENTS) for note in _notes(one)}
    kept = notes(wanted)
    return {id_: kept[id_].text for id_ in kept if kept[id_].sha256 == wanted[id_].sha256}


def next_moment(history: History, at: datetime) -> datetime | None:
    """Return when time alone next changes what residents read."""
    council = history.council
    moments = [*history.ends, *(deadline_of(one) for one in _open_promises(council))]
    if council.incident is not None and council.incident.next_update_at is not None:
        moments.append(council.incident.next_update_at)
    return min((moment for moment in moments if moment >= at), default=None)


def _notes(notice: Notice) -> tuple[Note, Note]:
    return notice.drafted.title, notice.drafted.text


def _notices(council: Council, words: Words) -> tuple[tuple[PublicNotice, ...], tuple[str, ...]]:
    approved = approved_notices(council, RESIDENTS)
    said = tuple(one for one in approved if all(note.id in words for note in _notes(one)))
    left_out = tuple(one.id for one in approved if one not in said)
    return tuple(_notice(council, one, words) for one in said), left_out


def _notice(council: Council, notice: Notice, words: Words) -> PublicNotice:
    drafted, service = notice.drafted, service_id(notice.drafted.about)
    channel, group = _channel_and_group(drafted.about)
    return PublicNotice(
        id=notice.id,
        title=words[drafted.title.id],
        text=words[drafted.text.id],
        said_at=council.time.at(notice.approved_seq, notice.approved_at or EPOCH),
        service=service if _is_shown(council, service) else "",
        channel=channel,
        group=group,
        is_money=drafted.is_money,
    )


def _channel_and_group(about: Ref | None) -> tuple[str, str]:
    if about is None or kind_of(about) != "cell":
        return "all", "all"
    _, channel, group = id_of(about).split("/")
    return channel, group


def _is_shown(council: Council, service: str) -> bool:
    """Return whether residents use this service; staff's own are not theirs to read about."""
    row = council.register.rows.get(ref("service", service))
    return isinstance(row, ServiceRow) and row.audience == "resident"


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
    history: History, at: datetime, notices: Iterable[PublicNotice]
) -> Iterator[PublicService]:
    view, about = View(history.council, at), dict[str, tuple[PublicNotice, ...]]()
    for notice in notices:
        about[notice.service] = (*about.get(notice.service, ()), notice)
    for row in _rows(history.council):
        yield _service(history, view, row, about.get(row.id, ()))


def _service(
    history: History, view: View, row: ServiceRow, notices: tuple[PublicNotice, ...]
) -> PublicService:
    council = history.council
    cells = tuple(_cell(history, view, cell) for cell in cells_of(council, row.id))
    past = history.services.get(row.id, (NOBODY,))
    level = common(cell.now.level for cell in cells)
    return PublicService(
        id=row.id,
        name=_name(row),
        is_essential=row.is_threat_to_life or row.criticality == "critical",
        added_at=_at(council, history.added.get(row.id, NEVER)),
        changed_at=max(_told_at(history, row.id), _at(council, past[-1])),
        now=PublicLevel(level, _since(council, past[-1])),
        cells=cells,
        past=_past(council, past),
        notices=notices,
        promises=_promises(council, row.id, view.at),
    )


def _cell(history: History, view: View, cell: Ref) -> PublicCell:
    channel, group = _channel_and_group(cell)
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


def _incident(history: History, at: datetime) -> PublicIncident | None:
    council = history.council
    incident = council.incident
    if incident is None:
        return None
    due_at = incident.next_update_at
    return PublicIncident(
        id=incident.id,
        began_at=council.time.at(incident.seq, incident.declared_at),
        changed_at=_told_at(history, ALL),
        phase=incident.phase,
        next_update_at=due_at,
        is_late=due_at is not None and at > due_at,
    )


def _open_promises(council: Council) -> tuple[Promise, ...]:
    return tuple(one for one in book(council, RESIDENTS) if one.state == "open")


def _promises(council: Council, service: str, at: datetime) -> tuple[PublicPromise, ...]:
    """Return the promises about a service, or to all, newest first: kept and broken too."""
    found = (one for one in book(council, RESIDENTS) if service_id(one.made.about) == service)
    return tuple(_promise(council, one, at) for one in reversed(tuple(found)))


def _promise(council: Council, promise: Promise, at: datetime) -> PublicPromise:
    channel, group = _channel_and_group(promise.made.about)
    return PublicPromise(
        said_at=council.time.at(promise.seq, promise.at),
        earliest=promise.made.earliest,
        latest=promise.made.latest,
        say_more_by=promise.made.say_more_by,
        state=promise.state,
        is_overdue=is_overdue(promise, at),
        channel=channel,
        group=group,
    )
