"""What reading sheets gives: rows, facts, cells and people with their places, and problems."""

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from reinstate.core.journal.rows import AnyRow
from reinstate.core.register.incoming import Batch, Incoming, Patch
from reinstate.core.terms.reference import PersonId, Ref
from reinstate.core.terms.role import Role

WHOLE_FILE = 0  # the line of a problem that no single line has

T = TypeVar("T")


class Problem(Struct, frozen=True):
    """Something that cannot be taken: where it stands, and why in words.

    `line` is the physical line in the file, where the row starts; `column` is the name in
    the header, or empty when the whole row or file is meant.
    """

    file: str
    line: int
    column: str
    reason: str


class Remark(Struct, frozen=True):
    """What was assumed or left unread in a file, said so that it surprises nobody."""

    file: str
    sentence: str


class Match(Struct, frozen=True):
    """A column of theirs, the column of ours that it may be, how sure (per cent) and why.

    `unread` are cells of it that ours could not take as they stand.
    """

    theirs: str
    ours: str
    sure: int
    why: str
    example: str
    unread: tuple[str, ...] = ()


class Guess(Struct, frozen=True):
    """What an unknown header may mean; never applied, only written down for a person to correct.

    `left_over` are their columns that fit nothing of ours, each with an example; `missing`
    are columns that every such sheet of ours needs; `shipped` names the maps that fit.
    """

    file: str
    kind: str
    matches: tuple[Match, ...]
    left_over: tuple[Match, ...]
    missing: tuple[str, ...]
    shipped: tuple[str, ...] = ()


class Placed(Struct, Generic[T], frozen=True):
    """Something read, and where it stood; `said` names the fields that had a column."""

    row: T
    file: str
    line: int
    said: frozenset[str] = frozenset()


class Grant(Struct, frozen=True):
    """A role to grant: its scope is `all` or a reference; it ends with the day `until`."""

    role: Role
    scope: str = "all"
    until: date | None = None


class PersonRecord(Struct, frozen=True):
    """A person to enrol; the name goes to the personal table, never to the journal."""

    handle: str
    name: str
    organisation: str
    grants: tuple[Grant, ...]


class Known(Struct, frozen=True):
    """What the home has already, so that sheets may refer to it.

    `keys` are the keys of present rows, `handles` the ids of people by handle, `cells` the
    partition of each service that was divided.
    """

    keys: frozenset[str] = frozenset()
    handles: Mapping[str, PersonId] = {}
    cells: Mapping[str, tuple[Ref, ...]] = {}


class Sheets(Struct, frozen=True):
    """All the good rows of the files, and every problem of the others.

    `patches` are facts for rows that the register has and these files do not; facts for a
    row of these files are in that row. `kinds` are the kinds of row (and `cell`) that the
    files brought whole: only those can be replaced.
    """

    rows: tuple[Placed[AnyRow], ...] = ()
    patches: tuple[Placed[Patch], ...] = ()
    cells: Mapping[str, tuple[Ref, ...]] = {}
    people: tuple[Placed[PersonRecord], ...] = ()
    problems: tuple[Problem, ...] = ()
    kinds: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    guesses: tuple[Guess, ...] = ()


def batch_of(sheets: Sheets) -> Batch:
    """Return what the comparison with the register needs: the content without the places."""
    return Batch(
        rows=tuple(Incoming(placed.row, placed.said) for placed in sheets.rows),
        patches=tuple(placed.row for placed in sheets.patches),
        cells=sheets.cells,
    )
