"""What is around a subject: what it needs and uses, and what waits for it."""

from collections.abc import Iterable
from itertools import islice
from typing import Final, Generic, TypeVar

from msgspec import Struct

from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.levels.names import name_of
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.core.zones.reach import closure, dependants, needs_of, services_needing
from reinstate.desk.seen import Desk
from reinstate.operations.overview import overview
from reinstate.operations.situation import ServiceStanding, zone_of

One = TypeVar("One")

FIRST_MAX: Final = 12
"""So many of each list stand open; those after are behind a line."""

NEIGHBOURS_MAX: Final = 200
SERVICES_MAX: Final = 100


class Neighbour(Struct, frozen=True):
    """Something it needs, or that needs it; `is_accepted`: it may come back without."""

    subject: Ref
    zone: str
    is_direct: bool
    is_known: bool = True
    is_accepted: bool = False


class Listed(Struct, Generic[One], frozen=True):
    """A list: what stands open, what is behind a line, and how many there are in all."""

    first: tuple[One, ...]
    rest: tuple[One, ...]
    count: int

    @property
    def left_out(self) -> int:
        """Return how many are not listed at all."""
        return self.count - len(self.first) - len(self.rest)


class Around(Struct, frozen=True):
    """Everything around a subject."""

    needs: Listed[Neighbour]
    uses: Listed[Neighbour]
    waiting: Listed[Neighbour]
    services: Listed[ServiceStanding]


def around(desk: Desk, subject: Ref) -> Around:
    """Return what a subject needs and what waits for it, both through the whole chain."""
    council = desk.council
    direct = needs_of(council, subject)
    needs = _ordered(desk, closure(council, subject), direct)
    needing = council.register.needed_by.get(subject, NO_REFS)
    waiting = _ordered(desk, filter(is_subject, dependants(council, (subject,))), needing)
    behind = services_needing(council, (subject,))
    levels = overview(council, desk.at, is_past=desk.is_past).services
    standing = [levels[row.id] for row in behind[:SERVICES_MAX] if row.id in levels]
    used = _ordered(desk, council.register.uses.get(subject, NO_REFS), NO_REFS)
    return Around(
        _listed((_need(desk, subject, one, is_direct=one in direct) for one in needs), len(needs)),
        _listed((_neighbour(desk, one, is_direct=True) for one in used), len(used)),
        _listed((_neighbour(desk, one, is_direct=one in needing) for one in waiting), len(waiting)),
        _listed(standing, len(behind)),
    )


def _listed(found: Iterable[One], count: int) -> Listed[One]:
    shown = tuple(islice(found, NEIGHBOURS_MAX))
    return Listed(shown[:FIRST_MAX], shown[FIRST_MAX:], count)


def _ordered(desk: Desk, found: Iterable[Ref], direct: frozenset[Ref]) -> list[Ref]:
    """Return what is near first, then what is not connected."""
    council = desk.council
    return sorted(
        found,
        key=lambda one: (
            one not in direct,
            subject_of(council, one).is_connected,
            name_of(council, one),
        ),
    )


def _need(desk: Desk, subject: Ref, need: Ref, *, is_direct: bool) -> Neighbour:
    council = desk.council
    accepted = current_acceptance(council, subject, need, desk.at) if is_direct else None
    is_connected = subject_of(council, need).is_connected
    return Neighbour(
        need,
        zone_of(subject_of(council, need)),
        is_direct,
        need in council.register.rows,
        accepted is not None and not is_connected,
    )


def _neighbour(desk: Desk, reference: Ref, *, is_direct: bool) -> Neighbour:
    return Neighbour(reference, zone_of(subject_of(desk.council, reference)), is_direct)
