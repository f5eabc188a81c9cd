"""Reads sheets, each kind told by its header or made by a map; keeps every problem."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import structs

from reinstate.core.journal.rows import AnyRow, ServiceRow, SystemRow, WaveRow, key_of
from reinstate.core.register.edges import edge_id
from reinstate.core.register.incoming import Patch
from reinstate.core.terms.reference import PersonId, ref
from reinstate.engines.imports.drafts import Draft, drafts_of
from reinstate.engines.imports.kinds import (
    CELLS,
    DEPENDENCIES,
    PEOPLE,
    SERVICE_FACTS,
    SYSTEM_FACTS,
    Kind,
)
from reinstate.engines.imports.names import Names, resolve
from reinstate.engines.imports.opening import PLAINLY, Read, Wanted, read_file
from reinstate.engines.imports.settle import cells_by_service, settle
from reinstate.engines.imports.sheets import (
    Known,
    PersonRecord,
    Placed,
    Problem,
    Sheets,
)

FACTS: Final = (SERVICE_FACTS, SYSTEM_FACTS)
NOTHING_KNOWN: Final = Known()


def read_sheets(
    files: Sequence[tuple[str, bytes]], known: Known = NOTHING_KNOWN, wanted: Wanted = PLAINLY
) -> Sheets:
    """Return what files say, each given as its name and bytes; never raises over content.

    Good rows stand beside the problems of the others, so that the caller may refuse the
    whole import or take the good rows alone. A row is good only if all that it names is.
    """
    return settled([read_file(file, data, wanted) for file, data in files], known)


def settled(files: Sequence[Read], known: Known = NOTHING_KNOWN) -> Sheets:
    """Return what opened files say of what the home has already."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    kinds: set[Kind] = set()
    for file in files:
        problems += file.problems
        for sheet in file.sheets:
            found, troubles = drafts_of(sheet.table, sheet.kind)
            drafts += found
            problems += troubles
            kinds |= {sheet.kind} if found else set()
    names = Names(known, drafts)
    problems += [trouble for draft in drafts for trouble in resolve(draft, names)]
    problems += settle(drafts, names, known)
    good = [draft for draft in drafts if not draft.is_bad]
    rows, patches = _rows_and_patches(good)
    return Sheets(
        rows=with_owners(rows, known.handles),
        patches=patches,
        cells=cells_by_service(good),
        people=tuple(_person(draft) for draft in good if draft.kind is PEOPLE),
        problems=_in_order(files, problems),
        kinds=frozenset(kind.brings for kind in kinds if kind.row or kind is CELLS),
        remarks=tuple(remark for file in files for remark in file.remarks),
        guesses=tuple(guess for file in files for guess in file.guesses),
    )


def with_owners(
    rows: Iterable[Placed[AnyRow]], ids: Mapping[str, PersonId]
) -> tuple[Placed[AnyRow], ...]:
    """Return the rows with the owner of each wave as a person's id in place of a handle."""
    return tuple(
        structs.replace(placed, row=structs.replace(placed.row, owner=ids[placed.row.owner]))
        if isinstance(placed.row, WaveRow) and placed.row.owner in ids
        else placed
        for placed in rows
    )


def _rows_and_patches(
    drafts: Sequence[Draft],
) -> tuple[tuple[Placed[AnyRow], ...], tuple[Placed[Patch], ...]]:
    """Return the rows with the facts of this import in them, and the facts of other rows."""
    read = (_row(draft) for draft in drafts if draft.kind.row)
    rows = {key_of(placed.row): placed for placed in read}
    patches: list[Placed[Patch]] = []
    for draft in drafts:
        if draft.kind not in FACTS:
            continue
        patch = _patch(draft)
        if placed := rows.get(patch.row.key):
            row: Any = structs.replace(placed.row, **dict(patch.row.values))
            rows[patch.row.key] = structs.replace(placed, row=row, said=placed.said | patch.said)
        else:
            patches.append(patch)
    return tuple(rows.values()), tuple(patches)


def _values(draft: Draft) -> dict[str, Any]:
    if draft.kind is not DEPENDENCIES:
        return draft.values
    values = draft.values
    return {**values, "id": edge_id(values["from_"], values["kind"], values["to"])}


def _row(draft: Draft) -> Placed[AnyRow]:
    if draft.kind.row is None:
        raise AssertionError(f"A sheet of {draft.kind.name} brings no rows.")
    row: Any = draft.kind.row(**_values(draft))
    return Placed(row, draft.file, draft.line, draft.said)


def _patch(draft: Draft) -> Placed[Patch]:
    said = draft.said - {"id"}
    defaults = SystemRow(id="x") if draft.kind is SYSTEM_FACTS else ServiceRow(id="x")
    values = tuple((name, draft.values.get(name, getattr(defaults, name))) for name in sorted(said))
    key = ref(draft.kind.brings, draft.values["id"])
    return Placed(Patch(key, values), draft.file, draft.line, said)


def _person(draft: Draft) -> Placed[PersonRecord]:
    values = draft.values
    record = PersonRecord(
        handle=values["handle"],
        name=values["name"],
        organisation=values.get("organisation", ""),
        grants=values.get("grants", ()),
    )
    return Placed(record, draft.file, draft.line, draft.said)


def _in_order(files: Sequence[Read], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    places: dict[str, int] = {}
    for file in files:
        tables = (sheet.table.file for sheet in file.sheets)
        for place in (*(problem.file for problem in file.problems), *tables):
            places.setdefault(place, len(places))
    return tuple(sorted(problems, key=lambda one: (places[one.file], one.line)))
