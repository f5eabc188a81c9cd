"""The id of an edge is an id, is readable while short, and is never shared."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.register.edges import edge_id
from reinstate.core.terms.reference import ID_PATTERN

IDS = st.from_regex(r"[a-z][a-z.-]{0,40}", fullmatch=True)
ENDS = st.one_of(
    st.builds("service:{}".format, IDS),
    st.builds("system:{}".format, IDS),
    st.builds("cell:{}/{}/all".format, IDS, IDS),
)
EDGES = st.tuples(ENDS, st.sampled_from(("needs", "uses")), ENDS)


def test_a_short_edge_reads_as_what_it_joins() -> None:
    assert edge_id("service:svc-a", "needs", "system:sys-b") == "service.svc-a..needs..system.sys-b"


def test_a_long_edge_keeps_its_head_and_a_digest() -> None:
    id_ = edge_id("service:" + "s" * 64, "needs", "system:" + "t" * 64)
    assert re.fullmatch(r"s{22}\.\.[0-9a-f]{40}", id_)


@given(EDGES, EDGES)
def test_two_edges_never_share_an_id(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert re.fullmatch(ID_PATTERN, edge_id(*one))
    assert (edge_id(*one) == edge_id(*other)) is (one == other)


def test_ids_that_hold_the_separator_are_told_apart() -> None:
    one = edge_id("system:a..needs..system.b", "needs", "system:c")
    other = edge_id("system:a", "needs", "system:b..needs..system.c")
    assert one != other
    assert edge_id("cell:a.b/c/d", "needs", "system:x") != edge_id(
        "cell:a/b.c/d", "needs", "system:x"
    )
