"""Answers that are remembered: for the very value that was asked about, and no other."""

from reinstate.core.terms.remembered import ANSWERS_MAX, Remembered


def test_an_answer_is_worked_out_once_for_a_value() -> None:
    asked: list[tuple[str, ...]] = []

    def longest(words: tuple[str, ...]) -> str:
        asked.append(words)
        return max(words, key=len)

    remembered, one = Remembered(longest), ("a", "bb")
    equal = (*one,)[:1] + one[1:]
    assert [remembered(one), remembered(one), remembered(equal)] == ["bb"] * 3
    assert asked == [one, equal]


def test_a_value_that_changed_has_an_answer_of_its_own_and_old_ones_are_let_go() -> None:
    asked: list[object] = []

    def size(words: tuple[str, ...]) -> int:
        asked.append(words)
        return len(words)

    remembered = Remembered(size)
    values = [tuple("x" * n) for n in range(ANSWERS_MAX + 1)]
    assert [remembered(one) for one in values] == list(range(ANSWERS_MAX + 1))
    assert remembered(values[0]) == 0
    assert asked == [*values, values[0]]
