"""Never cut: the only known connection without the gate, and what it still has to show."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from reinstate.core.gates import rows_checks, rows_clean, rows_connected
from reinstate.core.gates.look import Look, Row, look_at
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import ChecklistItem, NeverCutDeclared
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref, is_subject, kind_of
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Basis, Declared

GATE = "never-cut"
DUE: Final = timedelta(days=7)
"""By when each item of the exposure checklist is due, from the declaration."""

ITEMS: Final[dict[str, Row]] = {
    "evidence-taken": rows_clean.evidence_taken,
    "attestation": rows_clean.attestation,
    "tokens-revoked": rows_clean.tokens_revoked,
    "checks": rows_checks.checks,
    "credentials-reset": rows_connected.credentials_reset,
    "monitored": rows_connected.monitored,
}
"""The SaaS and keep column of the requirements table."""

ASKED_OF: Final[dict[str, tuple[str, ...]]] = {
    "system": tuple(ITEMS),
    "link": ("attestation", "credentials-reset"),
    "wave": (),
    "devices": ("evidence-taken", "checks", "credentials-reset", "monitored"),
}
"""Which items can be shown of which kind of subject: others could never be closed."""


class DeclareNeverCut(Struct, frozen=True):
    """Say that a subject was never cut off in this incident, and why."""

    subject: Ref
    reason: Note


def decide(council: Council, command: DeclareNeverCut, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the declaration with its checklist, or every reason against it."""
    if found := blockers(council, command):
        raise Refused(found)
    asked = ASKED_OF[kind_of(command.subject)]
    checklist = tuple(ChecklistItem(code, asking.at + DUE) for code in asked)
    return (NeverCutDeclared(subject=command.subject, reason=command.reason, checklist=checklist),)


def blockers(council: Council, command: DeclareNeverCut) -> tuple[Blocker, ...]:
    """Return why a subject cannot be said to have never been cut."""
    if not is_subject(command.subject) or command.subject not in council.register.rows:
        return (Blocker(GATE, "not-on-register", f"The register has no {command.subject}."),)
    state = subject_of(council, command.subject)
    incident = council.incident
    if state.declared in (Declared.ISOLATED, Declared.CLEAN) or (
        incident is not None and state.isolated_in == incident.id
    ):
        return (
            Blocker(
                GATE,
                "was-isolated",
                "It was isolated in this incident: it comes back through the gate.",
                f"reinstate reconnect {command.subject}",
            ),
        )
    holding = [id_ for id_ in state.findings if council.findings[id_].holds]
    if holding:
        sentence = f"Finding {holding[-1]} stands on it: isolate it, or close the finding first."
        return (Blocker(GATE, "finding", sentence, f"reinstate isolate {command.subject}"),)
    if state.basis is Basis.NEVER_CUT:
        return (Blocker(GATE, "already-never-cut", "It is declared never cut already."),)
    return ()


def open_items(council: Council, subject: Ref, at: datetime) -> tuple[ChecklistItem, ...]:
    """Return what a never-cut subject still has to show; open items hold the phase."""
    state = subject_of(council, subject)
    if state.basis is not Basis.NEVER_CUT:
        return ()
    look = look_at(council, subject, at)
    return tuple(item for item in state.checklist if _is_open(look, item.code))


def _is_open(look: Look, code: str) -> bool:
    return bool(ITEMS[code](look).blockers)
