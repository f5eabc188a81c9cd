"""What each row of the register refers to, and what an import would leave hanging."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from reinstate.core.journal.rows import (
    AnyRow,
    BacklogRow,
    DeviceGroupRow,
    EdgeRow,
    LinkRow,
    OrganisationRow,
    PartnerRow,
    Row,
    ServiceRow,
    SystemRow,
    TeamRow,
    WaveRow,
    key_of,
)
from reinstate.core.register.compare import Comparison
from reinstate.core.terms.reference import Ref, kind_of, ref, service_of

REF: Final = ""  # the field holds whole references, not ids of one kind
FIELDS: Final[dict[type[Row], tuple[tuple[str, str], ...]]] = {
    OrganisationRow: (),
    TeamRow: (),
    PartnerRow: (),
    ServiceRow: (("owner_team", "team"), ("organisation", "organisation")),
    SystemRow: (
        ("owner_team", "team"),
        ("belongs_to", "organisation"),
        ("serves", "organisation"),
    ),
    LinkRow: (("partner", "partner"), ("belongs_to", "organisation")),
    DeviceGroupRow: (("owner_team", "team"), ("belongs_to", "organisation")),
    WaveRow: (("device_groups", "devices"), ("reach", REF), ("belongs_to", "organisation")),
    BacklogRow: (("cell", REF),),
    EdgeRow: (("from_", REF), ("to", REF)),
}
"""The fields of each row that name other rows, with the kind of row that they name."""


class Hanging(Struct, frozen=True):
    """A row that stays, and something that it refers to which goes."""

    row: AnyRow
    missing: Ref


def references_of(row: AnyRow) -> tuple[Ref, ...]:
    """Return the rows that `row` names; a cell counts as its service."""
    return tuple(
        _row_of(name if kind == REF else ref(kind, name))
        for field, kind in FIELDS[type(row)]
        for name in _names(getattr(row, field))
        if name
    )


def left_hanging(known: Mapping[str, AnyRow], comparison: Comparison) -> tuple[Hanging, ...]:
    """Return every row that would stay behind and refer to a row that goes."""
    gone = {key_of(row) for row in comparison.gone}
    if not gone:
        return ()
    changed = {key_of(new): new for _, new in comparison.changed}
    added = {key_of(row): row for row in comparison.added}
    after = {**known, **changed, **added}
    return tuple(
        Hanging(row, missing)
        for key, row in after.items()
        if key not in gone
        for missing in references_of(row)
        if missing in gone
    )


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _row_of(reference: Ref) -> Ref:
    return ref("service", service_of(reference)) if kind_of(reference) == "cell" else reference
