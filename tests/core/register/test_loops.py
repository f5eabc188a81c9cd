"""A loop of needs is found, is the shortest, and is found fast."""

from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.rows import AnyRow, EdgeRow, WaveRow
from reinstate.core.register.loops import find_loop, loop_words, shortest_loop

SYSTEM_COUNT = 2_000
EDGES_PER_SYSTEM = 5
LOOP_SECONDS_MAX = 10  # about 1 s on two idle cores; a machine under load takes longer


def an_edge(one: str, other: str, kind: str = "needs") -> AnyRow:
    return EdgeRow(
        id=f"{one}.{kind}.{other}",
        from_=f"system:{one}",
        to=f"system:{other}",
        kind="needs" if kind == "needs" else "uses",
    )


def test_needs_that_lead_nowhere_back_form_no_loop() -> None:
    assert find_loop([an_edge("a", "b"), an_edge("b", "c"), an_edge("a", "c")]) == ()


def test_a_loop_is_given_in_order_from_the_ref_that_sorts_first() -> None:
    rows = [an_edge("c", "a"), an_edge("b", "c"), an_edge("a", "b"), an_edge("x", "a")]
    assert find_loop(rows) == ("system:a", "system:b", "system:c")


def test_a_loop_is_written_closed() -> None:
    assert loop_words(("system:a", "system:b")) == "system:a -> system:b -> system:a"


def test_the_shortest_of_two_loops_is_found() -> None:
    long = [an_edge("a", "b"), an_edge("b", "c"), an_edge("c", "a")]
    assert find_loop([*long, an_edge("m", "n"), an_edge("n", "m")]) == ("system:m", "system:n")


def test_what_needs_itself_is_a_loop_of_one() -> None:
    assert find_loop([an_edge("a", "a"), an_edge("a", "b"), an_edge("b", "a")]) == ("system:a",)


def test_uses_may_form_loops_as_in_life() -> None:
    assert find_loop([an_edge("a", "b", "uses"), an_edge("b", "a")]) == ()


def test_a_wave_needs_what_it_reaches_and_its_devices() -> None:
    wave = WaveRow(id="w", reach=("system:a",), device_groups=("laptops",))
    back = EdgeRow(id="e", from_="devices:laptops", to="wave:w")
    assert find_loop([wave, back]) == ("devices:laptops", "wave:w")
    assert find_loop([wave, EdgeRow(id="e", from_="system:a", to="wave:w")]) == (
        "system:a",
        "wave:w",
    )


def test_the_largest_register_is_searched_in_time_even_where_every_loop_is_long() -> None:
    names = [f"s{number:04}" for number in range(SYSTEM_COUNT)]
    needs = {
        name: [names[(at + step) % SYSTEM_COUNT] for step in range(1, EDGES_PER_SYSTEM + 1)]
        for at, name in enumerate(names)
    }
    started = perf_counter()
    loop = shortest_loop(needs)
    assert len(loop) == SYSTEM_COUNT // EDGES_PER_SYSTEM
    assert perf_counter() - started < LOOP_SECONDS_MAX


def naive_length(needs: dict[str, set[str]]) -> int:
    """Return the length of the shortest loop, by walking one step further each time."""
    walks = {(one, one) for one in needs}
    for length in range(1, len(needs) + 1):
        walks = {(start, new) for start, end in walks for new in needs.get(end, ())}
        if any(start == end for start, end in walks):
            return length
    return 0


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefgh"))))
def test_the_loop_found_is_a_loop_and_as_short_as_a_naive_search_finds(
    needs: dict[str, set[str]],
) -> None:
    loop = shortest_loop(needs)
    assert len(loop) == naive_length(needs)
    assert len(set(loop)) == len(loop)
    if loop:
        assert all(other in needs[one] for one, other in pairwise((*loop, loop[0])))
