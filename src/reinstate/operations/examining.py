"""Examinations and what they find: checks recorded from a report, findings, new detection."""

import msgspec

from reinstate.core.checks.finding import (
    ChangeDetection,
    ConfirmFinding,
    RaiseFinding,
    RemediateFinding,
)
from reinstate.core.commands.proposals import Propose
from reinstate.core.gates.record import Record
from reinstate.core.journal.events.facts import CheckRecorded, FindingDismissed
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.operations.act import Acted, Acting, act
from reinstate.operations.writing import Writing


def record_check(acting: Acting, check: CheckRecorded, gaps: tuple[str, ...] = ()) -> Acted:
    """Record an examination; its report was kept, and `check` holds its digest.

    `gaps` are the parts it could not read, in words.
    """

    def make(writing: Writing, _council: Council) -> Record:
        noted = tuple(writing.note(gap) for gap in gaps)
        return Record(msgspec.structs.replace(check, gaps=noted) if noted else check)

    return act(make, acting)


def raise_finding(acting: Acting, subjects: tuple[Ref, ...], why: str, digest: str = "") -> Acted:
    """Say that something was found on these subjects: it holds their gates."""
    return act(lambda writing, _: RaiseFinding(subjects, writing.note(why), digest), acting)


def confirm_finding(acting: Acting, finding: EntryId) -> Acted:
    """Say that a finding is real."""
    return act(lambda _, __: ConfirmFinding(finding), acting)


def propose_dismissal(acting: Acting, finding: EntryId, why: str) -> Acted:
    """Sign first that a finding is none."""
    return act(
        lambda writing, _: Propose(FindingDismissed(finding=finding, reason=writing.note(why))),
        acting,
    )


def remediate_finding(acting: Acting, finding: EntryId, checks: tuple[EntryId, ...]) -> Acted:
    """Say that later checks show a finding to be put right."""
    return act(lambda _, __: RemediateFinding(finding, checks), acting)


def change_detection(acting: Acting, digest: str, count: int, subjects: tuple[Ref, ...]) -> Acted:
    """Say that new rules or indicators touch these subjects; all, when none is named."""
    return act(lambda _, __: ChangeDetection(digest, count, subjects), acting)
