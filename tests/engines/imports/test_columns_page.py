"""The page of columns says what is read, no more and no less."""

from pathlib import Path

import pytest

from reinstate.engines.imports.kinds import KINDS
from tests.engines.imports.printed import page

PAGE = Path(__file__).parents[3] / "docs" / "columns.md"


def test_the_page_of_columns_is_printed_from_what_reads_them(
    pytestconfig: pytest.Config,
) -> None:
    if pytestconfig.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/columns.md differs: `make golden`."


def test_every_column_of_every_sheet_is_on_the_page() -> None:
    said = page()
    assert [kind.name for kind in KINDS if f"## {kind.name}\n" not in said] == []
    names = {column.name for kind in KINDS for column in kind.columns}
    assert [name for name in sorted(names) if f"| `{name}` |" not in said] == []
