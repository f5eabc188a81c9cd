"""The columns of our sheets as a page: printed from the table that reads them."""

from collections.abc import Iterator
from typing import Final

from reinstate.core.checks.starting import NETWORK_KINDS
from reinstate.engines.imports.kinds import KINDS, Column, Kind
from reinstate.engines.imports.values import OneOf

HEAD: Final = f"""# The columns of our sheets

Printed from `engines/imports/kinds.py`, which reads them; `make golden` prints it anew. What is
not listed here is refused, or read by [a map](imports.md). The kind of a sheet is told by the
columns marked *header*; in those marked *each row* every row needs a value. A column that is left
out keeps what the register knows.

The `kind` of a system is a word of your own. It matters in one way:
{", ".join(f"`{one}`" for one in NETWORK_KINDS)} have no event logs or files of their own, so their
configuration and firmware are checked instead.
"""
TAKES: Final = {
    "text": "text",
    "identifier": "an id: letters, digits, dots, dashes, underscores",
    "listed": "several, with `;` between them",
    "handle": "the handle of a person",
    "cell_name": "a word of letters, digits and dashes, or `all`",
    "day": "a date, YYYY-MM-DD",
    "yes_or_no": "yes or no",
    "hours_in_minutes": "hours, such as 1.5",
    "share_per_mille": "a share from 0 to 1",
    "grants": "roles: `role`, `role@scope`, either with `until YYYY-MM-DD`",
    "whole": "a whole number",
}


def page() -> str:
    """Return docs/columns.md."""
    return "\n".join([HEAD, *(line for kind in KINDS for line in _kind(kind))])


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.name}\n"
    yield "| column | | takes |"
    yield "|---|---|---|"
    yield from map(_row, kind.columns)
    yield ""


def _row(column: Column) -> str:
    must = {"": "", "stand": "header", "be filled": "each row"}[column.must]
    return f"| `{column.name}` | {must} | {_takes(column)} |"


def _takes(column: Column) -> str:
    if isinstance(column.read, OneOf):
        return ", ".join(f"`{one}`" for one in column.read.known.values())
    words = TAKES[getattr(column.read, "__qualname__", "").partition(".")[0]]
    return f"{words}; of {' or '.join(column.names)}" if column.names else words
