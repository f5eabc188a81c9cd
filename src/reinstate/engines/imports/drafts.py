"""From records to drafts: each cell read by itself, with a problem for each that cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from reinstate.core.terms.reference import Ref
from reinstate.engines.imports.header import columns_of
from reinstate.engines.imports.kinds import Column, Kind
from reinstate.engines.imports.sheets import Problem
from reinstate.engines.imports.table import WHOLE_ROW, Record, Table
from reinstate.engines.imports.values import BadCell, formula_words, is_formula

KEYS: Final = ("id", "handle", "service")


@dataclass(eq=False)
class Draft:
    """A row on its way: values by field, and what it names, by column, once resolved."""

    kind: Kind
    file: str
    line: int
    said: frozenset[str]
    told_as: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    names: list[tuple[str, Ref]] = field(default_factory=list)
    is_bad: bool = False

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return f"{self.file} line {self.line}"

    def refuse(self, column: str, reason: str) -> Problem:
        """Mark the row as bad and return why, at the column as the sheet calls it."""
        self.is_bad = True
        return Problem(self.file, self.line, self.told_as.get(column, column), reason)


def drafts_of(table: Table, kind: Kind) -> tuple[list[Draft], list[Problem]]:
    """Return a draft of every record, bad ones too, and every problem found in its cells."""
    by_name = {column.name: column for column in kind.columns}
    columns = [Reading(by_name[name]) for name in columns_of(table)]
    said = frozenset(each.column.target for each in columns)
    drafts = [Draft(kind, table.file, record.line, said, table.told_as) for record in table.records]
    problems: list[Problem] = []
    for draft, record in zip(drafts, table.records, strict=True):
        problems += _filled(draft, columns, record)
    return drafts, problems


class Reading:
    """A column that remembers the cells it has read: in a list most of them repeat."""

    def __init__(self, column: Column) -> None:
        """Begin with nothing read."""
        self.column = column
        self.of = cache(self._of)

    def _of(self, cell: str) -> tuple[Any, str]:
        """Return the value of a cell, and what is wrong with it."""
        if not cell.strip():
            is_needed = self.column.must == "be filled"
            return None, self._empty_words() if is_needed else ""
        if is_formula(cell):
            return None, formula_words(cell)
        try:
            return self.column.read(cell), ""
        except BadCell as trouble:
            return None, f"{trouble}."

    def _empty_words(self) -> str:
        return f"The cell is empty; every row of this sheet needs its {self.column.name}."


def _filled(draft: Draft, columns: list[Reading], record: Record) -> list[Problem]:
    odd = dict(record.odd)
    if WHOLE_ROW in odd:
        return [draft.refuse("", odd[WHOLE_ROW])]
    problems: list[Problem] = []
    for number, (reading, cell) in enumerate(zip(columns, record.cells, strict=False)):
        value, reason = (None, odd[number]) if number in odd else reading.of(cell)
        if reason:
            problems.append(draft.refuse(reading.column.name, reason))
        elif value is not None:
            draft.values[reading.column.target] = value
    if len(record.cells) != len(columns):
        words = f"The row has {_cells(len(record.cells))}; the header has {len(columns)}."
        draft.values = {name: draft.values[name] for name in KEYS if name in draft.values}
        return [draft.refuse("", words)]  # which cell is which is not sure: no more is said
    return problems + _estimates_out_of_order(draft)


def _estimates_out_of_order(draft: Draft) -> list[Problem]:
    fields = ("recovery_minutes_low", "recovery_minutes_likely", "recovery_minutes_high")
    low, likely, high = (draft.values.get(name) for name in fields)
    if low is None or likely is None or high is None or low <= likely <= high:
        return []
    words = "Recovery hours must not fall from low to likely to high."
    return [draft.refuse("recovery_hours_likely", words)]


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
