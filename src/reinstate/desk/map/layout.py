"""Where each box of the map stands: a column for each tier of needs, few lines crossing.

What needs nothing stands left, what waits for it further right, services last. Things that
need one another stand in one box. Nothing here knows what a box says.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from reinstate.core.register.together import together

BOX_WIDTH: Final = 190
BOX_HEIGHT: Final = 40
GROUP_HEAD_HEIGHT: Final = 24
MEMBER_HEIGHT: Final = 38
REST_HEIGHT: Final = 20
GAP_ACROSS: Final = 50
GAP_BESIDE: Final = 20
"""Between two columns of one tier: no line runs there."""

GAP_DOWN: Final = 10
HEAD_HEIGHT: Final = 34
MARGIN: Final = 8
ROWS_MAX: Final = 12
"""A tier of more boxes goes on in a further column beside."""

SWEEPS: Final = 24
MEMBERS_MAX: Final = 6
"""Of those that must come back together, so many are named in their box."""


class Box(Struct, frozen=True):
    """One thing, or several that must come back together, and where they stand."""

    members: tuple[str, ...]
    tier: int
    x: int
    y: int
    height: int
    width: int = BOX_WIDTH


class Line(Struct, frozen=True):
    """From what is needed (the box `start`) to what needs it (the box `end`)."""

    start: int
    end: int
    path: str


class Head(Struct, frozen=True):
    """Where the heading of a tier stands, and what it says."""

    words: str
    x: int


class Layout(Struct, frozen=True):
    """Boxes and lines between them by their places in `boxes`, and how large it all is."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    heads: tuple[Head, ...]
    width: int
    height: int


Group = tuple[str, ...]
Graph = dict[int, set[int]]


def layout(
    things: Iterable[str], needs: Mapping[str, Iterable[str]], last: frozenset[str]
) -> Layout:
    """Return where these things stand; those in `last` make the last column."""
    groups = together(things, needs)
    graph = _between(groups, needs)
    cut = _cut(groups, needs)
    tiers = _ordered(_tiers(groups, graph, last, cut), graph)
    boxes, starts = _placed(groups, tiers)
    heads = tuple(
        Head(_words(tier, is_last=_is_last(groups[tiers[tier][0]], last)), x)
        for tier, x in enumerate(starts)
    )
    places = {box.members: place for place, box in enumerate(boxes)}
    lines = tuple(
        _line(boxes, places[groups[need]], places[groups[one]])
        for one in sorted(graph)
        for need in sorted(graph[one])
    )
    width = max((box.x + box.width for box in boxes), default=0) + MARGIN
    height = max((box.y + box.height for box in boxes), default=0) + MARGIN
    return Layout(boxes, lines, heads, width, height)


def _between(groups: Sequence[Group], needs: Mapping[str, Iterable[str]]) -> Graph:
    """Return which group needs which, by place."""
    of = {one: place for place, group in enumerate(groups) for one in group}
    graph: Graph = {place: set() for place in range(len(groups))}
    for place, group in enumerate(groups):
        for one in group:
            graph[place].update(of[need] for need in needs.get(one, ()) if need in of)
        graph[place].discard(place)
    return graph


def _cut(groups: Sequence[Group], needs: Mapping[str, Iterable[str]]) -> frozenset[int]:
    """Return the groups that need something that is not drawn: they are not back first."""
    drawn = {one for group in groups for one in group}
    return frozenset(
        place
        for place, group in enumerate(groups)
        if any(need not in drawn for one in group for need in needs.get(one, ()))
    )


def _tiers(
    groups: Sequence[Group], graph: Graph, last: frozenset[str], cut: frozenset[int]
) -> list[list[int]]:
    """Return the groups of each tier: one further right than all they need.

    What needs more than is drawn stands as near as may be to what waits for it.
    """
    tier: dict[int, int] = {}
    for place in range(len(groups)):  # what a group needs comes before it
        tier[place] = 1 + max((tier[need] for need in graph[place]), default=-1)
    room: dict[int, int] = {}
    for place in reversed(range(len(groups))):
        if place in cut and place in room:
            tier[place] = max(tier[place], room[place] - 1)
        for need in graph[place]:
            room[need] = min(room.get(need, tier[place]), tier[place])
    others = (tier[place] for place, group in enumerate(groups) if not _is_last(group, last))
    final = 1 + max(others, default=-1)
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        at = max(tier[place], final) if _is_last(group, last) else tier[place]
        found.setdefault(at, []).append(place)
    return [found[at] for at in sorted(found)]


def _is_last(group: Group, last: frozenset[str]) -> bool:
    return not last.isdisjoint(group)


def _ordered(tiers: list[list[int]], graph: Graph) -> list[list[int]]:
    """Return the tiers with each box near those that it is joined with: barycentre sweeps."""
    joined: Graph = {place: set(needs) for place, needs in graph.items()}
    for place, needs in graph.items():
        for need in needs:
            joined[need].add(place)
    spots = {place: _spot(row, len(tier)) for tier in tiers for row, place in enumerate(tier)}
    for sweep in range(SWEEPS):
        for at in range(len(tiers)) if sweep % 2 == 0 else reversed(range(len(tiers))):
            tiers[at].sort(key=lambda place: (_mean(joined[place], spots, spots[place]), place))
            spots.update({p: _spot(row, len(tiers[at])) for row, p in enumerate(tiers[at])})
    return tiers


def _spot(row: int, count: int) -> float:
    return (row + 0.5) / count


def _mean(joined: set[int], spots: Mapping[int, float], alone: float) -> float:
    return sum(spots[place] for place in joined) / len(joined) if joined else alone


def _placed(
    groups: Sequence[Group], tiers: Sequence[Sequence[int]]
) -> tuple[tuple[Box, ...], list[int]]:
    """Return the boxes, and where each tier begins."""
    boxes: list[Box] = []
    starts: list[int] = []
    columns = [_columns(places) for places in tiers]
    tallest = max((_depth(groups, each) for tier in columns for each in tier), default=0)
    x = MARGIN
    for tier, beside in enumerate(columns):
        starts.append(x)
        for column in beside:
            y = HEAD_HEIGHT + (tallest - _depth(groups, column)) // 2
            for place in column:
                box = Box(groups[place], tier, x, y, _height(groups[place]))
                boxes.append(box)
                y += box.height + GAP_DOWN
            x += BOX_WIDTH + GAP_BESIDE
        x += GAP_ACROSS - GAP_BESIDE
    return tuple(boxes), starts


def _depth(groups: Sequence[Group], column: Sequence[int]) -> int:
    """Return how high a column is."""
    return sum(_height(groups[place]) + GAP_DOWN for place in column)


def _words(tier: int, *, is_last: bool) -> str:
    if is_last:
        return "Services"
    return "Back first" if tier == 0 else "Then"


def _columns(places: Sequence[int]) -> list[Sequence[int]]:
    """Return a tier in columns of like length."""
    count = -(-len(places) // ROWS_MAX)
    length = -(-len(places) // count)
    return [places[begin : begin + length] for begin in range(0, len(places), length)]


def _height(group: Group) -> int:
    """Return how high a box is: one thing, or a heading and each of those in it."""
    if len(group) == 1:
        return BOX_HEIGHT
    rest = REST_HEIGHT if len(group) > MEMBERS_MAX else 0
    return GROUP_HEAD_HEIGHT + MEMBER_HEIGHT * min(len(group), MEMBERS_MAX) + rest


def _line(boxes: Sequence[Box], start: int, end: int) -> Line:
    one, other = boxes[start], boxes[end]
    x, y = one.x + one.width, one.y + one.height // 2
    to_x, to_y = other.x, other.y + other.height // 2
    bend = max((to_x - x) // 2, GAP_ACROSS // 2)
    return Line(start, end, f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}")
