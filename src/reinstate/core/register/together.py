"""What must come back together: things that each need the others, directly or not."""

from collections.abc import Iterable, Iterator, Mapping

from reinstate.core.terms.reference import Ref

Needs = Mapping[Ref, Iterable[Ref]]


def together(refs: Iterable[Ref], needs: Needs) -> tuple[tuple[Ref, ...], ...]:
    """Return `refs` in groups of which each member needs every other; most stand alone.

    What a group needs comes before it. Needs that lead out of `refs` are not looked at. This
    is Tarjan's way of 1972, without recursion: a register may be deeper than Python's stack.
    """
    inside = dict.fromkeys(sorted(refs))
    graph = {one: sorted(need for need in needs.get(one, ()) if need in inside) for one in inside}
    walk = _Walk(graph)
    for one in graph:
        if one not in walk.number:
            walk.go(one)
    return tuple(walk.groups)


class _Walk:
    """One walk through a graph: `number` is when a thing was met, `low` how far back it leads."""

    def __init__(self, graph: dict[Ref, list[Ref]]) -> None:
        self.graph = graph
        self.number: dict[Ref, int] = {}
        self.low: dict[Ref, int] = {}
        self.open: dict[Ref, None] = {}
        self.groups: list[tuple[Ref, ...]] = []

    def go(self, start: Ref) -> None:
        """Walk everything that `start` leads to."""
        path: list[tuple[Ref, Iterator[Ref]]] = [self._met(start)]
        while path:
            one, following = path[-1]
            for need in following:
                if need not in self.number:
                    path.append(self._met(need))
                    break
                if need in self.open:
                    self.low[one] = min(self.low[one], self.number[need])
            else:
                path.pop()
                self._left(one, path[-1][0] if path else None)

    def _met(self, one: Ref) -> tuple[Ref, Iterator[Ref]]:
        self.number[one] = self.low[one] = len(self.number)
        self.open[one] = None
        return one, iter(self.graph[one])

    def _left(self, one: Ref, before: Ref | None) -> None:
        """Close the group of which `one` was met first; else hand on how far back it leads."""
        if self.low[one] == self.number[one]:
            group: list[Ref] = []
            while one in self.open:
                group.append(self.open.popitem()[0])
            self.groups.append(tuple(sorted(group)))
        if before is not None:
            self.low[before] = min(self.low[before], self.low[one])
