"""Events of containment: isolated, seen, never cut, cleaned, reconnected, withdrawn."""

from typing import Literal

from msgspec import Struct

from reinstate.core.journal.event import Event, IncidentFact
from reinstate.core.terms.moment import UNTOLD, Instant, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.zone import Measure, Seen


class ChecklistItem(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a never-cut subject still has to show, and by when."""

    code: str
    due_at: Instant


class SubjectIsolated(IncidentFact, frozen=True, kw_only=True, tag="subject-isolated/1"):
    """Ordered off; opens `round`. `setback` names the finding that sent it back."""

    subject: Ref
    round: int
    measure: Measure
    setback: EntryId = ""
    note: Note | None = None


class MeasureOrdered(Event, frozen=True, kw_only=True, tag="measure-ordered/1"):
    """An isolated subject is to be cut in another way; the round goes on."""

    subject: Ref
    measure: Measure
    note: Note | None = None


class SubjectSeen(Event, frozen=True, kw_only=True, tag="subject-seen/1"):
    """Somebody saw it differently than it was last seen; repeats are table rows."""

    subject: Ref
    state: Seen
    at: Moment = UNTOLD


class NeverCutDeclared(IncidentFact, frozen=True, kw_only=True, tag="never-cut-declared/1"):
    """Its owner says it was never cut and why; the checklist holds the phase, not levels."""

    subject: Ref
    reason: Note
    checklist: tuple[ChecklistItem, ...]


class SubjectCleaned(Event, frozen=True, kw_only=True, tag="subject-cleaned/1"):
    """From red to amber: rebuilt or examined apart, no users, no internet."""

    subject: Ref
    round: int


class SubjectReconnected(Event, frozen=True, kw_only=True, tag="subject-reconnected/1"):
    """Back on the network; `clearances` let it, or `glass` in place of the second.

    `watch_minutes` is how long it is on watch, doubled by accepted gaps.
    """

    subject: Ref
    round: int
    clearances: tuple[EntryId, ...]
    watch_minutes: int
    glass: EntryId = ""


class IsolationWithdrawn(Event, frozen=True, kw_only=True, tag="isolation-withdrawn/1"):
    """The cut was never made: round, zone and basis are as before it."""

    subject: Ref
    round: int
    evidence: str
    reason: Note


class HeartbeatMissed(Event, frozen=True, kw_only=True, tag="heartbeat-missed/1"):
    """A watched subject has been silent since `since`."""

    subject: Ref
    since: Instant


class HeartbeatResumed(Event, frozen=True, kw_only=True, tag="heartbeat-resumed/1"):
    """A silent subject reports again."""

    subject: Ref


LapseCause = Literal[
    "subject-changed",
    "finding",
    "detection-changed",
    "need-isolated",
    "need-finding",
    "route-changed",
    "first-entry-earlier",
    "required-checks-grew",
    "signer-lost-role",
    "signer-compromised",
    "fact-corrected",
    "aged",
]


class ClearanceLapsed(Event, frozen=True, kw_only=True, tag="clearance-lapsed/1"):
    """A clearance died of `cause`; `because` is the seq of the entry that killed it."""

    subject: Ref
    clearance: EntryId
    cause: LapseCause
    because: int


class ClearanceRevived(Event, frozen=True, kw_only=True, tag="clearance-revived/1"):
    """What killed a clearance was withdrawn, and nothing else had."""

    subject: Ref
    clearance: EntryId
    because: int


class DemandRaised(Event, frozen=True, kw_only=True, tag="demand-raised/1"):
    """A connected subject must be isolated, or cleared again on new checks, in `minutes`."""

    subject: Ref
    cause: LapseCause
    because: int
    minutes: int


class DemandMet(Event, frozen=True, kw_only=True, tag="demand-met/1"):
    """A demand is over."""

    subject: Ref
    demand: EntryId
    how: Literal["isolated", "cleared-again", "withdrawn", "degraded-accepted"]


ZoneEvent = (
    SubjectIsolated
    | MeasureOrdered
    | SubjectSeen
    | NeverCutDeclared
    | SubjectCleaned
    | SubjectReconnected
    | IsolationWithdrawn
    | HeartbeatMissed
    | HeartbeatResumed
    | ClearanceLapsed
    | ClearanceRevived
    | DemandRaised
    | DemandMet
)
