"""Which cells an event can move: only those are looked at again."""

from collections.abc import Iterable, Iterator

from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.people import PersonCompromised
from reinstate.core.journal.events.register import CellsDivided, RowAdded, RowChanged, RowGone
from reinstate.core.journal.events.service import (
    BacklogCounted,
    LevelLowered,
    LoweringLifted,
    OpeningFell,
    ServiceOpened,
    WorkaroundEnded,
    WorkaroundReconciled,
    WorkaroundStarted,
)
from reinstate.core.journal.events.union import AnyEvent, EntryCorrected
from reinstate.core.journal.events.zones import (
    IsolationWithdrawn,
    NeverCutDeclared,
    SubjectCleaned,
    SubjectIsolated,
    SubjectReconnected,
)
from reinstate.core.journal.rows import AnyRow, BacklogRow, EdgeRow, key_of
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.step import all_cells, cells_of, is_on_register
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of
from reinstate.core.zones.reach import dependants

MOVED_BY_A_PERSON = (LevelLowered, LoweringLifted, OpeningFell, ServiceOpened)
"""Events that name the cell whose published level they move."""

EVERYWHERE = (
    IncidentDeclared,
    IncidentClosed,
    DegradedAccepted,
    PersonCompromised,
    EntryCorrected,
)
"""Events after which any cell may stand elsewhere."""


def touched(before: Council, after: Council, events: Iterable[AnyEvent]) -> frozenset[Ref]:
    """Return the cells on the register whose derived level these events can move.

    Following needs as they are *after* is enough: an edge that went names its own start.
    """
    events = tuple(events)
    if any(isinstance(event, EVERYWHERE) for event in events):
        return frozenset(all_cells(after))
    named = frozenset(one for event in events for one in _named(before, after, event))
    if not named:
        return NO_REFS
    cells = _cells(after, _users(after, named))
    return frozenset(cell for cell in cells if is_on_register(after, cell))


def moved_by_a_person(events: Iterable[AnyEvent]) -> frozenset[Ref]:
    """Return the cells whose published level these events move; the rest of it is derived."""
    return frozenset(event.cell for event in events if isinstance(event, MOVED_BY_A_PERSON))


def _named(before: Council, after: Council, event: AnyEvent) -> Iterator[Ref]:
    """Yield what an event names: subjects, services or cells."""
    match event:
        case (
            SubjectIsolated(subject=subject)
            | SubjectCleaned(subject=subject)
            | SubjectReconnected(subject=subject)
            | NeverCutDeclared(subject=subject)
            | IsolationWithdrawn(subject=subject)
        ):
            yield subject
        case RowAdded(row=row) | RowChanged(row=row) | RowGone(row=row):
            yield from _of_row(before, row)
        case CellsDivided(service=service):
            yield ref("service", service)
        case WorkaroundStarted(cell=cell):
            yield cell
        case WorkaroundEnded(workaround=id_) | WorkaroundReconciled(workaround=id_):
            yield from _with_workaround(after, id_)
        case BacklogCounted(backlog=backlog):
            counted = after.register.rows.get(ref("backlog", backlog))
            yield from _of_row(before, counted) if counted is not None else ()
        case _:
            pass


def _of_row(before: Council, row: AnyRow) -> Iterator[Ref]:
    """Yield what a row is about, as it is and as it was."""
    key = key_of(row)
    for one in (row, before.register.rows.get(key)):
        match one:
            case EdgeRow(from_=reference):
                yield reference
            case BacklogRow(cell=reference):
                yield ref("service", id_of(reference).split("/")[0])
            case _:
                yield key


def _with_workaround(council: Council, id_: str) -> Iterator[Ref]:
    for reference, cell in council.cells.items():
        if any(one.id == id_ for one in cell.workarounds):
            yield reference


def _users(council: Council, named: frozenset[Ref]) -> frozenset[Ref]:
    """Return what was named, all that needs it, all that uses any of these, and needs those."""
    needing = named | dependants(council, named)
    using = NO_REFS.union(*(council.register.used_by.get(one, NO_REFS) for one in needing))
    return needing | using | dependants(council, using)


def _cells(council: Council, references: Iterable[Ref]) -> frozenset[Ref]:
    """Return the cells among these, those of services, and those cut from a cell of old."""
    services = {
        id_of(one) if kind_of(one) == "service" else service_of(one)
        for one in references
        if kind_of(one) in ("service", "cell")
    }
    return frozenset(cell for service in services for cell in cells_of(council, service))
