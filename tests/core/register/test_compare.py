"""An import is compared with the register: what it adds, changes, takes away, divides."""

from collections.abc import Iterable

import msgspec
import pytest

from reinstate.core.journal.events.register import (
    CellsDivided,
    RegisterEvent,
    RowAdded,
    RowChanged,
    RowGone,
)
from reinstate.core.journal.rows import (
    KIND_OF_ROW,
    AnyRow,
    BacklogRow,
    DeviceGroupRow,
    EdgeRow,
    LinkRow,
    OrganisationRow,
    PartnerRow,
    ServiceRow,
    SystemRow,
    TeamRow,
    WaveRow,
    key_of,
)
from reinstate.core.register.compare import Comparison, compare, differences, events_of
from reinstate.core.register.incoming import Batch, Incoming, Patch, Present
from reinstate.core.register.references import FIELDS, left_hanging, references_of

ALL_ROWS: tuple[AnyRow, ...] = (
    EdgeRow(id="e", from_="cell:svc/web/all", to="system:sys"),
    BacklogRow(id="b", cell="cell:svc/web/all"),
    WaveRow(id="w", device_groups=("d",), reach=("link:l", "system:sys"), belongs_to="o"),
    DeviceGroupRow(id="d", owner_team="t", belongs_to="o"),
    LinkRow(id="l", partner="p", belongs_to="o"),
    SystemRow(id="sys", owner_team="t", belongs_to="o", serves=("o",)),
    ServiceRow(id="svc", owner_team="t", organisation="o"),
    PartnerRow(id="p"),
    TeamRow(id="t"),
    OrganisationRow(id="o"),
)
CELLS = {"svc": ("cell:svc/web/all", "cell:svc/phone/all")}


def whole(*rows: AnyRow) -> tuple[Incoming, ...]:
    return tuple(Incoming(row, frozenset(row.__struct_fields__)) for row in rows)


def present(*rows: AnyRow) -> Present:
    return Present({key_of(row): row for row in rows})


def rows_after(known: Present, events: Iterable[RegisterEvent]) -> list[dict[str, AnyRow]]:
    """Return the rows after each of the events."""
    rows = dict(known.rows)
    steps = []
    for event in events:
        match event:
            case RowAdded(row=row) | RowChanged(row=row):
                rows[key_of(row)] = row
            case RowGone(row=row):
                del rows[key_of(row)]
            case CellsDivided():
                pass
        steps.append(dict(rows))
    return steps


def test_all_rows_said_again_change_nothing() -> None:
    comparison = compare(
        Present({key_of(row): row for row in ALL_ROWS}, CELLS),
        Batch(whole(*ALL_ROWS), cells=CELLS),
        frozenset({*KIND_OF_ROW.values(), "cell"}),
    )
    assert comparison == Comparison(unchanged=len(ALL_ROWS))
    assert comparison.is_empty
    assert events_of(comparison) == ()


def test_a_new_row_is_added_and_another_value_changes_a_row() -> None:
    old, new = TeamRow(id="t", crews=1), TeamRow(id="t", crews=2)
    comparison = compare(present(old), Batch(whole(new, TeamRow(id="u"))))
    assert comparison.added == (TeamRow(id="u"),)
    assert comparison.changed == ((old, new),)
    assert differences(old, new) == (("crews", 1, 2),)


def test_a_field_that_no_column_said_keeps_what_the_register_knows() -> None:
    old = ServiceRow(id="svc", name="Rent", is_threat_to_life=True)
    said = Incoming(ServiceRow(id="svc", name="Rents"), frozenset({"id", "name"}))
    comparison = compare(present(old), Batch((said,)))
    assert comparison.changed == ((old, msgspec.structs.replace(old, name="Rents")),)


def test_facts_change_a_row_of_the_register_and_nothing_else_of_it() -> None:
    old = SystemRow(id="sys", name="Domain", kind="identity")
    patch = Patch("system:sys", (("is_foundation", True),))
    comparison = compare(present(old), Batch(patches=(patch,)))
    assert comparison.changed == ((old, msgspec.structs.replace(old, is_foundation=True)),)
    again = compare(present(comparison.changed[0][1]), Batch(patches=(patch,)))
    assert again == Comparison(unchanged=1)


def test_facts_for_a_row_that_nobody_has_are_our_own_error() -> None:
    with pytest.raises(AssertionError, match="system:sys"):
        compare(present(), Batch(patches=(Patch("system:sys", ()),)))


def test_nothing_goes_unless_its_kind_is_replaced() -> None:
    known = present(TeamRow(id="t"), TeamRow(id="u"), PartnerRow(id="p"))
    batch = Batch(whole(TeamRow(id="t")))
    assert compare(known, batch).is_empty
    assert compare(known, batch, frozenset({"partner"})).gone == (PartnerRow(id="p"),)
    assert compare(known, batch, frozenset({"team"})).gone == (TeamRow(id="u"),)


def test_facts_alone_keep_no_row_that_its_whole_sheet_lacks() -> None:
    known = present(SystemRow(id="sys"))
    patch = Patch("system:sys", (("is_foundation", True),))
    comparison = compare(known, Batch(patches=(patch,)), frozenset({"system"}))
    assert comparison == Comparison(gone=(SystemRow(id="sys"),))


def test_cells_are_divided_once() -> None:
    known = present(ServiceRow(id="svc"))
    comparison = compare(known, Batch(cells=CELLS))
    assert events_of(comparison) == (CellsDivided(service="svc", cells=CELLS["svc"]),)
    assert compare(Present(known.rows, CELLS), Batch(cells=CELLS)).is_empty


def test_services_that_a_whole_sheet_of_cells_leaves_out_are_undivided() -> None:
    known = Present(present(ServiceRow(id="svc")).rows, {**CELLS, "gone": ("cell:gone/web/all",)})
    comparison = compare(known, Batch(), frozenset({"cell"}))
    assert events_of(comparison) == (CellsDivided(service="svc", cells=("cell:svc/all/all",)),)


def test_what_events_refer_to_exists_when_they_happen() -> None:
    added = events_of(compare(present(), Batch(whole(*ALL_ROWS), cells=CELLS)))
    gone = events_of(compare(present(*ALL_ROWS), Batch(), frozenset(KIND_OF_ROW.values())))
    assert (len(added), len(gone)) == (len(ALL_ROWS) + 1, len(ALL_ROWS))
    steps = [*rows_after(present(), added), *rows_after(present(*ALL_ROWS), gone)]
    for rows in steps:
        for row in rows.values():
            assert set(references_of(row)) <= set(rows)


def test_cells_are_divided_before_anything_names_them() -> None:
    events = events_of(compare(present(), Batch(whole(*ALL_ROWS), cells=CELLS)))
    names = [type(event).__name__ for event in events]
    at = names.index("CellsDivided")
    later = {type(event.row) for event in events[at + 1 :] if isinstance(event, RowAdded)}
    assert later == {BacklogRow, EdgeRow}


def test_a_row_that_stays_and_names_one_that_goes_is_left_hanging() -> None:
    known = present(*ALL_ROWS)
    comparison = compare(known, Batch(), frozenset({"team"}))
    hanging = left_hanging(known.rows, comparison)
    assert {key_of(one.row) for one in hanging} == {"service:svc", "system:sys", "devices:d"}
    assert {one.missing for one in hanging} == {"team:t"}


def test_nothing_hangs_when_what_named_it_goes_or_changes_too() -> None:
    known = present(TeamRow(id="t"), ServiceRow(id="svc", owner_team="t"))
    kinds = frozenset({"team", "service"})
    assert left_hanging(known.rows, compare(known, Batch(), kinds)) == ()
    moved = Batch(whole(ServiceRow(id="svc", owner_team="")))
    assert left_hanging(known.rows, compare(known, moved, frozenset({"team"}))) == ()


def test_every_kind_of_row_says_what_it_refers_to() -> None:
    assert set(FIELDS) == set(KIND_OF_ROW)
