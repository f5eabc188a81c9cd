"""Approved words end with what they were approved for: a consequence of every command."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from reinstate.core.journal.events.incident import IncidentClosed
from reinstate.core.journal.events.notices import NoticeLapsed
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.touched import moved_by_a_person, touched
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import has_moved
from reinstate.core.notices.reading import service_of_words
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice
from reinstate.core.terms.reference import service_of


def lapses(
    before: Council, after: Council, events: Sequence[AnyEvent], at: datetime
) -> tuple[NoticeLapsed, ...]:
    """Return which words no longer hold after `events`, which led from `before` to `after`.

    Only words about what these events can move are looked at. The level *before* counts as
    well: one that fell by time alone took the words along, and what lets it rise again does
    not bring them back. What happened is told of one incident, and ends when it is closed.
    """
    approved = [one for one in after.notices.values() if one.state == "approved"]
    approved.sort(key=lambda one: one.seq)
    moved = _moved(before, after, events, at, [one for one in approved if one.drafted.levels])
    is_over = any(isinstance(event, IncidentClosed) for event in events)
    told = [one for one in approved if is_over and one.drafted.place == "happened"]
    return (*moved, *(NoticeLapsed(notice=one.id) for one in told))


def _moved(
    before: Council,
    after: Council,
    events: Sequence[AnyEvent],
    at: datetime,
    bound: Sequence[Notice],
) -> Iterator[NoticeLapsed]:
    if not bound:
        return
    cells = touched(before, after, events) | moved_by_a_person(events)
    services = {service_of(cell) for cell in cells}
    was, now = View(before, at), View(after, at)
    for notice in bound:
        if service_of_words(notice) not in services:
            continue
        level = has_moved(now, notice)
        if level is None and notice.id in before.notices:
            level = has_moved(was, notice)
        if level is not None:
            yield NoticeLapsed(notice=notice.id, level=level)
