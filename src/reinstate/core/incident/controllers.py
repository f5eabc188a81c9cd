"""Which organisations answer for personal data, and the refusal of one that does not."""

from collections.abc import Iterator

from reinstate.core.journal.rows import OrganisationRow
from reinstate.core.levels.names import unknown
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import ref


def controllers(council: Council) -> tuple[str, ...]:
    """Return the ids of the data controllers on the register."""
    rows = council.register.rows.values()
    return tuple(sorted(r.id for r in rows if isinstance(r, OrganisationRow) and r.is_controller))


def controller_blockers(council: Council, controller: str, gate: str) -> Iterator[Blocker]:
    """Yield why this is no data controller."""
    row = council.register.rows.get(ref("organisation", controller))
    if not isinstance(row, OrganisationRow):
        yield unknown(controller, controllers(council), gate, what="organisation")
    elif not row.is_controller:
        sentence = f"{row.name or row.id} is not a data controller on the register."
        yield Blocker(gate, "not-a-controller", sentence, "reinstate import FILE --yes")
