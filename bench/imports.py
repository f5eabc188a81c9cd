"""Budget: the import of 20,000 rows, shown and taken, in under 5 s, from CSV and from Excel."""

import csv
import os
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

import budget
from openpyxl import Workbook

from reinstate.core.journal.entry import Via
from reinstate.engines.imports.read import read_sheets
from reinstate.operations import homes, identity, importing, reading
from reinstate.operations.act import Acting
from reinstate.operations.opening import Founder, Opening, open_new

SYSTEMS = 6_000
EDGES = 14_000
BUDGET_SECONDS = 5.0
VIA = Via("asserted", "import")
Rows = list[tuple[str, ...]]


def main() -> None:
    """Measure, print, and end with 1 when a budget was not kept."""
    budget.heading(f"Import of {SYSTEMS + EDGES:,} rows into an empty register")
    sheets = {"systems": _systems(), "dependencies": _edges()}
    kept = []
    for form, make in (("csv", _csv), ("xlsx", _xlsx)):
        files = [(f"{name}.{form}", make(rows)) for name, rows in sheets.items()]
        kept += _measured(form, files)
    book = [("teams.xlsx", _xlsx([("id", "name", "kind", "crews"), ("a", "A", "technical", "1")]))]
    began = time.perf_counter()
    if read_sheets(book).problems:
        raise AssertionError("The bench did not read what it meant to.")
    budget.told("xlsx: one row, opened and read", time.perf_counter() - began)
    budget.leave(kept)


def _measured(form: str, files: list[tuple[str, bytes]]) -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ[homes.HOME_SETTING] = str(Path(folder, "home"))
        acting = _home()
        began = time.perf_counter()
        sheaf = importing.opened(files)
        found = importing.preview(sheaf)
        shown = time.perf_counter()
        _, acted = importing.take(sheaf, acting)
        taken = time.perf_counter()
        importing.preview(importing.opened(files))
        again = time.perf_counter()
        if found.problems or len(acted.entries) != SYSTEMS + EDGES:
            raise AssertionError("The bench did not import what it meant to.")
        budget.told(f"{form}: shown", shown - began)
        budget.told(f"{form}: taken", taken - shown)
        budget.told(f"{form}: shown again, nothing new", again - taken)
        yield budget.row(f"{form}: shown and taken", taken - began, BUDGET_SECONDS)
        reading.forget()


def _home() -> Acting:
    opening = Opening(owner=Founder("Asha Bench"), second=Founder("Ben Bench"))
    acted = open_new(opening)
    return Acting(identity.person_id(acted.council, "asha"), VIA)


def _systems() -> Rows:
    header = ("id", "name", "kind", "hosting", "operating_system", "support_ends", "criticality")
    return [
        header,
        *(
            (f"sys-{n}", f"System {n}", "care", "on-premises", "Debian 12", "2028-06-30", "high")
            for n in range(SYSTEMS)
        ),
    ]


def _edges() -> Rows:
    """Each system needs up to three of those before it."""
    pairs = (
        (f"system:sys-{n}", f"sys-{n - step}", "needs")
        for step in (1, 97, 800)
        for n in range(step, SYSTEMS)
    )
    return [("from", "to", "kind"), *islice(pairs, EDGES)]


def _csv(rows: Rows) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _xlsx(rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List")
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main()
