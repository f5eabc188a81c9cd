"""How services are, as a table for spreadsheets: one row for each cell (`services.csv`)."""

import csv
from io import StringIO
from typing import Final

from reinstate.core.terms.level import WORDS
from reinstate.operations.public_record import PublicRecord
from reinstate.public.identifiers import public_id, service_address
from reinstate.public.words import machine_moment

PATH: Final = "services.csv"
HEADER: Final = ("id", "service", "need", "channel", "group", "level", "words", "since", "address")
CALCULATED: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would calculate at the beginning of a cell."""


def table(record: PublicRecord) -> bytes:
    """Return the table, by name of service; times are UTC, a level from before is without."""
    written = StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(HEADER)
    for service in record.services:
        for cell in service.cells:
            level, since = cell.now.level, cell.now.since
            names = (service.name, service.need, cell.channel, cell.group)
            rows.writerow(
                (
                    public_id("service", service.id),
                    *map(_harmless, names),
                    level.value,
                    WORDS[level],
                    machine_moment(since) if since is not None else "",
                    f"https://{record.host}{service_address(service.id)}",
                )
            )
    return written.getvalue().encode()


def _harmless(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(CALCULATED) else words
