"""The level residents read: never above what is derived, opened, or lowered by a person."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from reinstate.core.levels.derive import derived_in, level_in
from reinstate.core.levels.reason import Derived, Reason
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.service import Cell, Lowering
from reinstate.core.state.step import all_cells, cell_of, cells_of
from reinstate.core.terms.level import ORDER, WORDS, Level, is_below, worst
from reinstate.core.terms.reference import Ref, id_of, kind_of

UP = (Level.NORMAL, Level.PARTLY_WORKING)


class Standing(Struct, frozen=True):
    """How a cell stands: what is derived, what its owner opened, what a person lowered."""

    derived: Derived
    opened: Level
    lowered: Lowering | None
    published: Level
    reasons: tuple[Reason, ...]


def standing(council: Council, cell: Ref, at: datetime) -> Standing:
    """Return how a cell stands at `at`, with every reason why it is no better."""
    return standing_in(View(council, at), cell)


def standing_in(view: View, cell: Ref) -> Standing:
    """Return how a cell stands, sharing what `view` has worked out."""
    known, found = cell_of(view.council, cell), derived_in(view, cell)
    reasons = (
        *found.reasons,
        *_opened_reasons(cell, known, found.level),
        *_lowered_reasons(cell, known.lowered, view.at),
    )
    published = _least(found.level, known)
    return Standing(found, known.opened, known.lowered, published, reasons)


def published_in(view: View, cell: Ref) -> Level:
    """Return the published level of a cell alone."""
    return _least(level_in(view, cell), cell_of(view.council, cell))


def standings(council: Council, at: datetime) -> Mapping[Ref, Standing]:
    """Return how every cell on the register stands, by service."""
    view = View(council, at)
    return {cell: standing_in(view, cell) for cell in all_cells(council)}


def service_level(council: Council, service: str, at: datetime) -> Level:
    """Return the published level of a service from those of its cells."""
    return service_level_in(View(council, at), service)


def service_level_in(view: View, service: str) -> Level:
    """Return the published level of a service, sharing what `view` has worked out."""
    cells = cells_of(view.council, service)
    return common(published_in(view, cell) for cell in cells)


def common(levels: Iterable[Level]) -> Level:
    """Return one level for several cells: what they share, or partly up, by hand, worst."""
    found = set(levels) or {Level.UNKNOWN}
    if len(found) == 1:
        return found.pop()
    if found.intersection(UP):
        return Level.PARTLY_WORKING
    return Level.BY_HAND if Level.BY_HAND in found else worst(*found)


def service_levels(council: Council, at: datetime) -> Mapping[str, Level]:
    """Return the published level of every service on the register, by id."""
    view = View(council, at)
    services = sorted(id_of(key) for key in council.register.rows if kind_of(key) == "service")
    return {service: service_level_in(view, service) for service in services}


def counts(council: Council, at: datetime) -> Mapping[Level, int]:
    """Return how many services read each level, best level first."""
    levels = tuple(service_levels(council, at).values())
    return {level: levels.count(level) for level in ORDER}


def _least(found: Level, known: Cell) -> Level:
    least = worst(found, known.opened)
    return least if known.lowered is None else worst(least, known.lowered.level)


def _opened_reasons(cell: Ref, known: Cell, found: Level) -> tuple[Reason, ...]:
    if not is_below(known.opened, found):
        return ()
    sentence = f"Its owner has opened it no further than {WORDS[known.opened]} yet."
    need = f"reinstate open {cell} {found}"
    return (Reason("not-opened", sentence, cell, need),)


def _lowered_reasons(cell: Ref, lowered: Lowering | None, at: datetime) -> tuple[Reason, ...]:
    """Return the reason of a lowering; past its review date it holds and says so."""
    if lowered is None:
        return ()
    day = f"{lowered.review_at.day} {lowered.review_at:%B %Y}"
    code, review = ("lowered", f"to be looked at again by {day}")
    if at > lowered.review_at:
        code, review = ("lowered-review-overdue", f"its review was due on {day}")
    sentence = f"A person lowered it to {WORDS[lowered.level]}; {review}."
    return (Reason(code, sentence, cell, f"reinstate level lift {cell}"),)
