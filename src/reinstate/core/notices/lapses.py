"""Approved words end with the level they were approved for: a consequence of every command."""

from collections.abc import Sequence
from datetime import datetime

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
    not bring them back.
    """
    bound = [one for one in after.notices.values() if _is_bound(one)]
    if not bound:
        return ()
    cells = touched(before, after, events) | moved_by_a_person(events)
    services = {service_of(cell) for cell in cells}
    was, now = View(before, at), View(after, at)
    about = [one for one in bound if service_of_words(one) in services]
    found = (_lapse(was, now, one) for one in sorted(about, key=lambda one: one.seq))
    return tuple(event for event in found if event is not None)


def _is_bound(notice: Notice) -> bool:
    return notice.state == "approved" and notice.drafted.level is not None


def _lapse(was: View, now: View, notice: Notice) -> NoticeLapsed | None:
    level = has_moved(now, notice)
    if level is None and notice.id in was.council.notices:
        level = has_moved(was, notice)
    return NoticeLapsed(notice=notice.id, level=level) if level is not None else None
