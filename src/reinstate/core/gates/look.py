"""What a gate looks at: one subject, its facts of this round, and its route."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.facts import (
    ConfigurationRecorded,
    CredentialsReset,
    DevicesDone,
    FindingDismissed,
    GapsAccepted,
    Patched,
    Rebuilt,
    Restored,
    RouteChosen,
    TokensRevoked,
)
from reinstate.core.journal.rows import AnyRow, SystemRow
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.state.subject import Finding, Subject
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, PersonId, Ref
from reinstate.core.terms.system import Hosting, Route
from reinstate.core.terms.zone import Basis

CHANGES = (
    Rebuilt,
    Restored,
    CredentialsReset,
    Patched,
    ConfigurationRecorded,
    RouteChosen,
    DevicesDone,
)
"""Facts that void the checks made before them (model.md, section 2)."""

RENEWALS = (Rebuilt, Restored)
"""Changes after which credentials and patches must be done again."""


class Found(Struct, frozen=True):
    """What one row of a gate found: the facts that satisfy it, or what is missing."""

    blockers: tuple[Blocker, ...] = ()
    facts: tuple[EntryId, ...] = ()
    gaps: tuple[Note, ...] = ()


class Look(Struct, frozen=True):
    """One subject as a gate sees it at `at`.

    `facts` are those of this round, oldest first, without what a compromised person
    recorded since; `since` is the seq of the newest standing demand (0: none), after
    which checks and clearances must be new.
    """

    council: Council
    subject: Ref
    state: Subject
    row: AnyRow | None
    route: Route | None
    facts: tuple[Entry, ...]
    at: datetime
    since: int = 0
    since_at: datetime = EPOCH

    @property
    def hosting(self) -> Hosting:
        """Return where a system runs; anything else counts as ours."""
        return self.row.hosting if isinstance(self.row, SystemRow) else Hosting.ON_PREMISES

    def of(self, *types: type[GateFact]) -> tuple[Entry, ...]:
        """Return the facts of these types, oldest first."""
        return tuple(entry for entry in self.facts if isinstance(entry.event, types))

    def last(self, *types: type[GateFact]) -> Entry | None:
        """Return the newest fact of these types."""
        newest_first = reversed(self.facts)
        return next((entry for entry in newest_first if isinstance(entry.event, types)), None)

    def last_seq(self, *types: type[GateFact]) -> int:
        """Return the seq of the newest fact of these types, 0 without one."""
        found = self.last(*types)
        return found.seq if found else 0

    @property
    def changed_seq(self) -> int:
        """Return the seq of the last change: a fact, or a new hosting or need on the register."""
        return max(self.last_seq(*CHANGES), self.state.changed_seq)

    def blocked(self, gate: str, code: str, sentence: str, need: str = "") -> Found:
        """Return what a row finds when something is missing."""
        return Found((Blocker(gate, code, sentence, need),))


Row = Callable[[Look], Found]


def look_at(council: Council, subject: Ref, at: datetime) -> Look:
    """Return a subject as its gate sees it."""
    state = subject_of(council, subject)
    facts = tuple(_facts(council, state))
    row = council.register.rows.get(subject)
    since, since_at = _newest_demand(council, state)
    route = _chosen(facts, state)
    return Look(council, subject, state, row, route, facts, at, since, since_at)


def route_of(council: Council, subject: Ref) -> Route | None:
    """Return the route of a subject, without looking at anything else of its gate."""
    state = subject_of(council, subject)
    chosen = (one for one in facts_of_round(council, state) if isinstance(one.event, RouteChosen))
    return _chosen(tuple(one for one in chosen if not is_void(council, one)), state)


def _chosen(facts: Sequence[Entry], state: Subject) -> Route | None:
    """Return the route that was chosen last; what was never cut is kept as it is."""
    for entry in reversed(facts):
        if isinstance(entry.event, RouteChosen):
            return entry.event.route
    return Route.KEEP if state.basis is Basis.NEVER_CUT else None


def _facts(council: Council, state: Subject) -> Iterable[Entry]:
    return (entry for entry in facts_of_round(council, state) if not is_void(council, entry))


def facts_of_round(council: Council, state: Subject) -> Iterable[Entry]:
    """Yield the facts of a subject's round, void or not, oldest first.

    What was never cut has to show its facts in this incident.
    """
    is_never_cut = state.basis is Basis.NEVER_CUT and council.incidents
    first = council.incidents[-1].seq if is_never_cut else 0
    for seq in state.facts:
        if seq < first:
            continue
        entry = council.facts.get(seq)
        if entry is None or not isinstance(entry.event, GateFact):
            continue
        if entry.event.round == state.round:
            yield entry


def is_void(council: Council, entry: Entry) -> bool:
    """Return whether who signed it was compromised by then: it has to be done again."""
    return any(is_compromised_at(council, person, at) for person, at in signers_of(council, entry))


def finding_holds(council: Council, finding: Finding) -> bool:
    """Return whether a finding holds its gates: also when who closed it was compromised."""
    closed = council.facts.get(finding.closed_seq)
    return finding.holds or (closed is not None and is_void(council, closed))


def is_compromised_at(council: Council, person: PersonId, at: datetime) -> bool:
    """Return whether this person's account was not theirs alone at that time."""
    known = council.people.get(person)
    if known is None or known.compromised is None:
        return False
    return at >= (known.compromised.earliest or EPOCH)


def signers_of(council: Council, entry: Entry) -> tuple[tuple[PersonId, datetime], ...]:
    """Return who signed a fact and when: its actor, and who proposed an act of two people."""
    signed = (entry.actor, council.at_of(entry))
    if not isinstance(entry.event, GapsAccepted | FindingDismissed):
        return (signed,)
    first = (
        (proposal.by, council.time.at(proposal.seq, proposal.at))
        for proposal in council.proposals.values()
        if proposal.proposed.event == entry.event and proposal.seq < entry.seq
    )
    return (signed, *first)


def _newest_demand(council: Council, state: Subject) -> tuple[int, datetime]:
    """Return the seq of the newest standing demand, and when it was raised."""
    open_ = [council.demands[id_] for id_ in state.demands if not council.demands[id_].is_met]
    found = [(demand.seq, council.time.at(demand.seq, demand.at)) for demand in open_]
    return max(found, default=(0, EPOCH))


def restorers(look: Look) -> frozenset[PersonId]:
    """Return everybody who restored this subject in this round: none of them may clear.

    A fact that is void still names who had their hands on it.
    """
    found: set[PersonId] = set()
    for entry in facts_of_round(look.council, look.state):
        match entry.event:
            case (
                Rebuilt(done_by=people)
                | Restored(done_by=people)
                | CredentialsReset(done_by=people)
                | Patched(done_by=people)
                | TokensRevoked(done_by=people)
                | DevicesDone(done_by=people)
            ):
                found.update(people)
            case _:
                pass
    return frozenset(found)
