"""Import: bring the register up to date with what sheets say."""

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import key_of
from reinstate.core.register.compare import Comparison, compare, events_of
from reinstate.core.register.incoming import Batch, Present
from reinstate.core.register.loops import find_loop, loop_words
from reinstate.core.register.references import left_hanging
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE = "import"


class Import(Struct, frozen=True):
    """Take these rows; those of the kinds in `replace` that are missing go."""

    batch: Batch
    replace: frozenset[str] = frozenset()


def present(council: Council) -> Present:
    """Return the register as an import compares it."""
    return Present(council.register.rows, council.register.cells)


def comparison_of(council: Council, command: Import) -> Comparison:
    """Return what an import would change."""
    return compare(present(council), command.batch, command.replace)


def blockers(council: Council, comparison: Comparison) -> tuple[Blocker, ...]:
    """Return why the register would not hold together afterwards."""
    found = [
        Blocker(
            GATE,
            "left-hanging",
            f"{key_of(hanging.row)} refers to {hanging.missing}, which would go.",
            "reinstate import FILE",
        )
        for hanging in left_hanging(council.register.rows, comparison)
    ]
    rows = dict(council.register.rows)
    for row in comparison.gone:
        rows.pop(key_of(row), None)
    rows |= {key_of(row): row for row in comparison.added}
    rows |= {key_of(new): new for _, new in comparison.changed}
    if loop := find_loop(rows.values()):
        found.append(
            Blocker(
                GATE,
                "loop",
                f"These need each other, so that none could come back first: {loop_words(loop)}.",
            )
        )
    return tuple(found)


def decide(council: Council, command: Import, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return an event for each row added, changed or gone; none when nothing changes."""
    comparison = comparison_of(council, command)
    if comparison.is_empty:
        return ()
    if found := blockers(council, comparison):
        raise Refused(found)
    return events_of(comparison)
