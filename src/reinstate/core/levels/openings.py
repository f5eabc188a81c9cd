"""What an owner opened falls with the derived level: a consequence of every command."""

from collections.abc import Sequence
from datetime import datetime

from reinstate.core.journal.events.service import OpeningFell
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.derive import level_in
from reinstate.core.levels.touched import touched
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.step import cell_of, is_on_register
from reinstate.core.terms.level import Level, is_below, worst
from reinstate.core.terms.reference import Ref


def openings(
    before: Council, after: Council, events: Sequence[AnyEvent], at: datetime
) -> tuple[OpeningFell, ...]:
    """Return how far openings fall by `events`, which led from `before` to `after`.

    The level *before* counts as well: one that fell by time alone, as when an acceptance
    ran out, needs its owner again when something lets it rise. Until the first incident
    opening is unlimited. Never a rise: that is the owner's.
    """
    if not after.incidents:
        return ()
    was, now = View(before, at), View(after, at)
    found = (_fall(was, now, cell) for cell in sorted(touched(before, after, events)))
    return tuple(event for event in found if event is not None)


def _fall(was: View, now: View, cell: Ref) -> OpeningFell | None:
    known = cell_of(now.council, cell)
    if _has_come_to_light(now, cell, known.opened):
        return OpeningFell(cell=cell, level=Level.STOPPED)
    if known.opened is Level.UNKNOWN and known.fell_seq:
        return None
    floor = _floor(was, now, cell)
    if not is_below(floor, known.opened) and not _is_first_fall(was, now, cell, floor):
        return None
    return OpeningFell(cell=cell, level=worst(floor, known.opened))


def _has_come_to_light(now: View, cell: Ref, opened: Level) -> bool:
    """Return whether what was unknown is now known to have stopped: no owner has to allow that."""
    return opened is Level.UNKNOWN and level_in(now, cell) is Level.STOPPED


def _floor(was: View, now: View, cell: Ref) -> Level:
    """Return the worst level the cell had in this step; outside incidents only if it fell."""
    level = level_in(now, cell)
    if not is_on_register(was.council, cell):
        return level if _is_during(was, now) else Level.NORMAL
    before = level_in(was, cell)
    if _is_during(was, now):
        return worst(level, before)
    return level if is_below(level, before) else Level.NORMAL


def _is_during(was: View, now: View) -> bool:
    """Return whether an incident was open on either side: it is for its own end, too."""
    return was.council.incident is not None or now.council.incident is not None


def _is_first_fall(was: View, now: View, cell: Ref, floor: Level) -> bool:
    """Return whether this is where the cell falls for the first time in this incident.

    An opening left low by an earlier incident cannot fall further, and yet backlogs
    are uncounted from here on.
    """
    is_marked = cell_of(now.council, cell).fell_seq != 0
    return _is_during(was, now) and not is_marked and floor is not Level.NORMAL
