"""Findings: raised by anybody, confirmed, remediated by later checks; new detection rules."""

from msgspec import Struct

from reinstate.core.checks.required import is_full_pass, made_at_least
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.facts import (
    CheckRecorded,
    DetectionChanged,
    FindingConfirmed,
    FindingRaised,
    FindingRemediated,
)
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.state.step import fact_of, subject_of
from reinstate.core.state.subject import Finding
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import UNTOLD
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.system import FindingState
from reinstate.core.terms.trouble import Refused

GATE = "finding"


class RaiseFinding(Struct, frozen=True):
    """Say that something was found on these subjects."""

    subjects: tuple[Ref, ...]
    note: Note
    digest: str = ""


class ConfirmFinding(Struct, frozen=True):
    """Say that a finding is real."""

    finding: EntryId


class RemediateFinding(Struct, frozen=True):
    """Say that later checks with full coverage show a finding to be put right."""

    finding: EntryId
    checks: tuple[EntryId, ...]


class ChangeDetection(Struct, frozen=True):
    """Say that new rules or indicators touch these subjects; all, when none is named."""

    digest: str
    count: int
    subjects: tuple[Ref, ...] = ()


def decide_raise(council: Council, command: RaiseFinding, _asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the finding; only a finding about nothing is refused."""
    if not command.subjects:
        raise Refused((Blocker(GATE, "no-subject", "Say on which subject it was found."),))
    unknown = [s for s in command.subjects if s not in council.register.rows]
    if unknown:
        raise Refused(
            tuple(Blocker(GATE, "not-on-register", f"The register has no {s}.") for s in unknown)
        )
    subjects = tuple(dict.fromkeys(command.subjects))
    return (FindingRaised(subjects=subjects, note=command.note, digest=command.digest),)


def decide_confirm(
    council: Council, command: ConfirmFinding, _asking: Asking
) -> tuple[AnyEvent, ...]:
    """Return the confirmation of an open finding."""
    finding = standing_finding(council, command.finding)
    if finding.state is FindingState.CONFIRMED:
        raise Refused((Blocker(GATE, "already-confirmed", "It is confirmed already."),))
    return (FindingConfirmed(finding=command.finding),)


def decide_remediate(
    council: Council, command: RemediateFinding, _asking: Asking
) -> tuple[AnyEvent, ...]:
    """Return the remediation when each subject has a later full check without findings."""
    finding = standing_finding(council, command.finding)
    good = {
        check.subject
        for id_ in command.checks
        if (check := _later_pass(council, finding, id_)) is not None
    }
    missing = [subject for subject in finding.subjects if subject not in good]
    if missing:
        raise Refused(
            tuple(
                Blocker(
                    GATE,
                    "no-later-check",
                    f"None of those checks is of {subject}, later than the finding, of this"
                    " round, without findings and with full coverage.",
                    f"reinstate check record {subject} NAME --report FILE",
                )
                for subject in missing
            )
        )
    return (FindingRemediated(finding=command.finding, checks=command.checks),)


def _later_pass(council: Council, finding: Finding, id_: EntryId) -> CheckRecorded | None:
    entry = fact_of(council, finding.subjects, id_)
    if entry is None or not isinstance(entry.event, CheckRecorded):
        return None
    is_of_round = entry.event.round == subject_of(council, entry.event.subject).round
    made_at = made_at_least(entry.event.at, council.at_of(entry))
    found_at = council.at_of(council.facts[finding.seq])
    is_later = entry.seq > finding.seq and (entry.event.at == UNTOLD or made_at >= found_at)
    return entry.event if is_full_pass(entry.event) and is_of_round and is_later else None


def standing_finding(council: Council, id_: EntryId) -> Finding:
    """Return a finding that still holds a gate, or refuse."""
    finding = council.findings.get(id_)
    if finding is None:
        raise Refused((Blocker(GATE, "unknown-finding", f"No finding {id_} is known."),))
    if not finding.holds:
        sentence = f"Finding {id_} is {finding.state.value} already."
        raise Refused((Blocker(GATE, "not-standing", sentence),))
    return finding


def decide_detection(
    council: Council, command: ChangeDetection, _asking: Asking
) -> tuple[AnyEvent, ...]:
    """Return the change of detection."""
    unknown = [s for s in command.subjects if s not in council.register.rows]
    if command.count <= 0 or unknown:
        what = f"The register has no {unknown[0]}." if unknown else "Say how many are new."
        raise Refused((Blocker("detection", "nothing-new", what),))
    return (
        DetectionChanged(digest=command.digest, count=command.count, subjects=command.subjects),
    )
