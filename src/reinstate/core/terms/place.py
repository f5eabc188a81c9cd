"""Where words to people outside stand: a dated update, or a place on a page."""

from typing import Final, Literal

Place = Literal[
    "update",  # dated news: stays in the history, corrected and not deleted
    "do-now",  # what residents do now, about a service or cell
    "money",  # what happens with payments and deadlines, to all or about a service or cell
    "other-ways",  # how else residents reach a service or cell
    "happened",  # one short text on what happened, to all
    "help",  # urgent numbers, places, opening times, other formats; a section each
    "your-data",  # what is known of data that was taken; a section each
    "about",  # complaints, accessibility, open data; a section each
]

ABOUT_SERVICES: Final[frozenset[Place]] = frozenset({"do-now", "money", "other-ways"})
"""Places on the page of a service: what stands there was approved against its level."""

TO_ALL: Final[frozenset[Place]] = frozenset({"happened", "help", "your-data", "about"})
"""Places that are about no one service."""

ONLY_ONE: Final[frozenset[Place]] = frozenset({*ABOUT_SERVICES, "happened"})
"""Places with room for one text about one thing: another takes its place or waits."""

CALLED: Final = {
    "update": "the news",
    "do-now": "what to do now",
    "money": "money",
    "other-ways": "other ways",
    "happened": "what happened",
    "help": "help",
    "your-data": "your data",
    "about": "about",
}
"""What people call the places of words."""
