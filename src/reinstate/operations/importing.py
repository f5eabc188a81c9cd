"""Imports sheets: what they would change, everything wrong in them, and taking them whole."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, structs

from reinstate.core.commands.decide import Together
from reinstate.core.journal.rows import AnyRow, key_of
from reinstate.core.register.apply import GATE, Import, blockers, comparison_of
from reinstate.core.register.compare import CELL, Comparison
from reinstate.core.register.loops import find_loop
from reinstate.core.register.references import references_of
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import BadInput, Refused
from reinstate.engines.imports.form import SHEETS
from reinstate.engines.imports.opening import PLAINLY, Read, Wanted, read_file
from reinstate.engines.imports.read import settled, with_owners
from reinstate.engines.imports.ring import loop_problem
from reinstate.engines.imports.sheets import Known, Placed, Problem, Sheets, batch_of
from reinstate.engines.imports.table import FILE_BYTES_MAX
from reinstate.operations import clock, reading
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.importing_people import (
    PersonChange,
    commands_for,
    may_rename,
    people_changes,
    people_problems,
)
from reinstate.operations.writing import Writing
from reinstate.store.personal import all_details

FILES_MAX: Final = 200
MOVED: Final = "register-moved"
"""The code of the refusal to take what nobody looked at."""

Files = Sequence[tuple[str, bytes]]
Sheaf = Sequence[Read]
"""Sheets out of opened files."""


class Preview(Struct, frozen=True):
    """What an import would change, and every problem of the rows that it cannot take.

    `blockers` are reasons why not even the good rows can be taken.
    """

    sheets: Sheets
    comparison: Comparison
    people: tuple[PersonChange, ...]
    problems: tuple[Problem, ...]
    blockers: tuple[Blocker, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return self.comparison.is_empty and not self.people


def read_files(paths: Iterable[Path]) -> Files:
    """Return the files to import: each as named, and of a folder every sheet in it.

    Raises:
        BadInput: If one cannot be read, or a folder holds none.
    """
    found = [(str(path), _read(path)) for given in paths for path in _files_of(given)]
    if len(found) > FILES_MAX:
        raise BadInput("too-many-files", f"That is {len(found)} files; the most is {FILES_MAX}.")
    return found


def opened(files: Files, wanted: Wanted = PLAINLY) -> Sheaf:
    """Return files opened once, to be shown and then taken as they were when shown."""
    return tuple(read_file(file, data, wanted) for file, data in files)


def preview(sheaf: Sheaf, replace: frozenset[str] = frozenset()) -> Preview:
    """Return what these sheets would change in the council as we know it now.

    Raises:
        BadInput: If a kind is to be replaced of which no sheet is in the import.
    """
    council = reading.council()
    return _previewed(council, sheaf, replace, clock.now(council))


def digest_of(found: Preview) -> str:
    """Return what tells one preview from another: all that would change, and every problem."""
    told = (found.comparison, found.people, found.problems, found.blockers)
    return sha256(msgspec.json.encode(told)).hexdigest()


def take(
    sheaf: Sheaf, acting: Acting, replace: frozenset[str] = frozenset(), shown: str = ""
) -> tuple[Preview, Acted]:
    """Take every good row of these sheets, as one command: all of them, or nothing.

    Whoever calls has seen the problems, and takes the good rows without the others. With
    `shown`, the digest of the preview that a person looked at, nothing else is ever taken.

    Raises:
        BadInput: If the register moved so that these sheets would change other things.
    """
    taken: list[Preview] = []

    def make(writing: Writing, council: Council) -> Together:
        found = _previewed(council, sheaf, replace, writing.at)
        taken.append(found)
        if shown and digest_of(found) != shown:
            raise BadInput(
                MOVED,
                "The register moved: these sheets would now change other things.",
                next="Look at them again, then take them.",
            )
        if found.blockers:
            raise Refused(found.blockers)
        may_rename(council, acting.person, found.people, writing.at)
        ids = _ids(council) | {
            each.handle: writing.person(each.handle, each.name)
            for each in found.people
            if each.is_new
        }
        batch = batch_of(structs.replace(found.sheets, rows=with_owners(found.sheets.rows, ids)))
        commands = commands_for(writing, found.people, ids)
        return Together((Import(batch, replace), *commands))

    try:
        acted = act(
            make, structs.replace(acting, via=structs.replace(acting.via, surface="import"))
        )
    except Refused as refused:
        raise Refused(tuple(sorted(refused.blockers, key=_words))) from refused
    return taken[0] if taken else preview(sheaf, replace), acted  # nothing made: done before


def _previewed(council: Council, sheaf: Sheaf, replace: frozenset[str], at: datetime) -> Preview:
    ids = _ids(council)
    sheets = settled(sheaf, _known(council, ids))
    _refuse_unbrought(replace, sheets)
    sheets, loops = _without_loops(council, sheets, replace)
    kept, odd = people_problems(council, sheets.people, ids)
    sheets = structs.replace(sheets, people=kept)
    comparison = comparison_of(council, Import(batch_of(sheets), replace))
    problems = (*sheets.problems, *loops)
    against = (*blockers(council, comparison), *_not_whole(comparison, replace, problems))
    return Preview(
        sheets,
        comparison,
        people_changes(council, kept, ids, at),
        (*problems, *odd),
        tuple(sorted(against, key=_words)),
    )


def _not_whole(
    comparison: Comparison, replace: frozenset[str], problems: Sequence[Problem]
) -> Iterator[Blocker]:
    """Yield the refusal to retire what bad rows may be about: they are in the sheet."""
    goes = comparison.gone or (CELL in replace and comparison.divided)
    if problems and goes:
        sentence = "Nothing is retired while rows are bad: what they are about would go too."
        yield Blocker(GATE, "not-whole", sentence, "reinstate import FILE")


def _words(blocker: Blocker) -> str:
    return blocker.sentence


def _ids(council: Council) -> dict[str, PersonId]:
    """Return the ids of people by handle; of those who left too, so that none is doubled."""
    return {d.handle: d.person_id for d in all_details().values() if d.person_id in council.people}


def _known(council: Council, ids: dict[str, PersonId]) -> Known:
    register = council.register
    return Known(frozenset(register.rows), ids, dict(register.cells))


def _refuse_unbrought(replace: frozenset[str], sheets: Sheets) -> None:
    if missing := sorted(replace - sheets.kinds):
        brought = ", ".join(sorted(sheets.kinds)) or "none"
        raise BadInput(
            "replace-unbrought",
            f"To replace {', '.join(missing)}, a whole sheet of it must be in the import.",
            next=f"These files bring: {brought}.",
        )


def _without_loops(
    council: Council, sheets: Sheets, replace: frozenset[str]
) -> tuple[Sheets, tuple[Problem, ...]]:
    """Leave out the row that closes each loop of needs, and what names a row left out."""
    problems: list[Problem] = []
    while loop := find_loop(_rows_after(council, sheets, replace)):
        found = loop_problem(loop, sheets)
        problems.append(found)
        left = tuple(each for each in sheets.rows if (each.file, each.line) != _place(found))
        if len(left) == len(sheets.rows):
            break  # the loop is in facts of other rows: nothing of it can be left out
        fallen = [each for each in sheets.rows if each not in left]
        sheets, more = _without(council, structs.replace(sheets, rows=left), fallen)
        problems += more
    return sheets, tuple(problems)


def _without(
    council: Council, sheets: Sheets, fallen: Sequence[Placed[AnyRow]]
) -> tuple[Sheets, list[Problem]]:
    """Leave out every row that names one which was left out and is not on the register."""
    problems: list[Problem] = []
    waiting = list(fallen)
    while waiting:
        gone = waiting.pop()
        key = key_of(gone.row)
        if key in council.register.rows:
            continue
        naming = [each for each in sheets.rows if key in references_of(each.row)]
        reason = f"{key} is in this import, but its row is bad ({gone.file} line {gone.line})."
        problems += [Problem(each.file, each.line, "", reason) for each in naming]
        left = tuple(each for each in sheets.rows if each not in naming)
        sheets = structs.replace(sheets, rows=left)
        waiting += naming
    return sheets, problems


def _rows_after(council: Council, sheets: Sheets, replace: frozenset[str]) -> Iterator[AnyRow]:
    comparison = comparison_of(council, Import(batch_of(sheets), replace))
    rows = dict(council.register.rows)
    for row in comparison.gone:
        rows.pop(key_of(row), None)
    rows |= {key_of(row): row for row in comparison.added}
    rows |= {key_of(new): new for _, new in comparison.changed}
    return iter(rows.values())


def _place(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.line


def _files_of(given: Path) -> tuple[Path, ...]:
    if not given.is_dir():
        return (given,)
    found = tuple(sorted(path for path in given.iterdir() if _is_sheet(path)))
    if not found:
        raise BadInput(
            "no-sheets",
            "There is no sheet in this folder.",
            place=str(given),
            next=f"Sheets are files that end in {', '.join(sorted(SHEETS))}.",
        )
    return found


def _is_sheet(path: Path) -> bool:
    """Return whether a file is a sheet by its ending, and not what an open program leaves there."""
    return path.suffix.lower() in SHEETS and not path.name.startswith((".", "~$"))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise BadInput(
            "file-unreadable",
            "The sheet cannot be read; nothing was imported.",
            place=str(path),
            next="Name a file that is there and may be read, or a folder of them.",
        ) from error
