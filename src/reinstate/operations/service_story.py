"""What happened to each service, entry by entry: a list of numbers kept beside the journal."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.journal.events.register import CellsDivided, RowAdded, RowChanged, RowGone
from reinstate.core.journal.events.service import BacklogCounted
from reinstate.core.journal.rows import BacklogRow, ServiceRow, key_of
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import kind_of, ref, service_of
from reinstate.operations import chronicle, reading
from reinstate.operations.told_outside import service_id
from reinstate.store import connect

STORY_MAX: Final = 40
"""So many entries of a service are told at once."""


@dataclass(frozen=True)
class _Index:
    """The entries that name each service, up to entry `seq`; `born` is what was about one."""

    opened: object = None
    seq: int = 0
    seqs: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    born: dict[str, str] = field(default_factory=dict[str, str])


_kept: Final[list[_Index]] = [_Index()]
"""One, swapped whole: threads read it side by side."""


def story(
    council: Council, service: str, *, limit: int = STORY_MAX
) -> tuple[chronicle.EntrySeen, ...]:
    """Return the last entries about a service, the newest first, as known by `council`."""
    seqs = [seq for seq in _caught_up(council).seqs.get(service, ()) if seq <= council.seq]
    found = [entry for seq in seqs[-limit:] for entry in reading.entries(seq - 1, seq)]
    return tuple(reversed(chronicle.worded(found, council)))


def _caught_up(council: Council) -> _Index:
    """Return the index up to what is known; another home begins anew."""
    index = _kept[0]
    mark = (connect.current_home(), council.home.origin, council.home.opened_at)
    if index.opened != mark:
        index = _Index(opened=mark)
    if index.seq >= council.seq:
        return index
    seqs, born = dict(index.seqs), dict(index.born)
    for entry in reading.entries(index.seq, council.seq):
        for service in set(_services(entry, born)):
            seqs[service] = (*seqs.get(service, ()), entry.seq)
            born[entry.id] = service
    _kept[0] = _Index(mark, council.seq, seqs, born)
    return _kept[0]


def _services(entry: Entry, born: dict[str, str]) -> Iterator[str]:
    """Yield the services that an entry names: by reference, or by what was about one."""
    event = entry.event.event if isinstance(entry.event, ActProposed) else entry.event
    for name in ("cell", "about"):
        about = getattr(event, name, None)
        if isinstance(about, str) and kind_of(about) in ("cell", "service"):
            yield service_id(about)
    for name in ("notice", "promise", "workaround", "proposal"):
        id_ = getattr(event, name, None)
        if isinstance(id_, str) and id_ in born:
            yield born[id_]
    if isinstance(event, GlassBroken):
        yield event.service
    yield from _of_backlog(event, born)


def _of_backlog(event: object, born: dict[str, str]) -> Iterator[str]:
    """Yield the service whose row or backlog an event is about; remember whose a backlog is."""
    match event:
        case RowAdded(row=row) | RowChanged(row=row) | RowGone(row=row):
            if isinstance(row, BacklogRow):
                born[key_of(row)] = service_of(row.cell)
                yield service_of(row.cell)
            if isinstance(row, ServiceRow):
                yield row.id
        case BacklogCounted(backlog=backlog):
            yield from (born[one] for one in (ref("backlog", backlog),) if one in born)
        case CellsDivided(service=service):
            yield service
        case _:
            return
