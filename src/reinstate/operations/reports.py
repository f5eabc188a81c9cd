"""Reports of examinations: a JSON file says what was looked at and what was found."""

import re
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from reinstate.core.terms.moment import UNTOLD, Moment, exactly
from reinstate.core.terms.system import VERDICT_WORDS, Verdict
from reinstate.core.terms.trouble import BadInput

REPORT_SIZE_MAX_BYTES = 16 * 1024**2


class Report(Struct, frozen=True):
    """What a report says; anything else in it stays in the file."""

    verdict: Verdict
    files: int
    rules: int
    gaps: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def moment(self) -> Moment:
        """Return when the examination was made, if the report says so."""
        return exactly(self.at) if self.at is not None else UNTOLD


def read_report(path: Path) -> Report:
    """Return what a report says.

    Raises:
        BadInput: If it is no JSON object with `verdict`, `files` and `rules`.
    """
    try:
        with path.open("rb") as stream:
            return report_of(stream, str(path))
    except OSError as error:
        raise _unreadable(str(path), "it cannot be opened") from error


def report_of(stream: IO[bytes], place: str) -> Report:
    """Return what a report says that was opened already; `place` is its name.

    Raises:
        BadInput: If it is no JSON object with `verdict`, `files` and `rules`.
    """
    body = stream.read(REPORT_SIZE_MAX_BYTES + 1)
    if len(body) > REPORT_SIZE_MAX_BYTES:
        raise _unreadable(place, "it is too large")
    try:
        report = msgspec.json.decode(body, type=Report)
    except msgspec.DecodeError as error:
        raise _unreadable(place, re.sub(r"[`$]\.?", "", str(error))) from error
    if report.at is not None and report.at.tzinfo is None:
        raise _unreadable(place, "`at` has no time zone; write 2026-11-20T14:00:00Z")
    return report


def _unreadable(place: str, why: str) -> BadInput:
    verdicts = ", ".join(VERDICT_WORDS)
    return BadInput(
        "report-unreadable",
        f"The report says nothing that can be recorded: {why}.",
        place=place,
        next=(
            '{"verdict": V, "files": N, "rules": N, "gaps": [...], "at": WHEN} is what it'
            f" holds, V one of {verdicts}; or give --verdict, --files and --rules."
        ),
    )
