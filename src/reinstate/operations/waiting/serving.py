"""What waits about services: opening them again, counting what waits, looking again at a level."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Final

from reinstate.core.levels.backlog_count import CountBacklog
from reinstate.core.levels.leftovers import backlog_reasons
from reinstate.core.levels.lift import Lift
from reinstate.core.levels.open import Open
from reinstate.core.levels.publish import common
from reinstate.core.levels.view import View
from reinstate.core.state.step import cells_of
from reinstate.core.terms.level import WORDS, is_below
from reinstate.core.terms.reference import Ref, id_of, ref
from reinstate.core.terms.role import Role
from reinstate.operations.situation import CellStanding, ServiceStanding
from reinstate.operations.waiting.item import Asked, Kind, Waiting

SOON: Final = timedelta(days=1)
"""What is due within this time waits for somebody already."""

UNCOUNTED: Final = "backlog-uncounted"


def openings(asked: Asked) -> Iterator[Waiting]:
    """Yield services that fell, and that their owner may let rise again."""
    if Role.SERVICE_OWNER not in asked.roles:
        return
    for service in asked.known.services.values():
        rising = [cell for cell in service.cells if is_below(cell.opened, cell.derived)]
        mine = [cell for cell in rising if asked.would(Open(cell.cell, cell.derived))]
        if mine:
            yield _opening(service, mine)


def _opening(service: ServiceStanding, cells: list[CellStanding]) -> Waiting:
    level = common(cell.derived for cell in cells)
    parts = "" if len(cells) == len(service.cells) else f" ({len(cells)} of its parts)"
    return Waiting(
        kind=Kind.OPEN,
        sentence=f"Open {service.name}{parts} again: it can be shown as {WORDS[level]}.",
        about=cells[0].cell if len(cells) == 1 else ref("service", service.id),
        id=service.id,
        command=Open(cells[0].cell, cells[0].derived),
    )


def backlogs(asked: Asked) -> Iterator[Waiting]:
    """Yield work that waits, and that nobody has counted since its service fell."""
    if not asked.roles & {Role.SERVICE_OWNER, Role.RECOVERY_MANAGER}:
        return
    for id_, cell in _uncounted(asked):
        if asked.would(CountBacklog(id_, 0)):
            yield Waiting(
                kind=Kind.COUNT,
                sentence=f"Count the backlog: {asked.name(ref('backlog', id_))}.",
                about=cell,
                id=id_,
                command=CountBacklog(id_, 0),
            )


def _uncounted(asked: Asked) -> Iterator[tuple[str, Ref]]:
    """Yield each uncounted backlog once, with the first cell whose work it is."""
    view, seen = View(asked.council, asked.at), set[str]()
    rows = asked.council.register.rows
    services = (one for one in sorted(view.backlogs) if ref("service", one) in rows)
    for cell in chain.from_iterable(cells_of(asked.council, one) for one in services):
        for reason in backlog_reasons(view, cell):
            backlog = id_of(reason.ref)
            if reason.code == UNCOUNTED and backlog not in seen:
                seen.add(backlog)
                yield backlog, cell


def lowerings(asked: Asked) -> Iterator[Waiting]:
    """Yield what a person lowered and that is to be looked at again."""
    for cell, known in sorted(asked.council.cells.items()):
        lowered = known.lowered
        if lowered is None or asked.at < lowered.review_at - SOON or not asked.would(Lift(cell)):
            continue
        yield Waiting(
            kind=Kind.LEVEL_REVIEW,
            sentence=f"Look again at {asked.name(cell)}: {lowered.by} lowered it to"
            f" {WORDS[lowered.level]}.",
            about=cell,
            due_at=lowered.review_at,
            command=Lift(cell),
        )
