"""What we know of a subject: its zone, its round, and what stands for or against it."""

from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.events.decisions import DecisionText
from reinstate.core.journal.events.zones import ChecklistItem, LapseCause
from reinstate.core.terms.moment import EPOCH, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, PersonId, Ref
from reinstate.core.terms.system import FindingState
from reinstate.core.terms.zone import Basis, Declared, Measure, Seen


class Sighting(Struct, frozen=True):
    """What somebody saw, when, and who."""

    state: Seen
    at: Moment
    by: PersonId
    seq: int


class Subject(Struct, frozen=True):
    """A system, link, wave or device group, as containment sees it.

    `facts`, `clearances`, `demands` and `findings` are in the order they came; only those
    of `round` count. `changed_seq` is the entry that last changed its hosting or needs on the
    register. `before` is the subject as it was before its last isolation.
    """

    declared: Declared = Declared.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    measure: Measure = Measure.NONE
    measure_note: Note | None = None
    seen: Sighting | None = None
    round: int = 0
    rounds_opened: int = 0
    isolated_seq: int = 0
    isolated_in: EntryId = ""
    reconnected_seq: int = 0
    watch_minutes: int = 0
    glass: EntryId = ""
    never_cut_seq: int = 0
    checklist: tuple[ChecklistItem, ...] = ()
    silent_since: datetime | None = None
    changed_seq: int = 0
    changed_at: datetime = EPOCH
    facts: tuple[int, ...] = ()
    clearances: tuple[EntryId, ...] = ()
    demands: tuple[EntryId, ...] = ()
    findings: tuple[EntryId, ...] = ()
    before: "Subject | None" = None

    @property
    def is_connected(self) -> bool:
        """Return whether it is on the network and we know why."""
        return self.declared is Declared.CONNECTED and self.basis in (
            Basis.NEVER_CUT,
            Basis.RECONNECTED,
        )


class Lapse(Struct, frozen=True):
    """Why a clearance died, and the entry that killed it."""

    cause: LapseCause
    because: int


class Clearance(Struct, frozen=True):
    """One person's yes to one decision text."""

    id: EntryId
    seq: int
    at: datetime
    person: PersonId
    round: int
    text: DecisionText
    digest: str
    lapses: tuple[Lapse, ...] = ()


class Demand(Struct, frozen=True):
    """A connected subject must be isolated or cleared again within `minutes` of `at`."""

    id: EntryId
    seq: int
    at: datetime
    subject: Ref
    cause: LapseCause
    because: int
    minutes: int
    is_met: bool = False
    met_how: str = ""
    met_round: int = 0


class Finding(Struct, frozen=True):
    """Something found; `open` and `confirmed` hold the gate; `closed_seq` ended it."""

    id: EntryId
    seq: int
    subjects: tuple[Ref, ...]
    state: FindingState = FindingState.OPEN
    closed_seq: int = 0

    @property
    def holds(self) -> bool:
        """Return whether the finding still holds the gate of its subjects."""
        return self.state in (FindingState.OPEN, FindingState.CONFIRMED)
