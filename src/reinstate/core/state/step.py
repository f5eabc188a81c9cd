"""What every step of the fold shares: its shape, and small changes to maps."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import immutables
import msgspec

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.rows import AnyRow
from reinstate.core.state.council import Council
from reinstate.core.state.service import Cell
from reinstate.core.state.subject import Subject
from reinstate.core.terms.reference import EntryId, Ref, id_of, ref, service_of
from reinstate.core.terms.remembered import Remembered

Step = Callable[[Council, Entry, Any], Council]
"""The council after an entry; the third argument is the entry's event."""

replace = msgspec.structs.replace
UNKNOWN: Final = Subject()
UNTOUCHED: Final = Cell()


def unchanged(council: Council, _entry: Entry, _event: object) -> Council:
    """Return the council as it was: the event matters to its readers only."""
    return council


def with_fact(council: Council, entry: Entry) -> Council:
    """Return the council that remembers this entry."""
    return replace(council, facts=council.facts.set(entry.seq, entry))


def fact_of(council: Council, subjects: Iterable[Ref], id_: EntryId) -> Entry | None:
    """Return the fact with this id among those of these subjects."""
    for subject in subjects:
        for seq in reversed(subject_of(council, subject).facts):
            entry = council.facts.get(seq)
            if entry is not None and entry.id == id_:
                return entry
    return None


def subject_of(council: Council, reference: Ref) -> Subject:
    """Return what is known of a subject; before anything is: unknown."""
    return council.subjects.get(reference, UNKNOWN)


def with_subject(council: Council, reference: Ref, **changes: Any) -> Council:
    """Return the council with one subject changed."""
    subject = replace(subject_of(council, reference), **changes)
    return replace(council, subjects=council.subjects.set(reference, subject))


def cells_of(council: Council, service: str) -> tuple[Ref, ...]:
    """Return the cells of a service; undivided, it has one."""
    return council.register.cells.get(service, (f"cell:{service}/all/all",))


def all_cells(council: Council) -> tuple[Ref, ...]:
    """Return every cell of every service on the register, by service."""
    return tuple(c for one in _services(council.register.rows) for c in cells_of(council, one))


def _sorted_services(rows: immutables.Map[Ref, AnyRow]) -> tuple[str, ...]:
    return tuple(id_of(key) for key in sorted(rows) if key.startswith("service:"))


_services = Remembered(_sorted_services)


def cell_of(council: Council, reference: Ref) -> Cell:
    """Return what is known of a cell."""
    return council.cells.get(reference, UNTOUCHED)


def with_cell(council: Council, reference: Ref, **changes: Any) -> Council:
    """Return the council with one cell changed."""
    changed = replace(cell_of(council, reference), **changes)
    return replace(council, cells=council.cells.set(reference, changed))


def is_on_register(council: Council, reference: Ref) -> bool:
    """Return whether the register has this row, or the cell's service has this cell."""
    if reference.startswith("cell:"):
        service = service_of(reference)
        return ref("service", service) in council.register.rows and reference in cells_of(
            council, service
        )
    return reference in council.register.rows
