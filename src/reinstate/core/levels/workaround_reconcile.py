"""Reconcile a workaround: every record made by hand is in the system, or accounted for."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.service import WorkaroundReconciled
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.workarounds import GATE, unknown_workaround, workaround_of
from reinstate.core.state.council import Council
from reinstate.core.state.service import Workaround
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused


class ReconcileWorkaround(Struct, frozen=True):
    """Say that all `records` made by hand are in the system, or accounted for."""

    workaround: EntryId
    records: int


def blockers(
    council: Council, command: ReconcileWorkaround, _asking: Asking
) -> tuple[Blocker, ...]:
    """Return why its records cannot be called reconciled."""
    known = workaround_of(council, command.workaround)
    if known is None:
        return (unknown_workaround(council, command.workaround),)
    return tuple(_standing(known, command))


def decide(council: Council, command: ReconcileWorkaround, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return that the records are reconciled."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (WorkaroundReconciled(workaround=command.workaround, records=command.records),)


def _standing(known: Workaround, command: ReconcileWorkaround) -> Iterator[Blocker]:
    again = f"reinstate workaround reconcile {known.id} --records COUNT"
    if known.is_running:
        sentence = "The workaround is still in use, and makes more records: end it first."
        yield Blocker(GATE, "still-running", sentence, f"reinstate workaround end {known.id}")
    if not known.makes_records:
        yield Blocker(GATE, "no-records", "This workaround makes no records.")
    if known.is_reconciled:
        yield Blocker(GATE, "already-reconciled", "Its records are reconciled already.")
    if command.records < 0:
        yield Blocker(GATE, "count-negative", "A count of records is 0 or more.", again)
