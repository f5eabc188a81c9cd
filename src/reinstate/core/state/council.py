"""The whole state: what the council knows after reading its journal so far."""

from datetime import datetime

import immutables
from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import DetectionChanged
from reinstate.core.journal.events.home import CheckRule, CouncilNames, HomeKind
from reinstate.core.state.clock import Timeline
from reinstate.core.state.incident import Incident
from reinstate.core.state.person import Grant, Person
from reinstate.core.state.register import Register
from reinstate.core.state.service import Backlog, Cell
from reinstate.core.state.subject import Clearance, Demand, Finding, Subject
from reinstate.core.state.words import Notice, Promise, Proposal
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.reference import EntryId, PersonId, Ref


class Home(Struct, frozen=True):
    """What this home is and the rules it started with, tightened since."""

    kind: HomeKind = "practice"
    council: CouncilNames = CouncilNames("Unnamed council")
    origin: str = ""
    limits: immutables.Map[Limit, int] = immutables.Map()
    required_checks: tuple[CheckRule, ...] = ()
    added_checks: tuple[CheckRule, ...] = ()
    keys: tuple[str, ...] = ()
    clock: datetime | None = None
    opened_at: datetime = EPOCH


class Council(Struct, frozen=True):
    """Everything known at entry `seq`, recorded at `last_at`.

    `facts` holds, by seq, every entry that a gate, a clock or a page reads again, as it
    stands after corrections; `grants` finds a grant by its id.
    """

    seq: int = 0
    last_at: datetime = EPOCH
    time: Timeline = Timeline()
    home: Home = Home()
    people: immutables.Map[PersonId, Person] = immutables.Map()
    grants: immutables.Map[EntryId, Grant] = immutables.Map()
    register: Register = Register()
    subjects: immutables.Map[Ref, Subject] = immutables.Map()
    facts: immutables.Map[int, Entry] = immutables.Map()
    clearances: immutables.Map[EntryId, Clearance] = immutables.Map()
    demands: immutables.Map[EntryId, Demand] = immutables.Map()
    findings: immutables.Map[EntryId, Finding] = immutables.Map()
    detections: tuple[tuple[int, DetectionChanged], ...] = ()
    cells: immutables.Map[Ref, Cell] = immutables.Map()
    backlogs: immutables.Map[str, Backlog] = immutables.Map()
    incidents: tuple[Incident, ...] = ()
    notices: immutables.Map[EntryId, Notice] = immutables.Map()
    promises: immutables.Map[EntryId, Promise] = immutables.Map()
    proposals: immutables.Map[EntryId, Proposal] = immutables.Map()
    redacted: frozenset[str] = frozenset()

    @property
    def incident(self) -> Incident | None:
        """Return the incident that goes on, if any."""
        if self.incidents and self.incidents[-1].is_open:
            return self.incidents[-1]
        return None

    def limit(self, limit: Limit) -> int:
        """Return a limit of this home in minutes."""
        return self.home.limits[limit]

    def at_of(self, entry: Entry) -> datetime:
        """Return when a fact was recorded, put right after clock steps."""
        return self.time.at(entry.seq, entry.recorded_at)


NOTHING_KNOWN = Council()
