"""One look at the council at one moment: what was worked out once is not worked out again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from reinstate.core.journal.events.service import BacklogCounted
from reinstate.core.journal.rows import BacklogRow
from reinstate.core.levels.outlook import Outlook
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref, service_of


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
    def backlogs(self) -> dict[str, tuple[BacklogRow, ...]]:
        """Return the backlogs on the register by service id."""
        found: dict[str, tuple[BacklogRow, ...]] = {}
        for _, row in sorted(self.council.register.rows.items()):
            if isinstance(row, BacklogRow):
                service = service_of(row.cell)
                found[service] = (*found.get(service, ()), row)
        return found

    @cached_property
    def counts(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return every count of each backlog, oldest first, as (seq, count)."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for seq, entry in sorted(self.council.facts.items()):
            if isinstance(entry.event, BacklogCounted):
                id_ = entry.event.backlog
                found[id_] = (*found.get(id_, ()), (seq, entry.event.count))
        return found
