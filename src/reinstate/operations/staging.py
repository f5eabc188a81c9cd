"""Sheets that somebody sent to be imported: put by for them alone until they are taken.

What was sent and how it is to be read is one passing file, known by its digest: each choice on
the way makes another, so that going back is looking at an earlier one. It lies on a shelf of our
own: a file that was sent is never taken for one, however it looks. All of it is gone after some
days, and no entry of the journal names it.
"""

from collections.abc import Iterable, Sequence
from typing import IO, Final

import msgspec
from msgspec import Struct

from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput
from reinstate.engines.imports.column_map import ColumnMap
from reinstate.engines.imports.form import form_of
from reinstate.engines.imports.opening import Wanted, tables_of
from reinstate.engines.imports.sheets import Problem
from reinstate.engines.imports.table import FILE_BYTES_MAX, Table
from reinstate.operations import importing, importing_maps, passing
from reinstate.operations.act import new_command_id
from reinstate.operations.importing import Sheaf
from reinstate.operations.jobs.sheets import AT_ONCE_BYTES_MAX, PutBy, SheetsSent

FILES_MAX: Final = 20
BYTES_MAX: Final = 48 * 1024 * 1024
SHELF: Final = "staged"
Sent = tuple[str, IO[bytes]]
"""What a file is called, and what it holds."""


class Staged(Struct, frozen=True, forbid_unknown_fields=True):
    """Sheets, by whom and how to read them; `mark` tells apart what was sent twice."""

    by: PersonId
    mark: str
    files: tuple[PutBy, ...]
    size: int
    maps: tuple[ColumnMap, ...] = ()
    replace: tuple[str, ...] = ()

    @property
    def is_large(self) -> bool:
        """Whether reading it takes so long that a job does it."""
        return self.size > AT_ONCE_BYTES_MAX

    @property
    def wanted(self) -> Wanted:
        """How it is read: by the maps that were chosen for it, then by those kept here."""
        return Wanted((*self.maps, *importing_maps.kept_maps()))

    def sent(self, *, quarantine: bool = False) -> SheetsSent:
        """Return it as a job takes it."""
        return SheetsSent(self.files, self.wanted.maps, replace=self.replace, quarantine=quarantine)


def refusals(files: Iterable[Sent]) -> tuple[Problem, ...]:
    """Return why some of these files are not looked at further: too long, or no sheets."""
    found = (_refusal(name, stream) for name, stream in files)
    return tuple(problem for problem in found if problem is not None)


def stage(person: PersonId, files: Sequence[Sent]) -> str:
    """Put files by for somebody, and return what they are known by."""
    put: list[PutBy] = []
    size = 0
    for name, stream in files:
        stream.seek(0)
        put.append(PutBy(name, passing.put_by(stream, FILE_BYTES_MAX)))
        size += stream.tell()
    return again(Staged(person, new_command_id(), tuple(put), size))


def again(staged: Staged) -> str:
    """Put by sheets that are to be read otherwise, and return what they are known by."""
    return passing.put_by_content(msgspec.json.encode(staged), SHELF)


def staged_by(digest: str, person: PersonId) -> Staged:
    """Return what somebody put by.

    Raises:
        BadInput: If it is gone, or somebody else's.
    """
    try:
        found = msgspec.json.decode(passing.content_of(digest, SHELF), type=Staged)
    except (msgspec.DecodeError, BadInput) as error:
        raise _gone() from error
    if found.by != person:
        raise _gone()
    return found


def sheaf_of(staged: Staged) -> Sheaf:
    """Return the sheets, opened."""
    return importing.opened(_files(staged), staged.wanted)


def tables_in(staged: Staged) -> tuple[Table, ...]:
    """Return every sheet under its header, whatever it is of."""
    return tuple(
        table for name, data in _files(staged) for table in tables_of(name, data, staged.wanted)
    )


def _files(staged: Staged) -> list[tuple[str, bytes]]:
    return [(file.name, passing.content_of(file.digest)) for file in staged.files]


def _refusal(name: str, stream: IO[bytes]) -> Problem | None:
    stream.seek(0)
    data = stream.read(FILE_BYTES_MAX + 1)
    if not data:
        return Problem(name, 0, "", "The file is empty.")
    if len(data) > FILE_BYTES_MAX:
        words = f"The file is larger than {FILE_BYTES_MAX // 1024**2} MB. Split it."
        return Problem(name, 0, "", words)
    form = form_of(name, data)
    return form if isinstance(form, Problem) else None


def _gone() -> BadInput:
    return BadInput(
        "staged-gone",
        f"These sheets are there no longer: they are kept for {passing.KEPT_DAYS} days, for whoever"
        " sent them.",
        next="Send them again.",
    )


def maps_kept() -> int:
    """Return how many maps are kept here, by which lists of a shape seen before are read."""
    return len(importing_maps.kept_maps())
