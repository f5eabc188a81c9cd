"""Which events change what residents read, beside levels: words, dates, names.

Answers with service ids; the empty id stands for what is told to all.
"""

from collections.abc import Iterable, Iterator

from reinstate.core.journal.events.home import CouncilSet, NoteRedacted
from reinstate.core.journal.events.incident import (
    IncidentClosed,
    IncidentDeclared,
    NextUpdateDue,
    PhaseEntered,
)
from reinstate.core.journal.events.notices import (
    NoticeApproved,
    NoticeLapsed,
    NoticeWithdrawn,
    PromiseEnded,
    PromiseMade,
)
from reinstate.core.journal.events.register import CellsDivided, RowAdded, RowChanged, RowGone
from reinstate.core.journal.events.union import AnyEvent, EntryCorrected
from reinstate.core.journal.rows import AnyRow, EdgeRow, ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of

ALL = ""
READ = ("name", "audience", "also_called", "need")
"""What residents read of the row of a service."""

GENERAL = (
    CouncilSet,
    EntryCorrected,
    IncidentClosed,
    IncidentDeclared,
    NextUpdateDue,
    PhaseEntered,
)


def told_about(before: Council, after: Council, events: Iterable[AnyEvent]) -> Iterator[str]:
    """Yield the id of every service that these events say something new about."""
    for event in events:
        match event:
            case (
                NoticeApproved(notice=id_) | NoticeWithdrawn(notice=id_) | NoticeLapsed(notice=id_)
            ):
                yield from _of_notice(before, after, id_)
            case PromiseMade(audience="residents", about=about):
                yield service_id(about)
            case PromiseEnded(promise=id_):
                made = after.promises[id_].made
                yield from (service_id(made.about),) if made.audience == "residents" else ()
            case NoteRedacted(note=note):
                yield from _of_note(after, note)
            case RowAdded(row=row) | RowChanged(row=row) | RowGone(row=row):
                yield from _of_row(before, event, row)
            case CellsDivided(service=service):
                yield service
            case _:
                yield from (ALL,) if isinstance(event, GENERAL) else ()


def service_id(about: Ref | None) -> str:
    """Return the id of the service that words are about; empty when they are to all."""
    if about is None:
        return ALL
    return id_of(about) if kind_of(about) == "service" else service_of(about)


def _of_row(before: Council, event: AnyEvent, row: AnyRow) -> Iterator[str]:
    """Yield a service whose needs are others, or whose row reads otherwise."""
    if isinstance(row, EdgeRow) and kind_of(row.from_) in ("service", "cell"):
        yield service_id(row.from_)
    was = before.register.rows.get(ref("service", row.id))
    if isinstance(row, ServiceRow) and (
        not isinstance(event, RowChanged)
        or not isinstance(was, ServiceRow)
        or any(getattr(was, name) != getattr(row, name) for name in READ)
    ):
        yield row.id


def _of_notice(before: Council, after: Council, id_: str) -> Iterator[str]:
    """Yield whom a notice to residents is about, if they can or could read it."""
    notice, was = after.notices[id_], before.notices.get(id_)
    could_read = was is not None and was.state == "approved"
    if notice.drafted.audience == "residents" and (could_read or notice.state == "approved"):
        yield service_id(notice.drafted.about)
        older = after.notices.get(notice.drafted.replaces)
        if older is not None:
            yield service_id(older.drafted.about)


def _of_note(council: Council, note: str) -> Iterator[str]:
    for notice in council.notices.values():
        if notice.approved_seq and _has_note(notice, note):
            yield service_id(notice.drafted.about)


def _has_note(notice: Notice, note: str) -> bool:
    return note in (notice.drafted.title.id, notice.drafted.text.id)
