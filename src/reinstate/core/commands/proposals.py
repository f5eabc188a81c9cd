"""Acts of two people: proposed by one, completed by another within a day."""

from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.access.roles import holds
from reinstate.core.access.standing import behind_all
from reinstate.core.checks.finding import standing_finding
from reinstate.core.checks.required import is_vacuous
from reinstate.core.gates.look import look_at
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.canonical import digest_of
from reinstate.core.journal.events.decisions import (
    ActCompleted,
    ActDropped,
    ActProposed,
    TwoPersonAct,
)
from reinstate.core.journal.events.facts import CheckRecorded, FindingDismissed, GapsAccepted
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.notices.promise import blockers_for as promise_blockers
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.state.words import Proposal
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.note import notes_of
from reinstate.core.terms.reference import EntryId, PersonId, Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Verdict
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Declared

GATE = "proposal"

SIGNERS: Final[dict[type, tuple[frozenset[Role], frozenset[Role]]]] = {
    GapsAccepted: (
        frozenset({Role.FORENSIC_LEAD}),
        frozenset({Role.SENIOR_RISK_OWNER}),
    ),
    FindingDismissed: (
        frozenset({Role.FORENSIC_LEAD}),
        frozenset({Role.FORENSIC_LEAD, Role.CLEARER, Role.RECOVERY_MANAGER}),
    ),
    IsolationWithdrawn: (
        frozenset({Role.RECOVERY_MANAGER, Role.FORENSIC_LEAD}),
        frozenset({Role.TECHNICAL_OWNER, Role.FORENSIC_LEAD, Role.CLEARER}),
    ),
    PromiseMade: (
        frozenset({Role.PRESS_OFFICER, Role.RECOVERY_MANAGER, Role.SERVICE_OWNER}),
        frozenset({Role.PRESS_OFFICER, Role.RECOVERY_MANAGER, Role.DUTY_DIRECTOR}),
    ),
}
"""The roles of the two people under each act, in either order."""


class Propose(Struct, frozen=True):
    """Sign first under an act that needs two."""

    event: TwoPersonAct


class Complete(Struct, frozen=True):
    """Sign second: the act happens."""

    proposal: EntryId


class Drop(Struct, frozen=True):
    """Take a proposal back, or refuse it."""

    proposal: EntryId


def decide_propose(council: Council, command: Propose, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the first signature, or every reason against the act."""
    act = _in_round(council, command.event)
    found = [*_blockers(council, act, asking)]
    if not any(
        _holds_one(council, asking.actor, roles, act, asking) for roles in SIGNERS[type(act)]
    ):
        found.append(_wrong_role(act))
    if found:
        raise Refused(tuple(found))
    return (ActProposed(event=act, digest=digest_of(act)),)


def decide_complete(council: Council, command: Complete, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the second signature and the act, or every reason against it."""
    proposal = _open_proposal(council, command.proposal)
    act = proposal.proposed.event
    if found := _about_second(council, proposal, asking) + _blockers(council, act, asking):
        raise Refused(found)
    return (ActCompleted(proposal=proposal.id, digest=digest_of(act)), act)


def decide_drop(council: Council, command: Drop, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the end of a proposal."""
    proposal = _open_proposal(council, command.proposal)
    if proposal.by == asking.actor:
        return (ActDropped(proposal=proposal.id),)
    return (ActDropped(proposal=proposal.id, how="refused"),)


def has_lapsed(council: Council, proposal: Proposal, at: datetime) -> bool:
    """Return whether a proposal waited too long for its second signature."""
    begun = council.time.at(proposal.seq, proposal.at)
    return at - begun > minutes(council.limit(Limit.PROPOSAL))


def _about_second(council: Council, proposal: Proposal, asking: Asking) -> tuple[Blocker, ...]:
    found: list[Blocker] = []
    act, one, other = proposal.proposed.event, proposal.by, asking.actor
    if one == other:
        found.append(_no("same-person", "A second person has to sign: this is the first again."))
    elif council.home.kind != "practice" and (behind := behind_all(council, (one, other))):
        found.append(_no("not-independent", f"{min(behind)} alone stands behind both signatures."))
    if not (one in council.people and council.people[one].is_active):
        found.append(_no("first-gone", "Who signed first may no longer act: propose it anew."))
    if council.redacted.intersection(note.id for note in notes_of(act)):
        found.append(_no("words-erased", "Words of it were erased: propose it anew."))
    if has_lapsed(council, proposal, asking.at):
        found.append(_no("lapsed", "The proposal waited too long: propose it anew."))
    first, second = SIGNERS[type(act)]
    pairs = ((first, second), (second, first))
    if not any(
        _holds_one(council, one, a, act, asking) and _holds_one(council, other, b, act, asking)
        for a, b in pairs
    ):
        found.append(_wrong_role(act))
    return tuple(found)


def _holds_one(
    council: Council, person: PersonId, roles: frozenset[Role], act: TwoPersonAct, asking: Asking
) -> bool:
    """Return whether one of the roles reaches everything that the act is about."""
    return all(
        any(holds(council, person, role, target, asking.at) for role in roles)
        for target in _targets(council, act)
    )


def _targets(council: Council, act: TwoPersonAct) -> tuple[Ref | None, ...]:
    match act:
        case GapsAccepted(subject=subject) | IsolationWithdrawn(subject=subject):
            return (subject,)
        case FindingDismissed(finding=finding):
            known = council.findings.get(finding)
            return known.subjects if known else (None,)
        case PromiseMade(about=about):
            return (about,)


def _wrong_role(act: TwoPersonAct) -> Blocker:
    first, second = SIGNERS[type(act)]
    return _no(
        "roles",
        f"It takes two people: a {_or(first)}, and a {_or(second)}.",
        "reinstate user list",
    )


def _or(roles: frozenset[Role]) -> str:
    return " or ".join(sorted(role.value for role in roles))


def _no(code: str, sentence: str, need: str = "") -> Blocker:
    return Blocker(GATE, code, sentence, need)


def _open_proposal(council: Council, id_: EntryId) -> Proposal:
    proposal = council.proposals.get(id_)
    if proposal is None or not proposal.is_open:
        raise Refused((_no("unknown-proposal", f"No proposal {id_} waits for a signature."),))
    return proposal


def _in_round(council: Council, act: TwoPersonAct) -> TwoPersonAct:
    if isinstance(act, GapsAccepted | IsolationWithdrawn):
        return msgspec.structs.replace(act, round=subject_of(council, act.subject).round)
    return act


def _blockers(council: Council, act: TwoPersonAct, asking: Asking) -> tuple[Blocker, ...]:
    match act:
        case GapsAccepted():
            return _about_gaps(council, act, asking)
        case FindingDismissed(finding=finding):
            standing_finding(council, finding)
            return ()
        case IsolationWithdrawn():
            return _about_withdrawal(council, act, asking)
        case PromiseMade():
            return promise_blockers(council, act, asking)


def _about_gaps(council: Council, act: GapsAccepted, asking: Asking) -> tuple[Blocker, ...]:
    look = look_at(council, act.subject, asking.at)
    checks = {entry.id: entry.event for entry in look.of(CheckRecorded)}
    check = checks.get(act.check)
    if not isinstance(check, CheckRecorded) or act.round != look.state.round:
        return (_no("unknown-check", f"No check {act.check} of this round is recorded."),)
    if check.verdict is not Verdict.NONE_INCOMPLETE or is_vacuous(check):
        return (
            _no(
                "no-gaps",
                "Only gaps of a check without findings that looked at something can be accepted.",
            ),
        )
    if set(act.gaps) != set(check.gaps):
        return (_no("gaps-differ", "Each gap of the check has to be listed, and no other."),)
    return ()


def _about_withdrawal(
    council: Council, act: IsolationWithdrawn, asking: Asking
) -> tuple[Blocker, ...]:
    state = subject_of(council, act.subject)
    if state.declared is not Declared.ISOLATED or act.round != state.round:
        return (_no("not-isolated", "Only a standing isolation can be withdrawn."),)
    found: list[Blocker] = []
    isolated_at = council.at_of(council.facts[state.isolated_seq])
    if asking.at - isolated_at > minutes(council.limit(Limit.WITHDRAWAL)):
        found.append(
            _no(
                "too-late",
                "The time for withdrawing it is over: it comes back through the gate.",
                f"reinstate gate {act.subject}",
            )
        )
    if not act.evidence:
        found.append(_no("no-evidence", "Name the evidence that the cut was never made."))
    return tuple(found)


def targets(council: Council, command: Propose | Complete | Drop) -> tuple[Ref | None, ...]:
    """Return what an act of two people is about."""
    if isinstance(command, Propose):
        return _targets(council, command.event)
    proposal = council.proposals.get(command.proposal)
    return _targets(council, proposal.proposed.event) if proposal else (None,)
