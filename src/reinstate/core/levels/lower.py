"""Lower: a person says that a cell is worse than it looks, why, and when to look again."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import LevelLowered
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import cells_meant, name_of, unknown_cell
from reinstate.core.levels.publish import Standing, standing_in
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import WORDS, Level, is_below
from reinstate.core.terms.moment import Instant
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused

GATE = "lower"


class Lower(Struct, frozen=True):
    """Show a cell, or every cell of a service, no better than `level` until lifted."""

    cell: Ref
    level: Level
    reason: Note
    review_at: Instant


def blockers(council: Council, command: Lower, asking: Asking) -> tuple[Blocker, ...]:
    """Return why the level may not be lowered so."""
    if not cells_meant(council, command.cell):
        return (unknown_cell(council, command.cell, GATE),)
    found = list(_review(command, asking))
    if not _lowered(council, command, asking):
        found.append(_not_lower(council, command))
    return tuple(found)


def decide(council: Council, command: Lower, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the lowering of each cell that reads better now."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return tuple(
        LevelLowered(
            cell=cell,
            level=command.level,
            reason=command.reason,
            review_at=command.review_at,
        )
        for cell in _lowered(council, command, asking)
    )


def _lowered(council: Council, command: Lower, asking: Asking) -> tuple[Ref, ...]:
    """Return the cells that read better than asked for, or whose review is put off."""
    view = View(council, asking.at)
    cells = cells_meant(council, command.cell)
    return tuple(cell for cell in cells if _is_lower(command, standing_in(view, cell)))


def _is_lower(command: Lower, now: Standing) -> bool:
    is_renewal = now.lowered is not None and now.lowered.level is command.level
    return is_renewal or is_below(command.level, now.published)


def _review(command: Lower, asking: Asking) -> Iterator[Blocker]:
    if command.review_at <= asking.at:
        yield Blocker(
            GATE,
            "review-in-the-past",
            "The day on which somebody looks at it again must lie ahead.",
            f"reinstate level lower {command.cell} {command.level} --why TEXT --review DATE",
        )


def _not_lower(council: Council, command: Lower) -> Blocker:
    name, level = name_of(council, command.cell), WORDS[command.level]
    return Blocker(
        GATE,
        "not-lower",
        f"{name} reads no better than {level} now: a person can only lower a level.",
        f"reinstate open {command.cell} {command.level}",
    )
