"""Whether words can be read outside: a title of one line, and a text of a page's length."""

from typing import Final

from reinstate.core.terms.trouble import BadInput

TITLE_MAX: Final = 150
TEXT_MAX: Final = 20_000


def refuse_unfit(title: str, text: str) -> None:
    """Refuse words that would stand on a page as nothing, as a wall, or as a heading of lines.

    Raises:
        BadInput: If they do not fit.
    """
    if len(title) > TITLE_MAX or len(title.strip().splitlines()) != 1 or not _is_seen(title):
        raise BadInput(
            "title-unfit",
            f"A title is one line of 1 to {TITLE_MAX} characters that can be seen.",
            place="--title",
            next="Say in one line what is new; the rest goes into the text.",
        )
    if len(text) > TEXT_MAX or not _is_seen(text):
        raise BadInput(
            "text-unfit",
            f"A text has 1 to {TEXT_MAX:,} characters, of which some can be seen.",
            place="--text",
            next="Say it shorter, or in several notices.",
        )


def _is_seen(words: str) -> bool:
    return any(one.isprintable() and not one.isspace() for one in words)
