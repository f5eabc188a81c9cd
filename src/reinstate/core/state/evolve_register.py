"""How events of the register change what we know, needs both ways included."""

from collections.abc import Iterable

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.register import CellsDivided, RowAdded, RowChanged, RowGone
from reinstate.core.journal.rows import AnyRow, EdgeRow, SystemRow, WaveRow, key_of
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS, Edges, Register
from reinstate.core.state.step import Step, cell_of, cells_of, replace, with_subject
from reinstate.core.terms.reference import Ref, id_of, is_subject, ref

Pair = tuple[Ref, Ref]


def _put(council: Council, entry: Entry, event: RowAdded | RowChanged) -> Council:
    row, key = event.row, key_of(event.row)
    register = council.register
    old = register.rows.get(key)
    for changed in _changed_subjects(row, old, register.gone.get(key)):
        council = with_subject(
            council, changed, changed_seq=entry.seq, changed_at=entry.recorded_at
        )
    if old is not None:
        register = _unlinked(register, old)
    gone = register.gone.delete(key) if key in register.gone else register.gone
    register = replace(register, rows=register.rows.set(key, row), gone=gone)
    return replace(council, register=_linked(register, row))


def _changed_subjects(row: AnyRow, old: AnyRow | None, gone: AnyRow | None) -> frozenset[Ref]:
    """Return the subjects whose hosting changes, or which get a need they did not have.

    A row that was gone and is back counts by what it was.
    """
    before = frozenset(needs_of_row(old) if old is not None else ())
    changed = {who for who, _ in frozenset(needs_of_row(row)) - before if is_subject(who)}
    was = old or gone
    if isinstance(row, SystemRow) and isinstance(was, SystemRow) and row.hosting != was.hosting:
        changed.add(key_of(row))
    return frozenset(changed)


def _gone(council: Council, _entry: Entry, event: RowGone) -> Council:
    key = key_of(event.row)
    register = _unlinked(council.register, event.row)
    rows = register.rows.delete(key) if key in register.rows else register.rows
    register = replace(register, rows=rows, gone=register.gone.set(key, event.row))
    return replace(council, register=register)


def _linked(register: Register, row: AnyRow) -> Register:
    needs, needed_by = register.needs, register.needed_by
    uses, used_by = register.uses, register.used_by
    for one, other in needs_of_row(row):
        needs, needed_by = _with(needs, one, other), _with(needed_by, other, one)
    for one, other in _uses_of(row):
        uses, used_by = _with(uses, one, other), _with(used_by, other, one)
    return replace(register, needs=needs, needed_by=needed_by, uses=uses, used_by=used_by)


def _unlinked(register: Register, row: AnyRow) -> Register:
    needs, needed_by = register.needs, register.needed_by
    uses, used_by = register.uses, register.used_by
    for one, other in needs_of_row(row):
        if not _is_said_elsewhere(register, row, one, other):
            needs, needed_by = _without(needs, one, other), _without(needed_by, other, one)
    for one, other in _uses_of(row):
        uses, used_by = _without(uses, one, other), _without(used_by, other, one)
    return replace(register, needs=needs, needed_by=needed_by, uses=uses, used_by=used_by)


def needs_of_row(row: AnyRow) -> Iterable[Pair]:
    """Return what a row says of needs: an edge its own, a wave all that it reaches."""
    match row:
        case EdgeRow(from_=one, to=other, kind="needs"):
            return ((one, other),)
        case WaveRow():
            groups = tuple(ref("devices", group) for group in row.device_groups)
            return tuple((ref("wave", row.id), other) for other in (*row.reach, *groups))
        case _:
            return ()


def _uses_of(row: AnyRow) -> Iterable[Pair]:
    match row:
        case EdgeRow(from_=one, to=other, kind="uses"):
            return ((one, other),)
        case _:
            return ()


def _is_said_elsewhere(register: Register, row: AnyRow, one: Ref, other: Ref) -> bool:
    """Return whether a need is stated twice: a wave's reach may also have an edge of its own."""
    if isinstance(row, EdgeRow):
        wave = register.rows.get(one)
        return isinstance(wave, WaveRow) and (one, other) in needs_of_row(wave)
    return any(
        isinstance(edge, EdgeRow) and (edge.from_, edge.to, edge.kind) == (one, other, "needs")
        for edge in register.rows.values()
    )


def _with(edges: Edges, one: Ref, other: Ref) -> Edges:
    return edges.set(one, edges.get(one, NO_REFS) | {other})


def _without(edges: Edges, one: Ref, other: Ref) -> Edges:
    return edges.set(one, edges.get(one, NO_REFS) - {other})


def _divided(council: Council, _entry: Entry, event: CellsDivided) -> Council:
    before = cells_of(council, event.service)
    cells = council.cells
    for new in event.cells:
        if new not in before:
            cells = cells.set(new, cell_of(council, _parent(new, before)))
    register = council.register
    register = replace(register, cells=register.cells.set(event.service, event.cells))
    return replace(council, register=register, cells=cells)


def _parent(new: Ref, before: tuple[Ref, ...]) -> Ref:
    """Return the old cell that a new one was cut from: the one that covers it best."""
    channel, group = id_of(new).split("/")[1:]

    def likeness(old: Ref) -> int:
        old_channel, old_group = id_of(old).split("/")[1:]
        return (
            2 * (old_channel in (channel, "all"))
            + 2 * (old_group in (group, "all"))
            + ((old_channel == channel) + (old_group == group))
        )

    return max(before, key=likeness)


STEPS: dict[type, Step] = {
    RowAdded: _put,
    RowChanged: _put,
    RowGone: _gone,
    CellsDivided: _divided,
}
