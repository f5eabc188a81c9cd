"""How each sort of cell is read: text, ids, whole numbers, shares, hours, dates, yes or no."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from reinstate.core.terms.reference import ID_PATTERN
from reinstate.engines.imports.table import CELL_CHARACTERS_MAX

Reader = Callable[[str], Any]

LIST_SEPARATOR: Final = ";"
NUMBER_MAX: Final = 999_999_999
HOURS_MAX: Final = 100_000
YES: Final = frozenset({"yes", "y", "true", "1"})
NO: Final = frozenset({"no", "n", "false", "0"})
MINUTES_PER_HOUR: Final = 60
PER_MILLE: Final = 1000

_ID: Final = re.compile(ID_PATTERN)
_WHOLE: Final = re.compile(r"[0-9]{1,12}")
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULA: Final = re.compile(r"\s*[=+@-]")
_PLAIN_NUMBER: Final = re.compile(r"\s*[+-]?\s*(-+|[(\d.,][\d\s.,()-]*%?)\s*")


class BadCell(ValueError):
    """A cell that cannot be read, and why in words."""


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would calculate this cell, here or wherever it ends up.

    A number with its sign, a telephone number and a dash alone are none.
    """
    return bool(_FORMULA.match(cell)) and not _PLAIN_NUMBER.fullmatch(cell)


def formula_words(cell: str) -> str:
    """Return why a formula is not taken."""
    return f"{quoted(cell)} is a formula. Formulas are not taken: write what it shows, as text."


def text(cell: str) -> str:
    """Return words on one line; a formula never comes here."""
    words = " ".join(cell.split())
    if len(words) > CELL_CHARACTERS_MAX:
        raise BadCell(
            f"The cell has {len(words):,} characters; the most is {CELL_CHARACTERS_MAX:,}"
        )
    if not words.isprintable():
        control = next(mark for mark in words if not mark.isprintable())
        raise BadCell(f"The cell holds a character that cannot be printed (code {ord(control)})")
    return words


def identifier(cell: str) -> str:
    """Return an id: letters, digits, dots, underscores and hyphens."""
    words = text(cell)
    if not _ID.fullmatch(words):
        raise BadCell(
            f"{quoted(words)} is no id: up to 64 letters, digits, dots, underscores and "
            "hyphens, the first a letter or a digit"
        )
    return words


def handle(cell: str) -> str:
    """Return a person's handle, in small letters."""
    return identifier(cell).lower()


def cell_name(cell: str) -> str:
    """Return the name of a channel or of a group of people, in small letters."""
    return identifier(cell).lower()


def listed(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list, split at semicolons."""
    parts = tuple(part for raw in cell.split(LIST_SEPARATOR) if (part := text(raw)))
    if formula := next(filter(is_formula, parts), ""):
        raise BadCell(formula_words(formula).rstrip("."))
    if len(set(parts)) < len(parts):
        twice, _ = Counter(parts).most_common(1)[0]
        raise BadCell(f"The cell names {quoted(twice)} twice")
    return parts


def whole(most: int = NUMBER_MAX) -> Reader:
    """Return a reader of whole numbers from 0 to `most`."""

    def read(cell: str) -> int:
        words = text(cell)
        if not _WHOLE.fullmatch(words) or int(words) > most:
            raise BadCell(f"{quoted(words)} is no whole number from 0 to {most}, in digits alone")
        return int(words)

    return read


def share_per_mille(cell: str) -> int:
    """Return a share from 0 to 1, such as 0.4, as a whole number per mille."""
    words = text(cell)
    per_mille = _decimal(words) * PER_MILLE
    if per_mille > PER_MILLE or per_mille != int(per_mille):
        raise BadCell(f"{quoted(words)} is no share from 0 to 1 with at most three decimals")
    return int(per_mille)


def hours_in_minutes(cell: str) -> int:
    """Return hours, such as 1.5, as whole minutes."""
    words = text(cell)
    minutes = _decimal(words) * MINUTES_PER_HOUR
    if minutes > HOURS_MAX * MINUTES_PER_HOUR or minutes != int(minutes):
        raise BadCell(f"{quoted(words)} hours are no whole minutes from 0 to {HOURS_MAX:,} hours")
    return int(minutes)


def day(cell: str) -> str:
    """Return a date as the register keeps it: YYYY-MM-DD."""
    return calendar_date(cell).isoformat()


def calendar_date(cell: str) -> date:
    """Return a date written YYYY-MM-DD."""
    words = text(cell)
    if not _DATE.fullmatch(words):
        raise BadCell(f"{quoted(words)} is no date written YYYY-MM-DD, such as 2027-01-12")
    try:
        return date.fromisoformat(words)
    except ValueError as trouble:
        raise BadCell(f"{quoted(words)} is no day of the calendar") from trouble


def yes_or_no(cell: str) -> bool:
    """Return a yes or a no, in any of the forms that spreadsheets write."""
    words = text(cell).lower()
    if words not in YES | NO:
        raise BadCell(f"{quoted(words)} is neither yes nor no")
    return words in YES


def one_of(choices: Iterable[str]) -> Reader:
    """Return a reader of one word out of `choices`, however its letters are written."""
    return OneOf({_folded(choice): choice for choice in choices})


class OneOf:
    """A reader of one word out of a list."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Keep the words, by how they are compared."""
        self.known = known

    def __call__(self, cell: str) -> str:
        """Return our spelling of the word in a cell."""
        words = text(cell)
        if _folded(words) not in self.known:
            raise BadCell(f"{quoted(words)} is none of: {', '.join(self.known.values())}")
        return self.known[_folded(words)]


def quoted(words: str) -> str:
    """Return words as a sentence about them shows them, cut when they are long."""
    return f"“{words}”" if len(words) <= 60 else f"“{words[:60]}…”"


def _decimal(words: str) -> Decimal:
    if not _DECIMAL.fullmatch(words):
        raise BadCell(f"{quoted(words)} is no number, such as 3 or 0.4")
    return Decimal(words)


def _folded(words: str) -> str:
    return re.sub(r"[\s_-]+", "-", words.casefold())
