"""Every command there is: its one `decide`, who may give it, and what it is about."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct

from reinstate.core.access import (
    confirm,
    end_grant,
    enrol,
    erase_person,
    grant_role,
    keep_longer,
    leave,
    redact_note,
    report_compromised,
    require_check,
    reset_factor,
    set_clock,
    set_council,
    tighten_limit,
    trust_key,
)
from reinstate.core.checks import finding
from reinstate.core.commands import proposals, targets
from reinstate.core.commands.rules import (
    FINDERS,
    LEADS,
    PEOPLE,
    SERVING,
    TECHNICAL,
    WORDS,
    WORKING,
    Roles,
)
from reinstate.core.gates import break_glass, checklist, clean, clear, correct, reconnect, record
from reinstate.core.incident import (
    aware,
    close,
    condition,
    decision,
    declare,
    first_entry,
    milestone,
    next_update,
    phase,
    root_cause,
    told,
)
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels import (
    backlog_count,
    lift,
    lower,
    workaround_end,
    workaround_reconcile,
    workaround_start,
)
from reinstate.core.levels import open as open_level
from reinstate.core.notices import approve, draft, promise_end, withdraw
from reinstate.core.register import apply
from reinstate.core.state.council import Council
from reinstate.core.terms.role import Role
from reinstate.core.zones import heartbeat, isolate, see

R = Role
Decide = Callable[[Council, Any, Asking], tuple[AnyEvent, ...]]
Targets = Callable[[Council, Any], targets.Targets]


class Rule(Struct, frozen=True):
    """How one command is decided, and by whom it may be given.

    Without `roles` every active person may. `may_be_asserted`: in a real home a name is
    enough, because it only adds blockers.
    """

    decide: Decide
    roles: Roles = frozenset()
    targets: Targets = targets.whole_council
    may_be_asserted: bool = False


OWNERS: Final[Roles] = frozenset({R.TECHNICAL_OWNER})
MANAGERS: Final[Roles] = frozenset({R.RECOVERY_MANAGER, R.TECHNICAL_OWNER})
ANYBODY: Final[Roles] = frozenset()
SIGNERS: Final[Roles] = frozenset(
    {
        R.FORENSIC_LEAD,
        R.SENIOR_RISK_OWNER,
        R.RECOVERY_MANAGER,
        R.TECHNICAL_OWNER,
        R.CLEARER,
        R.PRESS_OFFICER,
        R.SERVICE_OWNER,
        R.DUTY_DIRECTOR,
    }
)
GOVERNANCE: Final[Roles] = frozenset({R.INFORMATION_GOVERNANCE, R.RECOVERY_MANAGER})

RULES: Final[dict[type, Rule]] = {
    isolate.Isolate: Rule(isolate.decide, ANYBODY, targets.subjects, may_be_asserted=True),
    see.See: Rule(see.decide, MANAGERS | TECHNICAL, targets.subjects, may_be_asserted=True),
    finding.RaiseFinding: Rule(
        finding.decide_raise, FINDERS, targets.subjects, may_be_asserted=True
    ),
    finding.ConfirmFinding: Rule(
        finding.decide_confirm,
        frozenset({R.FORENSIC_LEAD}),
        targets.finding,
        may_be_asserted=True,
    ),
    finding.RemediateFinding: Rule(
        finding.decide_remediate, frozenset({R.FORENSIC_LEAD}), targets.finding
    ),
    finding.ChangeDetection: Rule(
        finding.decide_detection,
        frozenset({R.FORENSIC_LEAD}),
        targets.subjects,
        may_be_asserted=True,
    ),
    record.Record: Rule(record.decide, ANYBODY, targets.fact_subject),
    clean.Clean: Rule(clean.decide, TECHNICAL, targets.subject),
    clear.Clear: Rule(clear.decide, frozenset({R.CLEARER}), targets.subjects),
    reconnect.Reconnect: Rule(
        reconnect.decide,
        frozenset({R.RECOVERY_MANAGER, R.TECHNICAL_OWNER, R.DUTY_DIRECTOR}),
        targets.subject,
    ),
    break_glass.BreakGlass: Rule(break_glass.decide, frozenset({R.DUTY_DIRECTOR}), targets.subject),
    checklist.DeclareNeverCut: Rule(checklist.decide, OWNERS, targets.subject),
    correct.Correct: Rule(correct.decide, SIGNERS),
    proposals.Propose: Rule(proposals.decide_propose, SIGNERS, proposals.targets),
    proposals.Complete: Rule(proposals.decide_complete, SIGNERS, proposals.targets),
    proposals.Drop: Rule(proposals.decide_drop, SIGNERS, proposals.targets),
    heartbeat.NoteHeartbeats: Rule(heartbeat.decide, MANAGERS, may_be_asserted=True),
    apply.Import: Rule(apply.decide, frozenset({R.RECOVERY_MANAGER})),
    declare.Declare: Rule(
        declare.decide,
        LEADS | {R.SENIOR_RISK_OWNER, R.FORENSIC_LEAD},
        may_be_asserted=True,
    ),
    phase.EnterPhase: Rule(phase.decide, LEADS),
    condition.MeetCondition: Rule(condition.decide, LEADS),
    first_entry.BoundFirstEntry: Rule(first_entry.decide, frozenset({R.FORENSIC_LEAD})),
    milestone.RecordMilestone: Rule(milestone.decide, LEADS),
    decision.TakeDecision: Rule(decision.decide, LEADS | {R.SENIOR_RISK_OWNER}),
    aware.RecordAwareness: Rule(aware.decide, GOVERNANCE, may_be_asserted=True),
    told.TellAuthority: Rule(told.decide, frozenset({R.INFORMATION_GOVERNANCE})),
    next_update.SetNextUpdate: Rule(next_update.decide, WORDS),
    root_cause.RemediateRootCause: Rule(root_cause.decide, frozenset({R.FORENSIC_LEAD})),
    close.CloseIncident: Rule(close.decide, LEADS),
    open_level.Open: Rule(open_level.decide, frozenset({R.SERVICE_OWNER}), targets.cell),
    lower.Lower: Rule(lower.decide, SERVING | WORDS, targets.cell, may_be_asserted=True),
    lift.Lift: Rule(lift.decide, SERVING, targets.cell),
    workaround_start.StartWorkaround: Rule(workaround_start.decide, SERVING, targets.cell),
    workaround_end.EndWorkaround: Rule(workaround_end.decide, SERVING, targets.workaround),
    workaround_reconcile.ReconcileWorkaround: Rule(
        workaround_reconcile.decide, SERVING, targets.workaround
    ),
    backlog_count.CountBacklog: Rule(backlog_count.decide, SERVING, targets.backlog),
    draft.DraftNotice: Rule(draft.decide, WORDS | {R.SERVICE_OWNER}, targets.about),
    approve.ApproveNotice: Rule(approve.decide, WORDS | {R.DUTY_DIRECTOR}),
    withdraw.WithdrawNotice: Rule(withdraw.decide, WORDS | {R.DUTY_DIRECTOR}),
    promise_end.EndPromise: Rule(promise_end.decide, WORDS),
    enrol.Enrol: Rule(enrol.decide, PEOPLE),
    leave.Leave: Rule(leave.decide, PEOPLE),
    grant_role.GrantRole: Rule(grant_role.decide, PEOPLE),
    end_grant.EndGrant: Rule(end_grant.decide, PEOPLE),
    reset_factor.ResetFactor: Rule(reset_factor.decide, ANYBODY),
    confirm.Confirm: Rule(confirm.decide, SIGNERS | PEOPLE),
    report_compromised.ReportCompromised: Rule(
        report_compromised.decide, WORKING, may_be_asserted=True
    ),
    set_council.SetCouncil: Rule(set_council.decide, WORDS),
    set_clock.SetClock: Rule(set_clock.decide, LEADS | {R.TRAINER}, may_be_asserted=True),
    tighten_limit.TightenLimit: Rule(tighten_limit.decide, LEADS | {R.SENIOR_RISK_OWNER}),
    require_check.RequireCheck: Rule(require_check.decide, frozenset({R.FORENSIC_LEAD})),
    redact_note.RedactNote: Rule(redact_note.decide, frozenset({R.INFORMATION_GOVERNANCE})),
    erase_person.ErasePerson: Rule(erase_person.decide, frozenset({R.INFORMATION_GOVERNANCE})),
    keep_longer.KeepLonger: Rule(keep_longer.decide, frozenset({R.INFORMATION_GOVERNANCE})),
    trust_key.TrustKey: Rule(trust_key.decide, PEOPLE),
}
