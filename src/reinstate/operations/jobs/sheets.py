"""The jobs that show what sheets would change, and take them: for sheets too large to wait for."""

from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.terms.trouble import BadInput
from reinstate.engines.imports.column_map import ColumnMap
from reinstate.engines.imports.opening import Read, Wanted
from reinstate.operations import importing, passing
from reinstate.operations.act import Acted
from reinstate.operations.importing import Preview, Sheaf
from reinstate.operations.jobs.kind import Doing

AT_ONCE_BYTES_MAX: Final = 256 * 1024
"""Sheets of more bytes than these together take seconds to read: a job does it."""

READING: Final = "Reading sheets"
COMPARING: Final = "Comparing with the register"


class PutBy(Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet that was sent: what it was called, and its digest among the passing files."""

    name: str
    digest: str


class SheetsSent(Struct, frozen=True, forbid_unknown_fields=True):
    """What to import and how: as the options of `reinstate import`."""

    files: tuple[PutBy, ...]
    maps: tuple[ColumnMap, ...] = ()
    only: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    quarantine: bool = False


class Taken(Struct, frozen=True):
    """What taking sheets did: the entries that were appended, and rows that were left out."""

    entries: int
    first: int
    left_out: int


def preview(sent: SheetsSent, doing: Doing) -> bytes:
    """Return what these sheets would change, and every problem in them."""
    sheaf = _read(sent, doing)
    doing.progress(COMPARING, 0, 1)
    found = importing.preview(sheaf, frozenset(sent.replace))
    doing.progress(COMPARING, 1, 1)
    return msgspec.json.encode(found)


def preview_of(result: bytes) -> Preview:
    """Return the preview that the result of such a job holds."""
    return msgspec.json.decode(result, type=Preview)


def take(sent: SheetsSent, doing: Doing) -> bytes:
    """Take the good rows of these sheets, as one command: all of them, or nothing.

    Raises:
        BadInput: If rows are bad and it was not said to leave them out.
        Refused: If the rules say no.
    """
    sheaf = _read(sent, doing)
    replace = frozenset(sent.replace)
    doing.progress(COMPARING, 0, 1)
    if not sent.quarantine:
        _refuse_bad(importing.preview(sheaf, replace))
    found, acted = importing.take(sheaf, doing.acting, replace)
    return msgspec.json.encode(_taken(found, acted))


def taken_of(result: bytes) -> Taken:
    """Return what the result of such a job says."""
    return msgspec.json.decode(result, type=Taken)


def _read(sent: SheetsSent, doing: Doing) -> Sheaf:
    wanted = Wanted(sent.maps, frozenset(sent.only))
    sheaf: list[Read] = []
    for number, file in enumerate(sent.files):
        doing.progress(READING, number, len(sent.files))
        sheaf += importing.opened([(file.name, passing.content_of(file.digest))], wanted)
    doing.progress(READING, len(sent.files), len(sent.files))
    return tuple(sheaf)


def _refuse_bad(found: Preview) -> None:
    if found.problems:
        first, count = found.problems[0], len(found.problems)
        rows = "1 row" if count == 1 else f"{count} rows"
        raise BadInput(
            "rows-bad",
            f"Nothing was taken: {rows} cannot be, the first since: {first.reason}",
            place=f"{first.file}, line {first.line}",
            next="Correct them, or say that the good rows are taken without them.",
        )


def _taken(found: Preview, acted: Acted) -> Taken:
    first = acted.by_command[0].seq if acted.entries else 0
    return Taken(len(acted.entries), first, len(found.problems))
