"""The list of systems for spreadsheets: one row for each, as it is narrowed and sorted."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

from reinstate.core.terms.reference import id_of
from reinstate.desk.systems.rows import SystemSeen

HEADER: Final = (
    *("id", "name", "kind", "hosting", "team", "zone", "seen", "seen_at", "blockers", "next"),
    *("findings", "services", "harm_per_day", "threat_to_life", "restore_point_at"),
    *("support_ends", "foundation"),
)
CALCULATED: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would calculate at the beginning of a cell."""


def table(rows: Iterable[SystemSeen]) -> bytes:
    """Return the table; times are UTC."""
    written = StringIO(newline="")
    sheet = csv.writer(written, lineterminator="\r\n")
    sheet.writerow(HEADER)
    sheet.writerows(map(_cells, rows))
    return written.getvalue().encode()


def _cells(one: SystemSeen) -> tuple[str, ...]:
    return tuple(
        map(
            _harmless,
            (
                *(id_of(one.subject), one.name, one.row.kind, one.row.hosting.value),
                *(one.team, one.zone, one.seen.state.value if one.seen else ""),
                one.seen.at.isoformat() if one.seen else "",
                *(str(len(one.blockers)), one.next.code if one.next else ""),
                *(str(one.findings), str(one.harm.services), str(one.harm.harm_per_day)),
                "yes" if one.harm.is_threat_to_life else "no",
                one.restore_point_at.isoformat() if one.restore_point_at else "",
                *(one.row.support_ends, "yes" if one.row.is_foundation else "no"),
            ),
        )
    )


def _harmless(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(CALCULATED) else words
