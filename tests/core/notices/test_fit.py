"""Words that go outside fit a page: seen, a title of one line, not without end."""

import pytest

from reinstate.core.notices.fit import TEXT_MAX, TITLE_MAX, refuse_unfit
from reinstate.core.terms.trouble import BadInput


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Rent", "Set it aside.\n\n- Do nothing."),
        ("x" * TITLE_MAX, "x" * TEXT_MAX),
        ("\u0631\u0650\u0646\u062a\n", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_words_of_a_page_fit(title: str, text: str) -> None:
    refuse_unfit(title, text)


@pytest.mark.parametrize(
    "title", ["", " \u00a0", "\u202e\u200b", "Two\nlines", "x" * 151, "a\u2028b"]
)
def test_a_title_is_one_line_that_can_be_seen(title: str) -> None:
    with pytest.raises(BadInput, match="one line of 1 to 150"):
        refuse_unfit(title, "Words.")


@pytest.mark.parametrize("text", ["", "\n\u200b \u2060\n", "x" * 20_001])
def test_a_text_can_be_seen_and_ends(text: str) -> None:
    with pytest.raises(BadInput, match="1 to 20,000"):
        refuse_unfit("Rent", text)
