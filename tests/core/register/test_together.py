"""Groups that must come back together: each needs every other, and what they need comes first."""

from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.register.together import together

NAMES = st.sampled_from([f"system:{letter}" for letter in "abcdefgh"])
GRAPHS = st.dictionaries(NAMES, st.frozensets(NAMES, max_size=4), max_size=8)

Graph = Mapping[str, frozenset[str]]


def reached(graph: Graph, start: str, inside: frozenset[str]) -> frozenset[str]:
    """Return all that `start` leads to within `inside`, by looking again and again."""
    found = graph.get(start, frozenset()) & inside
    while True:
        more = frozenset(two for one in found for two in graph.get(one, frozenset())) & inside
        if more <= found:
            return found
        found |= more


@given(GRAPHS, st.frozensets(NAMES))
def test_two_are_in_one_group_exactly_when_each_leads_to_the_other(
    graph: Graph, inside: frozenset[str]
) -> None:
    groups = together(inside, graph)
    assert sorted(one for group in groups for one in group) == sorted(inside)
    of = {one: group for group in groups for one in group}
    for one in inside:
        for other in inside - {one}:
            is_mutual = other in reached(graph, one, inside) and one in reached(
                graph, other, inside
            )
            assert (of[one] is of[other]) is is_mutual


@given(GRAPHS, st.frozensets(NAMES))
def test_what_a_group_needs_comes_before_it(graph: Graph, inside: frozenset[str]) -> None:
    groups = together(inside, graph)
    place = {one: number for number, group in enumerate(groups) for one in group}
    for one in inside:
        assert all(place[need] <= place[one] for need in graph.get(one, frozenset()) & inside)


def test_a_chain_deeper_than_the_stack_is_walked() -> None:
    names = [f"system:s{number:05}" for number in range(5_000)]
    chain = {one: (other,) for one, other in pairwise(names)}
    assert together(names, chain) == tuple((one,) for one in reversed(names))


def test_a_ring_as_large_is_one_group() -> None:
    names = [f"system:s{number:05}" for number in range(5_000)]
    ring = {one: (names[number - 1],) for number, one in enumerate(names)}
    assert together(names, ring) == (tuple(names),)
