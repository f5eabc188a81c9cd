"""Commands of every kind for Hypothesis, about a council as it is known at a moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy, booleans, builds, integers, just, sampled_from

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
from reinstate.core.commands import proposals
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
from reinstate.core.journal.events import facts
from reinstate.core.journal.events.home import CheckRule, CouncilNames
from reinstate.core.journal.events.incident import Phase
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.events.people import FACTOR_KINDS
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.journal.rows import AnyRow, SystemRow
from reinstate.core.levels import (
    backlog_count,
    lift,
    lower,
    workaround_end,
    workaround_reconcile,
    workaround_start,
)
from reinstate.core.levels import (
    open as open_level,
)
from reinstate.core.notices import approve, draft, promise_end, withdraw
from reinstate.core.notices.digest import words_digest
from reinstate.core.register.apply import Import
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import exactly
from reinstate.core.terms.place import Place
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting
from reinstate.core.terms.zone import Measure, Seen
from reinstate.core.zones import heartbeat, isolate, see
from tests.builders import DAY, HOUR, MINUTE, a_note, an_edge, an_import
from tests.strategies_of_facts import DIGEST, FACTS, NOTE, Known, Make, fact

SPANS: Final = (-2 * DAY, -HOUR, -MINUTE, MINUTE, HOUR, 10 * HOUR, 3 * DAY, 20 * DAY)


def commands(council: Council, at: datetime) -> SearchStrategy[Any]:
    """Return any command there is."""
    known = Known(council, at)
    return sampled_from(sorted(COMMANDS, key=repr)).flatmap(lambda type_: COMMANDS[type_](known))


def steps() -> SearchStrategy[timedelta]:
    """Return how far the clock moves: on, back, or by a leap."""
    return sampled_from(SPANS)


def _rows(known: Known) -> SearchStrategy[AnyRow]:
    """Return a system hosted elsewhere or of another kind, or a new need."""
    systems = [row for row in known.council.register.rows.values() if isinstance(row, SystemRow)]
    row = sampled_from(sorted(systems, key=lambda one: one.id))
    moved = builds(lambda one, to: _with(one, hosting=to), row, sampled_from(Hosting))
    other = builds(lambda one, to: _with(one, kind=to), row, sampled_from(("server", "network")))
    edge = builds(an_edge, known.subject, known.subject)
    return st.one_of(moved, other, edge.filter(lambda one: one.from_ != one.to))


def _with(row: SystemRow, **changes: Any) -> SystemRow:
    fields = {name: getattr(row, name) for name in row.__struct_fields__}
    return SystemRow(**fields | changes)


def _acts(known: Known) -> SearchStrategy[Any]:
    gaps = builds(
        facts.GapsAccepted,
        subject=known.subject,
        check=known.ids_of(facts.CheckRecorded),
        gaps=just((a_note("old"),)),
        reason=NOTE,
        compensation=NOTE,
    )
    dismissed = builds(
        facts.FindingDismissed, finding=known.one(known.council.findings), reason=NOTE
    )
    withdrawn = builds(
        IsolationWithdrawn, subject=known.subject, round=just(0), evidence=DIGEST, reason=NOTE
    )
    promise = builds(PromiseMade, audience=just("residents"), say_more_by=known.future)
    return st.one_of(gaps, dismissed, withdrawn, promise)


def _corrections(known: Known) -> SearchStrategy[correct.Correct]:
    def put_right(seq: int) -> SearchStrategy[correct.Correct]:
        entry = known.council.facts.get(seq)
        if entry is None or type(entry.event) not in FACTS:
            return just(correct.Correct(seq))
        event = entry.event
        fixed = FACTS[type(event)](known).map(lambda new: _about_same(new, event))
        return st.one_of(st.none(), fixed).map(lambda new: correct.Correct(seq, new))

    return known.entry.flatmap(put_right)


def _about_same(new: Any, old: Any) -> Any:
    fields = {name: getattr(new, name) for name in new.__struct_fields__}
    return type(new)(**fields | {"subject": old.subject, "round": old.round})


def _approvals(known: Known) -> SearchStrategy[approve.ApproveNotice]:
    notices = known.council.notices
    return known.one(notices).map(
        lambda id_: approve.ApproveNotice(
            id_, words_digest(notices[id_].drafted) if id_ in notices else ""
        )
    )


def _with_ids(type_: type, name: str) -> Make:
    """Return how to make a command about one id of a map of the council."""
    return lambda known: known.one(getattr(known.council, name)).map(type_)


def _with_workaround(type_: Callable[..., Any], **fields: Any) -> Make:
    def make(known: Known) -> SearchStrategy[Any]:
        ids = {one.id for cell in known.council.cells.values() for one in cell.workarounds}
        return known.one(ids).map(lambda id_: type_(id_, **fields))

    return make


COMMANDS: Final[dict[type, Make]] = {
    isolate.Isolate: lambda k: builds(
        isolate.Isolate, k.subjects, st.none() | sampled_from(Measure), st.none() | NOTE
    ),
    see.See: lambda k: builds(see.See, k.subjects, sampled_from(Seen)),
    finding.RaiseFinding: lambda k: builds(finding.RaiseFinding, k.subjects, NOTE),
    finding.ConfirmFinding: _with_ids(finding.ConfirmFinding, "findings"),
    finding.RemediateFinding: lambda k: builds(
        finding.RemediateFinding,
        k.one(k.council.findings),
        st.lists(k.ids_of(facts.CheckRecorded), max_size=2).map(tuple),
    ),
    finding.ChangeDetection: lambda k: builds(
        finding.ChangeDetection, DIGEST, integers(0, 3), just(()) | k.subjects
    ),
    record.Record: lambda k: builds(record.Record, fact(k)),
    clean.Clean: lambda k: builds(clean.Clean, k.subject),
    clear.Clear: lambda k: builds(clear.Clear, k.subjects),
    reconnect.Reconnect: lambda k: builds(reconnect.Reconnect, k.subject),
    break_glass.BreakGlass: lambda k: builds(
        break_glass.BreakGlass, k.subject, just("svc-care"), NOTE
    ),
    checklist.DeclareNeverCut: lambda k: builds(checklist.DeclareNeverCut, k.subject, NOTE),
    correct.Correct: _corrections,
    proposals.Propose: lambda k: builds(proposals.Propose, _acts(k)),
    proposals.Complete: _with_ids(proposals.Complete, "proposals"),
    proposals.Drop: _with_ids(proposals.Drop, "proposals"),
    heartbeat.NoteHeartbeats: lambda k: builds(
        heartbeat.NoteHeartbeats, st.dictionaries(k.subject, just(k.at), max_size=3)
    ),
    Import: lambda k: _rows(k).map(an_import),
    declare.Declare: lambda _: builds(declare.Declare, NOTE),
    phase.EnterPhase: lambda _: builds(phase.EnterPhase, sampled_from(Phase), NOTE),
    condition.MeetCondition: lambda _: builds(
        condition.MeetCondition,
        sampled_from(sorted(condition._known())),
        NOTE,
    ),
    first_entry.BoundFirstEntry: lambda k: builds(first_entry.BoundFirstEntry, k.past),
    milestone.RecordMilestone: lambda _: builds(milestone.RecordMilestone, NOTE),
    decision.TakeDecision: lambda _: just(
        decision.TakeDecision(a_note("which"), (a_note("one"), a_note("two")), 1, a_note("why"))
    ),
    aware.RecordAwareness: lambda k: builds(aware.RecordAwareness, just("oakbridge"), k.past),
    told.TellAuthority: lambda k: builds(
        told.TellAuthority, just("oakbridge"), just(exactly(k.at)), NOTE
    ),
    next_update.SetNextUpdate: lambda k: builds(next_update.SetNextUpdate, k.future),
    root_cause.RemediateRootCause: lambda _: builds(root_cause.RemediateRootCause, NOTE),
    close.CloseIncident: lambda _: builds(close.CloseIncident, DIGEST),
    open_level.Open: lambda k: builds(open_level.Open, k.cell, sampled_from(Level)),
    lower.Lower: lambda k: builds(lower.Lower, k.cell, sampled_from(Level), NOTE, k.future),
    lift.Lift: lambda k: builds(lift.Lift, k.cell),
    workaround_start.StartWorkaround: lambda k: builds(
        workaround_start.StartWorkaround, k.cell, NOTE, booleans()
    ),
    workaround_end.EndWorkaround: _with_workaround(workaround_end.EndWorkaround),
    workaround_reconcile.ReconcileWorkaround: _with_workaround(
        workaround_reconcile.ReconcileWorkaround, records=3
    ),
    backlog_count.CountBacklog: lambda _: builds(
        backlog_count.CountBacklog, just("letters"), integers(-1, 30)
    ),
    draft.DraftNotice: lambda k: builds(
        draft.DraftNotice,
        audience=just("residents"),
        title=NOTE,
        text=NOTE,
        place=sampled_from(get_args(Place)),
        about=st.none() | k.cell,
    ),
    approve.ApproveNotice: _approvals,
    withdraw.WithdrawNotice: _with_ids(withdraw.WithdrawNotice, "notices"),
    promise_end.EndPromise: lambda k: builds(
        promise_end.EndPromise, k.one(k.council.promises), just("kept")
    ),
    enrol.Enrol: lambda _: builds(enrol.Enrol, sampled_from(("fay", "gus"))),
    leave.Leave: lambda k: builds(leave.Leave, k.person),
    grant_role.GrantRole: lambda k: builds(grant_role.GrantRole, k.person, sampled_from(Role)),
    end_grant.EndGrant: _with_ids(end_grant.EndGrant, "grants"),
    reset_factor.ResetFactor: lambda k: builds(
        reset_factor.ResetFactor, k.person, sampled_from(FACTOR_KINDS)
    ),
    confirm.Confirm: lambda k: builds(confirm.Confirm, k.person),
    report_compromised.ReportCompromised: lambda k: builds(
        report_compromised.ReportCompromised, k.person, k.past
    ),
    set_council.SetCouncil: lambda _: just(set_council.SetCouncil(CouncilNames("Oakbridge"))),
    set_clock.SetClock: lambda k: builds(set_clock.SetClock, st.none() | k.future),
    tighten_limit.TightenLimit: lambda _: builds(
        tighten_limit.TightenLimit, sampled_from(Limit), sampled_from((600, 2000, 30000))
    ),
    require_check.RequireCheck: lambda k: builds(
        require_check.RequireCheck,
        k.check.map(lambda name: CheckRule(kinds=("server",), checks=(name,))),
    ),
    redact_note.RedactNote: lambda _: just(redact_note.RedactNote("n-words")),
    erase_person.ErasePerson: lambda k: builds(erase_person.ErasePerson, k.person),
    keep_longer.KeepLonger: lambda k: builds(
        keep_longer.KeepLonger,
        just(("n-words",)),
        k.person.map(lambda one: (one,)) | just(()),
        k.future,
        NOTE,
    ),
    trust_key.TrustKey: lambda k: just(
        trust_key.TrustKey(f"key-{k.council.seq}", k.council.home.keys[-1])
    ),
}
"""How to make each command."""
