"""How notices and promises change what we know."""

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.notices import (
    NoticeApproved,
    NoticeDrafted,
    NoticeLapsed,
    NoticeWithdrawn,
    PromiseEnded,
    PromiseMade,
)
from reinstate.core.state.council import Council
from reinstate.core.state.step import Step, replace
from reinstate.core.state.words import Notice, NoticeState, Promise


def _drafted(council: Council, entry: Entry, event: NoticeDrafted) -> Council:
    return _with_notice(council, Notice(entry.id, entry.seq, event, entry.actor))


def _approved(council: Council, entry: Entry, event: NoticeApproved) -> Council:
    notice = replace(
        council.notices[event.notice],
        state="approved",
        approved_seq=entry.seq,
        approved_at=entry.recorded_at,
        approved_by=entry.actor,
    )
    older = council.notices.get(notice.drafted.replaces)
    if older is not None:
        council = _with_notice(council, _ended_as(older, "replaced", entry))
    return _with_notice(council, notice)


def _withdrawn(council: Council, entry: Entry, event: NoticeWithdrawn) -> Council:
    return _with_notice(council, _ended_as(council.notices[event.notice], "withdrawn", entry))


def _lapsed(council: Council, entry: Entry, event: NoticeLapsed) -> Council:
    return _with_notice(council, _ended_as(council.notices[event.notice], "lapsed", entry))


def _ended_as(notice: Notice, state: NoticeState, entry: Entry) -> Notice:
    return replace(notice, state=state, ended_seq=entry.seq, ended_at=entry.recorded_at)


def _with_notice(council: Council, notice: Notice) -> Council:
    return replace(council, notices=council.notices.set(notice.id, notice))


def _made(council: Council, entry: Entry, event: PromiseMade) -> Council:
    promise = Promise(entry.id, entry.seq, event, entry.recorded_at)
    return replace(council, promises=council.promises.set(entry.id, promise))


def _ended(council: Council, entry: Entry, event: PromiseEnded) -> Council:
    promise = replace(
        council.promises[event.promise],
        state=event.how,
        ended_seq=entry.seq,
        ended_at=entry.recorded_at,
    )
    return replace(council, promises=council.promises.set(promise.id, promise))


STEPS: dict[type, Step] = {
    NoticeDrafted: _drafted,
    NoticeApproved: _approved,
    NoticeWithdrawn: _withdrawn,
    NoticeLapsed: _lapsed,
    PromiseMade: _made,
    PromiseEnded: _ended,
}
