"""Events of an incident: declared, phases, conditions, milestones, decisions, clocks."""

from enum import StrEnum

from reinstate.core.journal.event import Event, IncidentFact
from reinstate.core.terms.moment import UNTOLD, Instant, Moment
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Id


class Phase(StrEnum):
    """Where a council stands; only `ready` is outside an incident."""

    READY = "ready"
    CONTAIN = "contain"
    INVESTIGATE = "investigate"
    CLEAN = "clean"
    RESTORE = "restore"
    CATCH_UP = "catch-up"
    LEARN = "learn"


class IncidentDeclared(Event, frozen=True, kw_only=True, tag="incident-declared/1"):
    """The council says that it is under attack; isolations made before are adopted."""

    note: Note
    noticed: Moment = UNTOLD


class PhaseEntered(IncidentFact, frozen=True, kw_only=True, tag="phase-entered/1"):
    """The next phase begins, or an earlier one again."""

    phase: Phase


class ConditionMet(IncidentFact, frozen=True, kw_only=True, tag="condition-met/1"):
    """A written exit condition that only a person can judge is met."""

    phase: Phase
    condition: str
    note: Note


class FirstEntryBounded(IncidentFact, frozen=True, kw_only=True, tag="first-entry-bounded/1"):
    """When the attacker came in, as far as the forensic lead knows."""

    moment: Moment


class MilestoneReached(IncidentFact, frozen=True, kw_only=True, tag="milestone-reached/1"):
    """Something worth telling leaders."""

    note: Note
    at: Moment = UNTOLD


class DecisionTaken(IncidentFact, frozen=True, kw_only=True, tag="decision-taken/1"):
    """A decision with its options and reasons."""

    title: Note
    options: tuple[Note, ...]
    choice: int
    reasons: Note


class AwarenessRecorded(IncidentFact, frozen=True, kw_only=True, tag="awareness-recorded/1"):
    """A data controller became aware of a breach: its 72 hours run from then."""

    controller: Id
    aware: Moment


class AuthorityTold(IncidentFact, frozen=True, kw_only=True, tag="authority-told/1"):
    """The authority was told for this controller; late reports carry reasons."""

    controller: Id
    at: Moment
    note: Note | None = None


class NextUpdateDue(IncidentFact, frozen=True, kw_only=True, tag="next-update-due/1"):
    """By when residents hear from us again."""

    due_at: Instant


class RootCauseRemediated(IncidentFact, frozen=True, kw_only=True, tag="root-cause-remediated/1"):
    """How the attacker came in is closed, or blocked (R10)."""

    note: Note


class IncidentClosed(IncidentFact, frozen=True, kw_only=True, tag="incident-closed/1"):
    """A named person ends it on the written criteria, with the report (R11)."""

    report: str


IncidentEvent = (
    IncidentDeclared
    | PhaseEntered
    | ConditionMet
    | FirstEntryBounded
    | MilestoneReached
    | DecisionTaken
    | AwarenessRecorded
    | AuthorityTold
    | NextUpdateDue
    | RootCauseRemediated
    | IncidentClosed
)
