"""The table for spreadsheets says what the pages say, and holds no formula."""

import csv
from io import StringIO

import pytest

from reinstate.core.terms.level import WORDS
from reinstate.public.table import HEADER, table
from tests.public.builders import a_service, a_small_council, an_attack, opened, rows
from tests.public.sites import site_of


def read(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def test_every_cell_of_every_service_is_a_row() -> None:
    record = an_attack().record()
    found = read(table(record))
    cells = [(one.name, cell) for one in record.services for cell in one.cells]
    assert [(row["service"], row["channel"], row["group"]) for row in found] == [
        (name, cell.channel, cell.group) for name, cell in cells
    ]
    assert [row["words"] for row in found] == [WORDS[cell.now.level] for _, cell in cells]
    assert {row["address"] for row in found} == {
        f"https://{record.host}/services/{one.id}/" for one in record.services
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_name_that_a_spreadsheet_would_calculate_is_words_there(sign: str) -> None:
    story = a_small_council(opened())
    story.says(*rows(a_service("svc-odd", f"{sign}1+1")))
    assert f"'{sign}1+1" in {row["service"] for row in read(table(story.record()))}


def test_an_empty_council_has_a_header_alone() -> None:
    assert table(opened().record()) == f"{','.join(HEADER)}\r\n".encode()


def test_the_table_is_published() -> None:
    assert site_of(an_attack())["services.csv"] == table(an_attack().record())
