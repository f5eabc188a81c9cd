"""How the desk names things on a terminal: people, subjects, zones in colour and in words."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.terms.level import WORDS, Level
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.operations import identity, plain_words, reading

ZONE_STYLES = {
    "unknown": "bold magenta",
    "isolated": "bold red",
    "clean": "bold yellow",
    "connected": "bold green",
}
LEVEL_STYLES = {
    Level.NORMAL: "green",
    Level.PARTLY_WORKING: "yellow",
    Level.BY_HAND: "dark_orange",
    Level.STOPPED: "bold red",
    Level.UNKNOWN: "magenta",
}


def zone_text(zone: str) -> Text:
    """Return a zone in its colour and its word."""
    return Text(zone, ZONE_STYLES[zone])


def level_text(level: Level) -> Text:
    """Return a level in its colour and the words that residents read."""
    return Text(WORDS[level], LEVEL_STYLES[level])


def named(council: Council, subjects: Iterable[Ref]) -> str:
    """Return the names of a few subjects, or how many there are."""
    every = tuple(subjects)
    if len(every) > 3:
        return plain_words.by_kind(every)
    return ", ".join(name_of(council, one) for one in every)


def listed(names: Sequence[str], limit: int, more: str) -> str:
    """Return the first names, and how many there are beyond them: `more` shows those."""
    rest = len(names) - limit
    if rest <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:limit])}, and {rest} more: {more}"


def numbered(council: Council, text: str) -> str:
    """Return a sentence and its command with the numbers of entries in place of their ids."""
    words, start, command = text.partition("reinstate ")
    typed = plain_words.numbered(
        council, command, ""
    )  # a shell takes what follows a # for a remark
    return plain_words.numbered(council, words) + start + typed


def people_ids(words: Iterable[str]) -> tuple[PersonId, ...]:
    """Return the ids of people by handle, name or id."""
    council = reading.council()
    return tuple(dict.fromkeys(identity.person_id(council, one) for one in words))


def plain_table(*headings: str) -> Table:
    """Return a table that reads well at 80 columns and in a log."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
