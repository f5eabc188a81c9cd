"""The invented council of the package imports whole, and a second time changes nothing."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

import reinstate.demo
from reinstate.core.journal.rows import AnyRow, EdgeRow, ServiceRow, SystemRow, WaveRow, key_of
from reinstate.core.register.compare import compare, events_of
from reinstate.core.register.incoming import Present
from reinstate.core.register.loops import find_loop
from reinstate.core.terms.role import Role
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Known, Sheets, batch_of

COUNCIL = Path(next(iter(reinstate.demo.__path__))) / "council"
SHARED_SHEETS = ("services.csv", "systems.csv", "dependencies.csv", "teams.csv")


@pytest.fixture(scope="module")
def files() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(COUNCIL.glob("*.csv"))]


@pytest.fixture(scope="module")
def sheets(files: list[tuple[str, bytes]]) -> Sheets:
    return read_sheets(files)


def test_no_row_of_the_example_is_bad(sheets: Sheets) -> None:
    assert sheets.problems == ()
    assert sheets.patches == ()


def test_the_example_has_its_services_systems_and_dependencies(sheets: Sheets) -> None:
    counts = Counter(type(placed.row) for placed in sheets.rows)
    dependencies = [placed for placed in sheets.rows if placed.file == "dependencies.csv"]
    assert (counts[ServiceRow], counts[SystemRow], len(dependencies)) == (60, 159, 510)


def test_every_sheet_of_the_example_is_taken(
    files: list[tuple[str, bytes]], sheets: Sheets
) -> None:
    rows = sum(
        len(data.decode().splitlines()) - 1
        for name, data in files
        if name not in ("service-facts.csv", "system-facts.csv", "people.csv", "cells.csv")
    )
    cells = sum(len(cells) for cells in sheets.cells.values())
    assert (len(sheets.rows), len(sheets.people), cells) == (rows, 17, 23)


def test_the_needs_of_the_example_form_no_loop(sheets: Sheets) -> None:
    assert find_loop(placed.row for placed in sheets.rows) == ()


def test_importing_the_example_twice_changes_nothing(
    files: list[tuple[str, bytes]], sheets: Sheets
) -> None:
    first = compare(Present({}), batch_of(sheets))
    assert len(events_of(first)) == len(sheets.rows) + len(sheets.cells)
    rows = {key_of(row): row for row in first.added}
    cells = {division.service: division.new for division in first.divided}
    handles = {placed.row.handle: placed.row.handle for placed in sheets.people}
    again = read_sheets(files, Known(frozenset(rows), handles, cells))
    assert again == sheets
    assert compare(Present(rows, cells), batch_of(again), sheets.kinds).is_empty


@pytest.mark.parametrize("name", SHARED_SHEETS)
def test_each_sheet_alone_changes_nothing_once_all_are_in(name: str, sheets: Sheets) -> None:
    rows = {key_of(placed.row): placed.row for placed in sheets.rows}
    alone = read_sheets(
        [(name, (COUNCIL / name).read_bytes())], Known(frozenset(rows), {}, sheets.cells)
    )
    assert alone.problems == ()
    assert compare(Present(rows, sheets.cells), batch_of(alone)).is_empty


def test_every_row_of_the_example_survives_the_journal(sheets: Sheets) -> None:
    for placed in sheets.rows:
        assert msgspec.json.decode(msgspec.json.encode(placed.row), type=AnyRow) == placed.row


def test_every_role_is_held_in_the_example(sheets: Sheets) -> None:
    held = {grant.role for placed in sheets.people for grant in placed.row.grants}
    assert held == set(Role)
    assert [placed.row.handle for placed in sheets.people][:5] == [
        "asha",
        "ben",
        "cai",
        "dee",
        "eli",
    ]


def test_the_example_has_what_later_rules_read(sheets: Sheets) -> None:
    rows = [placed.row for placed in sheets.rows]
    assert sum(isinstance(row, ServiceRow) and row.is_threat_to_life for row in rows) == 8
    assert sum(isinstance(row, SystemRow) and row.is_foundation for row in rows) == 16
    assert sum(isinstance(row, SystemRow) and len(row.serves) > 1 for row in rows) == 8
    assert all(row.reach and row.device_groups for row in rows if isinstance(row, WaveRow))
    assert any(isinstance(row, EdgeRow) and row.from_.startswith("cell:") for row in rows)
