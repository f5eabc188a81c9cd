"""One look at the council at one moment: what was worked out once is not worked out again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import immutables

from reinstate.core.journal.events.service import BacklogCounted
from reinstate.core.journal.rows import AnyRow, BacklogRow
from reinstate.core.levels.outlook import Outlook
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref, service_of
from reinstate.core.terms.remembered import Remembered


@dataclass(frozen=True)
class View:
    """The council at `at`; share one among the cells of a page or a command.

    `places` numbers references in the order they are met, so that a set is an integer.
    """

    council: Council
    at: datetime
    outlooks: dict[Ref, Outlook] = field(default_factory=dict[Ref, Outlook])
    places: dict[Ref, int] = field(default_factory=dict[Ref, int])

    def bits(self, references: Iterable[Ref]) -> int:
        """Return these references as bits of an integer."""
        found = 0
        for reference in references:
            found |= 1 << self.places.setdefault(reference, len(self.places))
        return found

    def refs(self, bits: int) -> tuple[Ref, ...]:
        """Return the references that these bits stand for, sorted."""
        met, found = tuple(self.places), list[Ref]()
        while bits:
            lowest = bits & -bits
            found.append(met[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(sorted(found))

    @cached_property
    def backlogs(self) -> Mapping[str, tuple[BacklogRow, ...]]:
        """Return the backlogs on the register by service id."""
        return _backlogs(self.council.register.rows)

    @cached_property
    def counts(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return every count of each backlog, oldest first, as (seq, count)."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        facts = ((seq, entry.event) for seq, entry in self.council.facts.items())
        counted = ((seq, event) for seq, event in facts if isinstance(event, BacklogCounted))
        for seq, event in sorted(counted, key=lambda one: one[0]):
            found[event.backlog] = (*found.get(event.backlog, ()), (seq, event.count))
        return found


def _backlogs_by_service(
    rows: immutables.Map[Ref, AnyRow],
) -> Mapping[str, tuple[BacklogRow, ...]]:
    found: dict[str, tuple[BacklogRow, ...]] = {}
    waiting = ((key, row) for key, row in rows.items() if isinstance(row, BacklogRow))
    for _, row in sorted(waiting):
        service = service_of(row.cell)
        found[service] = (*found.get(service, ()), row)
    return found


_backlogs = Remembered(_backlogs_by_service)
