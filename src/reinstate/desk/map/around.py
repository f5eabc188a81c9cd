"""What stands around one thing: all that it needs, all that waits for it, and how far away."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from reinstate.core.journal.rows import SystemRow
from reinstate.core.register.together import together
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS
from reinstate.core.terms.reference import Ref, is_subject, kind_of, ref, service_of

BOXES_MAX: Final = 60
"""So many boxes one drawing has: more is a hairball, and the lists beside it have them all."""

BESIDE_MAX: Final = 12
"""So many of what stands beside a neighbourhood are drawn with it, pale."""

FOUNDATIONS_MAX: Final = 20
"""Where nothing is marked a foundation, so many of what most wait for are drawn to begin with."""

Edges = Mapping[Ref, frozenset[Ref]]


class Around(Struct, frozen=True):
    """The neighbourhood of `chosen` with the number of steps to each, and what is drawn.

    `drawn` are the nearest of it and, where there is room, what stands beside them.
    """

    chosen: Ref
    needs: dict[Ref, int]
    waits: dict[Ref, int]
    drawn: frozenset[Ref]

    @property
    def near(self) -> frozenset[Ref]:
        """Return the neighbourhood, itself included."""
        return frozenset((self.chosen, *self.needs, *self.waits))

    @property
    def left_out(self) -> int:
        """Return how many of the neighbourhood the drawing has no room for."""
        return len(self.near - self.drawn)


class Estate:
    """Everything that the map knows of the register: who needs whom, cells as their services."""

    def __init__(self, council: Council) -> None:
        """Remember the council."""
        self.council = council

    @cached_property
    def needs(self) -> dict[Ref, frozenset[Ref]]:
        """Return what each thing needs directly."""
        found: dict[Ref, frozenset[Ref]] = {}
        for who, what in self.council.register.needs.items():
            one = whole(who)
            found[one] = (found.get(one, NO_REFS) | frozenset(map(whole, what))) - {one}
        return found

    @cached_property
    def needed_by(self) -> dict[Ref, frozenset[Ref]]:
        """Return what needs each thing directly."""
        found: dict[Ref, set[Ref]] = {}
        for who, what in self.needs.items():
            for one in what:
                found.setdefault(one, set()).add(who)
        return {one: frozenset(who) for one, who in found.items()}

    @cached_property
    def things(self) -> tuple[Ref, ...]:
        """Return every subject and service on the register."""
        rows = self.council.register.rows
        return tuple(sorted(one for one in rows if is_subject(one) or kind_of(one) == "service"))

    @cached_property
    def foundations(self) -> frozenset[Ref]:
        """Return what others stand on, as it is marked, or else what most need."""
        rows = self.council.register.rows.items()
        marked = sorted(
            key for key, row in rows if isinstance(row, SystemRow) and row.is_foundation
        )
        if marked:
            return frozenset(marked[:BOXES_MAX])
        most = sorted(self.needed_by, key=lambda one: (-len(self.needed_by[one]), one))
        return frozenset(most[:FOUNDATIONS_MAX])

    @cached_property
    def tiers(self) -> list[list[Ref]]:
        """Return every thing by how many needs stand below it, what needs nothing first."""
        tier: dict[Ref, int] = {}
        for group in together(self.things, self.needs):
            below = (need for one in group for need in self.needs.get(one, NO_REFS))
            at = 1 + max((tier[need] for need in below if need in tier), default=-1)
            tier.update(dict.fromkeys(group, at))
        found: list[list[Ref]] = [[] for _ in range(1 + max(tier.values(), default=-1))]
        for one, at in sorted(tier.items()):
            found[at].append(one)
        return found

    def around(self, chosen: Ref) -> Around:
        """Return the neighbourhood of one thing."""
        needs, waits = steps(self.needs, chosen), steps(self.needed_by, chosen)
        near = sorted({**waits, **needs}.items(), key=lambda found: (found[1], found[0]))
        drawn = [chosen, *(one for one, _ in near)][:BOXES_MAX]
        return Around(chosen, needs, waits, frozenset((*drawn, *self._beside(drawn))))

    def _beside(self, drawn: list[Ref]) -> list[Ref]:
        """Return what else those drawn are joined with, as far as there is room."""
        known = frozenset(drawn)
        joined = (self.needs.get(one, NO_REFS) | self.needed_by.get(one, NO_REFS) for one in drawn)
        beside = dict.fromkeys(one for found in joined for one in sorted(found - known))
        return list(beside)[: min(BESIDE_MAX, BOXES_MAX - len(drawn))]


def whole(reference: Ref) -> Ref:
    """Return the service of a cell; anything else as it is."""
    return ref("service", service_of(reference)) if kind_of(reference) == "cell" else reference


def steps(edges: Edges, start: Ref) -> dict[Ref, int]:
    """Return everything that edges lead to from `start`, and in how many steps."""
    found, edge, step = {start: 0}, [start], 0
    while edge:
        step += 1
        edge = list(_beyond(edges, edge, found))
        found.update(dict.fromkeys(edge, step))
    del found[start]
    return found


def _beyond(edges: Edges, edge: Iterable[Ref], found: Mapping[Ref, int]) -> dict[Ref, None]:
    further = (other for one in edge for other in sorted(edges.get(one, NO_REFS)))
    return dict.fromkeys(one for one in further if one not in found)
