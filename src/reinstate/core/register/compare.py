"""What an import would change: added, changed, gone, divided; and the events that do it."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, structs

from reinstate.core.journal.events.register import (
    CellsDivided,
    RegisterEvent,
    RowAdded,
    RowChanged,
    RowGone,
)
from reinstate.core.journal.rows import KIND_OF_ROW, AnyRow, key_of
from reinstate.core.register.cells import divided, undivided
from reinstate.core.register.incoming import Batch, Incoming, Patch, Present
from reinstate.core.terms.reference import Ref, ref

CELL: Final = "cell"
ORDER: Final = (  # each kind refers only to kinds before it
    "organisation",
    "team",
    "partner",
    "service",
    "system",
    "link",
    "devices",
    "wave",
    CELL,
    "backlog",
    "edge",
)
NEVER_REFERRED_TO: Final = frozenset({"backlog", "edge"})
REPLACEABLE: Final = frozenset(ORDER)


class Division(Struct, frozen=True):
    """A service's cells before and after."""

    service: str
    old: tuple[Ref, ...]
    new: tuple[Ref, ...]


class Comparison(Struct, frozen=True):
    """What an import would do to the register; `unchanged` counts rows said again."""

    added: tuple[AnyRow, ...] = ()
    changed: tuple[tuple[AnyRow, AnyRow], ...] = ()
    gone: tuple[AnyRow, ...] = ()
    divided: tuple[Division, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the import changes nothing."""
        return not (self.added or self.changed or self.gone or self.divided)


def compare(known: Present, batch: Batch, replace: frozenset[str] = frozenset()) -> Comparison:
    """Return what an import would change; nothing goes unless its kind is in `replace`.

    `replace` holds kinds of row whose sheet is whole, so that what it lacks goes; `cell`
    for the sheet of cells. Whoever calls sees to it that such a sheet was in the import.
    """
    said = {key_of(item.row): item for item in batch.rows}
    after = {key: _settled(known.rows.get(key), item) for key, item in said.items()}
    gone = tuple(
        row for key, row in known.rows.items() if _kind(row) in replace and key not in said
    )
    gone_keys = frozenset(map(key_of, gone))
    for patch in batch.patches:
        if patch.key not in gone_keys:
            after[patch.key] = _patched(after, known.rows, patch)
    pairs = [(known.rows.get(key), row) for key, row in after.items()]
    return Comparison(
        added=tuple(new for old, new in pairs if old is None),
        changed=tuple((old, new) for old, new in pairs if old is not None and old != new),
        gone=gone,
        divided=_divisions(known, batch.cells, is_whole=CELL in replace),
        unchanged=sum(old == new for old, new in pairs),
    )


def differences(old: AnyRow, new: AnyRow) -> tuple[tuple[str, Any, Any], ...]:
    """Return each field that differs, with its old and new value."""
    fields = ((name, getattr(old, name), getattr(new, name)) for name in old.__struct_fields__)
    return tuple((name, before, now) for name, before, now in fields if before != now)


def events_of(comparison: Comparison) -> tuple[RegisterEvent, ...]:
    """Return the events of an import, so ordered that a row's references always exist."""
    events: list[RegisterEvent] = []
    events += [RowGone(row=row) for row in comparison.gone if _kind(row) in NEVER_REFERRED_TO]
    for kind in ORDER:
        events += [RowAdded(row=row) for row in comparison.added if _kind(row) == kind]
        events += [RowChanged(row=new) for _, new in comparison.changed if _kind(new) == kind]
        if kind == CELL:
            events += [CellsDivided(service=d.service, cells=d.new) for d in comparison.divided]
    for kind in reversed(ORDER):
        if kind not in NEVER_REFERRED_TO:
            events += [RowGone(row=row) for row in comparison.gone if _kind(row) == kind]
    return tuple(events)


def _settled(old: AnyRow | None, item: Incoming) -> AnyRow:
    """Return the row after the sheet: what no column said stays as it was."""
    if old is None:
        return item.row
    return structs.replace(old, **{name: getattr(item.row, name) for name in item.said})


def _patched(after: Mapping[str, AnyRow], known: Mapping[str, AnyRow], patch: Patch) -> AnyRow:
    row = after.get(patch.key, known.get(patch.key))
    if row is None:
        raise AssertionError(f"Facts for {patch.key}, which no sheet and no register has.")
    return structs.replace(row, **dict(patch.values))


def _divisions(
    known: Present, listed: Mapping[str, tuple[Ref, ...]], *, is_whole: bool
) -> tuple[Division, ...]:
    wanted = {
        service: divided(_cells(known, service), new, is_whole=is_whole)
        for service, new in listed.items()
    }
    if is_whole:
        present = (service for service in known.cells if ref("service", service) in known.rows)
        wanted |= {service: undivided(service) for service in present if service not in listed}
    every = (Division(service, _cells(known, service), new) for service, new in wanted.items())
    return tuple(division for division in every if set(division.old) != set(division.new))


def _cells(known: Present, service: str) -> tuple[Ref, ...]:
    return known.cells.get(service, undivided(service))


def _kind(row: AnyRow) -> str:
    return KIND_OF_ROW[type(row)]
