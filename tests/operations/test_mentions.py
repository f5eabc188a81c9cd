"""A person is found in the words of others by whole names, however they are written."""

import pytest

from reinstate.operations.kept_texts import mention_of


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("ring ANN.", True),
        ("Ann's laptop", True),
        ("write to ann@council.example", True),
        ("the planning system", False),
        ("Leeds has it", False),
        ("Ask Lee", True),
        ("Mr. Jo knows", False),  # two letters stand in too many words
    ],
)
def test_a_name_stands_in_a_text_only_as_a_whole_word(text: str, *, is_meant: bool) -> None:
    pattern = mention_of(("Ann Jo Lee", "ann@council.example"))
    assert pattern is not None
    assert bool(pattern.search(text)) is is_meant


def test_without_a_name_nobody_is_looked_for() -> None:
    assert mention_of(("", "Jo")) is None
