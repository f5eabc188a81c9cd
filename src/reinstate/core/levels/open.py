"""Open: the owner lets the public level of a cell rise, as far as it is derived."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import ServiceOpened
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.derive import derived_in
from reinstate.core.levels.names import cells_meant, name_of, unknown_cell
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.step import cell_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import WORDS, Level, is_below
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.trouble import Refused

GATE = "open"


class Open(Struct, frozen=True):
    """Let a cell, or every cell of a service, be shown as well as `level`."""

    cell: Ref
    level: Level


def blockers(council: Council, command: Open, asking: Asking) -> tuple[Blocker, ...]:
    """Return why the level may not rise so far: every reason of every cell."""
    if not cells_meant(council, command.cell):
        return (unknown_cell(council, command.cell, GATE),)
    rising = _rising(council, command)
    if not rising:
        return (_not_a_rise(council, command),)
    view = View(council, asking.at)
    return tuple(found for cell in rising for found in _above(view, cell, command.level))


def decide(council: Council, command: Open, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the openings of the cells that rise by it."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return tuple(
        ServiceOpened(cell=cell, level=command.level) for cell in _rising(council, command)
    )


def _rising(council: Council, command: Open) -> tuple[Ref, ...]:
    return tuple(
        cell
        for cell in cells_meant(council, command.cell)
        if is_below(cell_of(council, cell).opened, command.level)
    )


def _above(view: View, cell: Ref, level: Level) -> Iterator[Blocker]:
    found = derived_in(view, cell)
    if not is_below(found.level, level):
        return
    most = f"{name_of(view.council, cell)} can be opened no further than {WORDS[found.level]}"
    for reason in found.reasons:
        yield Blocker(GATE, reason.code, f"{most}: {reason.sentence}", reason.need)


def _not_a_rise(council: Council, command: Open) -> Blocker:
    name, level = name_of(council, command.cell), WORDS[command.level]
    return Blocker(
        GATE,
        "not-a-rise",
        f"{name} is open as far as {level} already. What is worse than it looks is lowered.",
        f"reinstate level lower {command.cell} {command.level} --why TEXT --review DATE",
    )
