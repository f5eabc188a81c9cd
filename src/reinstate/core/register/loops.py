"""A loop of needs: things that each need the next, so that none could come back first."""

from collections import deque
from collections.abc import Iterable, Mapping

from reinstate.core.journal.rows import AnyRow
from reinstate.core.state.evolve_register import needs_of_row
from reinstate.core.terms.reference import Ref

Needs = Mapping[Ref, Iterable[Ref]]


def find_loop(rows: Iterable[AnyRow]) -> tuple[Ref, ...]:
    """Return the shortest loop of needs among `rows`, or nothing when they form none.

    Each ref needs the next one and the last needs the first. A wave needs all that it
    reaches and its device groups. Of several equally short loops the answer is always the
    same one, and it starts with the ref that sorts first.
    """
    needs: dict[Ref, set[Ref]] = {}
    for row in rows:
        for one, other in needs_of_row(row):
            needs.setdefault(one, set()).add(other)
    return shortest_loop(needs)


def loop_words(loop: tuple[Ref, ...]) -> str:
    """Return a loop as a person reads it: `a -> b -> a`."""
    return " -> ".join((*loop, loop[0]))


def shortest_loop(needs: Needs) -> tuple[Ref, ...]:
    """Return the shortest loop of a graph, or nothing."""
    graph = _on_loops(needs)
    shortest: tuple[Ref, ...] = ()
    for start in sorted(graph):
        if len(shortest) == 1:
            break
        limit = len(shortest) - 1 if shortest else len(graph)
        shortest = _loop_through(graph, start, limit) or shortest
        del graph[start]  # every loop through it is known: the rest is searched without it
    return shortest


def _on_loops(needs: Needs) -> dict[Ref, tuple[Ref, ...]]:
    """Return the part of a graph that is left when dead ends are taken off, again and again."""
    asked_by: dict[Ref, list[Ref]] = {}
    open_needs: dict[Ref, int] = {}
    for one, others in needs.items():
        for other in others:
            asked_by.setdefault(other, []).append(one)
            open_needs[one] = open_needs.get(one, 0) + 1
    dead_ends = deque(node for node in asked_by if node not in open_needs)
    while dead_ends:
        for one in asked_by.get(dead_ends.popleft(), ()):
            open_needs[one] -= 1
            if not open_needs[one]:
                dead_ends.append(one)
    left = {one for one, count in open_needs.items() if count}
    return {one: tuple(sorted(other for other in needs[one] if other in left)) for one in left}


def _loop_through(graph: Needs, start: Ref, limit: int) -> tuple[Ref, ...]:
    """Return the shortest loop of at most `limit` refs through `start`, or nothing."""
    came_from: dict[Ref, Ref] = {}
    edge, length = [start], 0
    while edge and length < limit:
        length += 1
        reached: list[Ref] = []
        for one in edge:
            for other in graph.get(one, ()):
                if other == start:
                    return _path(came_from, start, one)
                if other not in came_from:
                    came_from[other] = one
                    reached.append(other)
        edge = reached
    return ()


def _path(came_from: Mapping[Ref, Ref], start: Ref, end: Ref) -> tuple[Ref, ...]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
