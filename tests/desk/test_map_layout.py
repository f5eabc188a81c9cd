"""The layout of the map, for any register: nothing overlaps, and every line joins two boxes."""

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reinstate.desk.map.layout import Box, layout

SUBJECTS = [f"system:{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
SERVICES = [f"service:{letter}" for letter in "abcdef"]
THINGS = st.sampled_from([*SUBJECTS, *SERVICES])
NEEDS = st.dictionaries(THINGS, st.frozensets(st.sampled_from(SUBJECTS), max_size=5), max_size=32)
DRAWN = st.frozensets(THINGS, max_size=32)

Needs = Mapping[str, frozenset[str]]


def are_apart(one: Box, other: Box) -> bool:
    """Return whether two boxes have no point in common."""
    return (
        one.x + one.width < other.x
        or other.x + other.width < one.x
        or one.y + one.height < other.y
        or other.y + other.height < one.y
    )


@given(DRAWN, NEEDS)
def test_every_thing_stands_in_one_box_and_no_two_boxes_overlap(
    drawn: frozenset[str], needs: Needs
) -> None:
    found = layout(drawn, needs, frozenset(SERVICES))
    assert sorted(one for box in found.boxes for one in box.members) == sorted(drawn)
    assert all(are_apart(one, other) for one, other in combinations(found.boxes, 2))
    assert all(box.x + box.width <= found.width for box in found.boxes)
    assert all(box.y + box.height <= found.height for box in found.boxes)


@given(DRAWN, NEEDS)
def test_a_line_leads_from_what_is_needed_to_what_needs_it_and_none_is_missing(
    drawn: frozenset[str], needs: Needs
) -> None:
    found = layout(drawn, needs, frozenset(SERVICES))
    place = {one: number for number, box in enumerate(found.boxes) for one in box.members}
    wanted = {
        (place[need], place[one])
        for one in drawn
        for need in needs.get(one, frozenset())
        if need in drawn and place[need] != place[one]
    }
    assert {(line.start, line.end) for line in found.lines} == wanted
    for line in found.lines:
        start, end = found.boxes[line.start], found.boxes[line.end]
        assert line.path.startswith(f"M{start.x + start.width} {start.y + start.height // 2}C")
        assert line.path.endswith(f" {end.x} {end.y + end.height // 2}")
        assert start.x + start.width < end.x


@given(DRAWN, NEEDS)
def test_services_stand_last(drawn: frozenset[str], needs: Needs) -> None:
    found = layout(drawn, needs, frozenset(SERVICES))
    right = [box.x for box in found.boxes if box.members[0] in SERVICES]
    left = [box.x for box in found.boxes if box.members[0] not in SERVICES]
    if right and left:
        assert min(right) > max(left)


@given(DRAWN, NEEDS)
def test_the_same_register_is_drawn_the_same(drawn: frozenset[str], needs: Needs) -> None:
    again = layout(sorted(drawn, reverse=True), needs, frozenset(SERVICES))
    assert layout(drawn, needs, frozenset(SERVICES)) == again


def test_a_large_ring_is_one_box_that_names_a_few() -> None:
    ring = {one: frozenset({SUBJECTS[place - 1]}) for place, one in enumerate(SUBJECTS)}
    found = layout(SUBJECTS, ring, frozenset())
    assert [box.members for box in found.boxes] == [tuple(SUBJECTS)]
    assert found.lines == ()
    assert found.boxes[0].height < 300


def test_a_tier_of_many_goes_on_beside() -> None:
    many = [f"system:s{number}" for number in range(100)]
    found = layout(many, {}, frozenset())
    assert len({box.x for box in found.boxes}) > 5
    assert found.height < 800
