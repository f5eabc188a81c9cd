"""What a sheet says of rows: whole or in part, before it is compared with the register."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.reference import Ref


class Incoming(Struct, frozen=True):
    """A row as a sheet has it; only the fields in `said` were columns of that sheet.

    A field that no column said keeps what the register knows, so that a sheet without a
    column never wipes what another sheet brought.
    """

    row: AnyRow
    said: frozenset[str]


class Patch(Struct, frozen=True):
    """Further facts about a row that another sheet brought: new values by field."""

    key: str
    values: tuple[tuple[str, Any], ...]


class Batch(Struct, frozen=True):
    """All that one import says: rows (each key once), further facts, and services' cells."""

    rows: tuple[Incoming, ...] = ()
    patches: tuple[Patch, ...] = ()
    cells: Mapping[str, tuple[Ref, ...]] = {}


class Present(Struct, frozen=True):
    """The register now: rows by key, without those that are gone, and services' cells."""

    rows: Mapping[str, AnyRow]
    cells: Mapping[str, tuple[Ref, ...]] = {}
