"""Approved texts as they are read: what can be followed, lists, and first sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.public.texts import SENTENCE_MAX, blocks, first_sentence, headline, pieces


def links(text: str) -> list[str]:
    """Return what can be followed in a line."""
    return [piece.link for piece in pieces(text) if piece.link]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Ring 020 7946 0101.", "tel:02079460101"),
        ("Ring 0800 111 999 first.", "tel:0800111999"),
        ("Ring +44 20 7946 0101, day or night", "tel:+442079460101"),
        ("Relay: 18001 020 7946 0101", "tel:1800102079460101"),
        ("See https://www.gov.uk/bins?a=1.", "https://www.gov.uk/bins?a=1"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("Write to a.b@council.example.", "mailto:a.b@council.example"),
    ],
)
def test_numbers_and_addresses_can_be_followed_without_what_stands_round_them(
    text: str, link: str
) -> None:
    assert links(text) == [link]


@pytest.mark.parametrize(
    "text",
    [
        "Account 01234567, sort code 04-00-04",
        "Reference 0123 4567 8901 2345",
        "Reference 0123 456 789 1234",
        "On 24 11 2026 at 9am, 10 of 12 rooms",
        "http://plain.example and javascript:alert(1)",
        "A1020 7946 0101",
    ],
)
def test_what_only_looks_like_a_number_or_an_address_is_left_alone(text: str) -> None:
    assert links(text) == []


def test_a_number_does_not_break_over_two_lines() -> None:
    assert [piece.words for piece in pieces("Ring 020 7946 0101 now")] == [
        "Ring ",
        "020\u00a07946\u00a00101",
        " now",
    ]


@given(st.text())
def test_no_word_of_a_line_is_lost_or_added(line: str) -> None:
    said = "".join(piece.words for piece in pieces(line))
    assert said.replace("\u00a0", " ") == line.replace("\u00a0", " ")


def test_lines_with_a_dash_are_a_list_between_paragraphs() -> None:
    shown = blocks("Bring:\n- a card\n- a letter\nThen wait.\n\nThank you.")
    assert [(block.is_list, len(block.lines)) for block in shown] == [
        (False, 1),
        (True, 2),
        (False, 1),
        (False, 1),
    ]
    assert shown[1].lines[0][0].words == "a card"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Do nothing. We will write.", "Do nothing."),
        ("- Bring a card\n- Wait", "Bring a card"),
        ("Open 9 a.m. to 5 p.m. on Mondays. Else ring.", "Open 9 a.m. to 5 p.m. on Mondays."),
        ("", ""),
    ],
)
def test_the_first_sentence_stands_for_the_text(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_long_first_sentence_ends_at_a_word() -> None:
    said = first_sentence("word " * 60)
    assert len(said) <= SENTENCE_MAX + 1
    assert said.endswith("word…")


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("Book by phone", "Ring us.", "Book by phone. Ring us."),
        ("Worried? Ring us now!", "At any hour.", "Worried? Ring us now! At any hour."),
        ("Do nothing", "Word " * 60, "Do nothing"),
        ("", "Ring us.", "Ring us."),
    ],
)
def test_a_headline_is_the_title_and_the_first_sentence_where_there_is_room(
    title: str, text: str, words: str
) -> None:
    assert headline(title, text) == words


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\t", "\u3000"])
def test_a_space_of_any_kind_keeps_words_and_numbers_apart(space: str) -> None:
    text = space.join(("Pay by Friday:", "020", "7946", "0101"))
    (block,) = blocks(text)
    said = [piece.words for piece in block.lines[0]]
    assert said == ["Pay by Friday: ", "020\u00a07946\u00a00101"]


def test_a_line_ends_at_any_end_of_a_line() -> None:
    assert len(blocks("One.\r\rTwo.\u2029\u2029Three.")) == 3


def test_joiners_stay_and_marks_that_turn_a_line_round_do_not() -> None:
    joined = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f468\u200d\U0001f467"
    (block,) = blocks(f"{joined}\u202e\u2066\u200b")
    assert block.lines[0][0].words == joined
