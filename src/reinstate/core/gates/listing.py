"""The rows of a gate one by one, met or not: for a page that shows the whole way back."""

from functools import partial
from typing import Final

from msgspec import Struct

from reinstate.core.gates.look import Found, Look, Row
from reinstate.core.gates.requirements import (
    CLEAN_TABLE,
    CONNECTED_TABLE,
    clean_rows,
    connected_rows,
    has_clean_stage,
)
from reinstate.core.terms.reference import kind_of

TABLE: Final = (*CLEAN_TABLE, *CONNECTED_TABLE)


class RowFound(Struct, frozen=True):
    """One row of a gate: the step it holds, its code, and what it found."""

    gate: str
    code: str
    found: Found

    @property
    def is_met(self) -> bool:
        """Return whether nothing is missing."""
        return not self.found.blockers


def rows_found(look: Look) -> tuple[RowFound, ...]:
    """Return each row that the gate asks of this subject, in the order in which it asks."""
    clean = [RowFound("clean", code_of(row), row(look)) for row in clean_rows(look)]
    connected = [RowFound("connected", code_of(row), row(look)) for row in connected_rows(look)]
    return (*clean, *connected)


def left_out(look: Look) -> tuple[str, ...]:
    """Return the rows of the table that are not asked, as its hosting and route have it.

    Before a route is chosen that says nothing yet.
    """
    if kind_of(look.subject) != "system" or look.route is None:
        return ()
    asked = {row.code for row in rows_found(look)}
    return tuple(code for code, _, _ in TABLE if code not in asked)


def steps(look: Look) -> tuple[str, ...]:
    """Return the steps of the gate that this kind of subject takes."""
    return ("clean", "connected") if has_clean_stage(look.subject) else ("connected",)


def code_of(row: Row) -> str:
    """Return the code of a row: that of the table, else that by which it blocks."""
    plain = row.func if isinstance(row, partial) else row
    return plain.__name__.replace("_", "-")
