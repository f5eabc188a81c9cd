"""The map as a drawing: what each box says, where it leads, and what stands out."""

from collections.abc import Callable, Collection
from typing import Final, Literal

from msgspec import Struct

from reinstate.core.terms.reference import Ref
from reinstate.desk.map.layout import (
    BOX_HEIGHT,
    GROUP_HEAD_HEIGHT,
    MEMBER_HEIGHT,
    MEMBERS_MAX,
    Box,
    Layout,
)

NAME_MAX: Final = 24
"""So many letters of a name fit into a box; the whole name is its title."""

TEXT_X: Final = 15
Weight = Literal["chosen", "near", "far"]


class Label(Struct, frozen=True):
    """What is said of one thing: its name, its zone or level in words, their colour, its page."""

    name: str
    state: str
    colour: str
    href: str


class Text(Struct, frozen=True):
    """One thing within a box."""

    label: Label
    short: str
    top: int
    height: int

    @property
    def name_y(self) -> int:
        """Return where the name stands."""
        return self.top + 17

    @property
    def state_y(self) -> int:
        """Return where the zone or level stands."""
        return self.top + 33


class Shape(Struct, frozen=True):
    """One box as it is drawn; where several must come back together, it says so."""

    box: Box
    weight: Weight
    texts: tuple[Text, ...]
    rest_count: int

    @property
    def is_group(self) -> bool:
        """Return whether several must come back together."""
        return len(self.box.members) > 1

    @property
    def text_x(self) -> int:
        """Return where the words begin."""
        return self.box.x + TEXT_X

    @property
    def head_y(self) -> int:
        """Return where the heading of a group stands."""
        return self.box.y + 16

    @property
    def rest_y(self) -> int:
        """Return where the count of those not named stands."""
        return self.box.y + self.box.height - 7


class Stroke(Struct, frozen=True):
    """One line as it is drawn."""

    path: str
    weight: Weight


class Drawing(Struct, frozen=True):
    """The whole drawing."""

    layout: Layout
    shapes: tuple[Shape, ...]
    strokes: tuple[Stroke, ...]


def draw(
    layout: Layout, label: Callable[[Ref], Label], chosen: Ref, near: Collection[Ref]
) -> Drawing:
    """Return the drawing; lines between what is near stand out, and over all others."""
    shapes = tuple(_shape(box, label, chosen, near) for box in layout.boxes)
    strokes = [
        Stroke(line.path, _weight_of_line(shapes[line.start], shapes[line.end], near))
        for line in layout.lines
    ]
    strokes.sort(key=lambda stroke: stroke.weight == "near")
    return Drawing(layout, shapes, tuple(strokes))


def _shape(box: Box, label: Callable[[Ref], Label], chosen: Ref, near: Collection[Ref]) -> Shape:
    weight: Weight = "far"
    if not near or any(one in near for one in box.members):
        weight = "chosen" if chosen in box.members else "near"
    if len(box.members) == 1:
        texts: tuple[Text, ...] = (_text(label(box.members[0]), box.y, BOX_HEIGHT),)
    else:
        shown = sorted(box.members, key=lambda one: (one != chosen, one))[:MEMBERS_MAX]
        top = box.y + GROUP_HEAD_HEIGHT
        texts = tuple(
            _text(label(one), top + MEMBER_HEIGHT * row, MEMBER_HEIGHT)
            for row, one in enumerate(shown)
        )
    return Shape(box, weight, texts, len(box.members) - len(texts))


def _text(label: Label, top: int, height: int) -> Text:
    is_long = len(label.name) > NAME_MAX
    short = f"{label.name[: NAME_MAX - 1].rstrip()}…" if is_long else label.name
    return Text(label, short, top, height)


def _weight_of_line(start: Shape, end: Shape, near: Collection[Ref]) -> Weight:
    if not near:
        return "far"
    return "far" if "far" in (start.weight, end.weight) else "near"
