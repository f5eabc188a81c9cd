"""Approved words end with the level they were approved for: a consequence of every command."""

from datetime import datetime

from reinstate.core.journal.events.notices import NoticeLapsed
from reinstate.core.levels.view import View
from reinstate.core.notices.bound import has_moved
from reinstate.core.state.council import Council
from reinstate.core.state.words import Notice


def lapses(before: Council, after: Council, at: datetime) -> tuple[NoticeLapsed, ...]:
    """Return which words no longer hold after a command that led from `before` to `after`.

    The level *before* counts as well: one that fell by time alone took the words along, and
    they do not come back with it.
    """
    bound = [one for one in after.notices.values() if _is_bound(one)]
    if not bound:
        return ()
    was, now = View(before, at), View(after, at)
    found = (_lapse(was, now, one) for one in sorted(bound, key=lambda one: one.seq))
    return tuple(event for event in found if event is not None)


def _is_bound(notice: Notice) -> bool:
    return notice.state == "approved" and notice.drafted.level is not None


def _lapse(was: View, now: View, notice: Notice) -> NoticeLapsed | None:
    level = has_moved(now, notice)
    if level is None and notice.id in was.council.notices:
        level = has_moved(was, notice)
    return NoticeLapsed(notice=notice.id, level=level) if level is not None else None
