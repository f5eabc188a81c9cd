"""Which gates an entry can move: those of the subjects it names, and of what needs them."""

from collections.abc import Iterable, Iterator
from typing import Final

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events.decisions import (
    ActCompleted,
    ActDropped,
    ActProposed,
    ClearanceGiven,
)
from reinstate.core.journal.events.facts import (
    FindingConfirmed,
    FindingDismissed,
    FindingRaised,
    FindingRemediated,
)
from reinstate.core.journal.events.home import CouncilSet, KeptLonger, KeyTrusted, NoteRedacted
from reinstate.core.journal.events.incident import (
    AuthorityTold,
    AwarenessRecorded,
    ConditionMet,
    DecisionTaken,
    MilestoneReached,
    NextUpdateDue,
    PhaseEntered,
)
from reinstate.core.journal.events.notices import (
    NoticeApproved,
    NoticeDrafted,
    NoticeLapsed,
    NoticeWithdrawn,
    PromiseEnded,
    PromiseMade,
)
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
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    DemandMet,
    DemandRaised,
    HeartbeatMissed,
    HeartbeatResumed,
    IsolationWithdrawn,
    MeasureOrdered,
    NeverCutDeclared,
    SubjectCleaned,
    SubjectIsolated,
    SubjectReconnected,
    SubjectSeen,
)
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.core.zones.reach import dependants

NAMING: Final = (
    SubjectIsolated,
    MeasureOrdered,
    SubjectSeen,
    NeverCutDeclared,
    SubjectCleaned,
    SubjectReconnected,
    IsolationWithdrawn,
    HeartbeatMissed,
    HeartbeatResumed,
    ClearanceLapsed,
    ClearanceRevived,
    DemandRaised,
    DemandMet,
    ClearanceGiven,
    GateFact,
)
"""Events of one subject, which they name."""

FINDING: Final = (FindingConfirmed, FindingDismissed, FindingRemediated)
"""Events of a finding that was raised before."""

MOVING_NOTHING: Final = (
    *(ActProposed, ActCompleted, ActDropped),
    *(CouncilSet, KeptLonger, KeyTrusted, NoteRedacted),
    *(AuthorityTold, AwarenessRecorded, ConditionMet, DecisionTaken, MilestoneReached),
    *(NextUpdateDue, PhaseEntered),
    *(NoticeApproved, NoticeDrafted, NoticeLapsed, NoticeWithdrawn, PromiseEnded, PromiseMade),
    *(BacklogCounted, LevelLowered, LoweringLifted, OpeningFell, ServiceOpened),
    *(WorkaroundEnded, WorkaroundReconciled, WorkaroundStarted),
)
"""Events that no gate reads."""


def moved_gates(council: Council, entries: Iterable[Entry]) -> frozenset[Ref] | None:
    """Return the subjects whose gates these can have moved; nothing where it may be any."""
    named: set[Ref] = set()
    for entry in entries:
        found = _named(council, entry.event)
        if found is None:
            return None
        named.update(found)
    reached = named | dependants(council, named)
    return frozenset(one for one in reached if is_subject(one) and one in council.register.rows)


def _named(council: Council, event: AnyEvent) -> Iterator[Ref] | None:
    """Return the subjects that an event names; nothing for one that may move any gate."""
    if isinstance(event, NAMING):
        return iter((event.subject,))
    if isinstance(event, FindingRaised):
        return iter(event.subjects)
    if isinstance(event, FINDING):
        known = council.findings.get(event.finding)
        return iter(known.subjects if known else ())
    return iter(()) if isinstance(event, MOVING_NOTHING) else None
