"""Break-glass: for a threat to life, the duty director stands in for one signature.

It replaces the second clearance and the owner's acceptance, nothing else, and never over
open findings; within a day a second signature or isolation is due.
"""

from msgspec import Struct

from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import restorers
from reinstate.core.gates.rows_clearances import restorers_behind, standing_clearances
from reinstate.core.gates.text import decision_text, text_digest
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.facts import GlassBroken
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.step import cells_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import Ref, ref
from reinstate.core.terms.trouble import Refused
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import closure, services_needing

GATE = "break-glass"
REPLACED = frozenset({"two-clearances", "accepted", "needs-connected"})


class BreakGlass(Struct, frozen=True):
    """Stand in for the second signature under a subject that a service needs."""

    subject: Ref
    service: str
    reason: Note


def decide(council: Council, command: BreakGlass, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the broken glass, or every reason against it."""
    examination = examine(council, command.subject, asking.at)
    if found := blockers(council, command, asking, examination):
        raise Refused(found)
    return (
        GlassBroken(
            subject=command.subject,
            round=examination.look.state.round,
            service=command.service,
            reason=command.reason,
            digest=text_digest(decision_text(examination)),
        ),
    )


def blockers(
    council: Council, command: BreakGlass, asking: Asking, examination: Examination
) -> tuple[Blocker, ...]:
    """Return all that stands against breaking the glass here."""
    look = examination.look
    found = [b for b in examination.blockers if b.code not in REPLACED]
    found.extend(_about_service(council, command))
    if look.state.is_connected or look.state.declared is Declared.CONNECTED:
        found.append(Blocker(GATE, "already-connected", "It is connected already."))
    if asking.actor in restorers(look):
        found.append(
            Blocker(GATE, "restorer", "Who restored a subject may not break the glass for it.")
        )
    if behind := restorers_behind(look, asking.actor) - {asking.actor}:
        sentence = f"{min(behind)}, who restored it, alone stands behind {asking.actor}."
        found.append(Blocker(GATE, "not-independent", sentence))
    if any(clearance.person == asking.actor for clearance in standing_clearances(look)):
        found.append(
            Blocker(GATE, "clearer", "Who cleared a subject may not break the glass for it.")
        )
    return tuple(found)


def _about_service(council: Council, command: BreakGlass) -> tuple[Blocker, ...]:
    row = council.register.rows.get(ref("service", command.service))
    if not isinstance(row, ServiceRow):
        return (Blocker(GATE, "unknown-service", f"No service {command.service} is known."),)
    if not row.is_threat_to_life:
        return (
            Blocker(
                GATE,
                "not-threat-to-life",
                f"{row.name} is not marked as a threat to life when it is down.",
            ),
        )
    if not is_needed(council, command.service, command.subject):
        return (Blocker(GATE, "not-needed", f"{row.name} does not need {command.subject}."),)
    return ()


def vital_services(council: Council, subject: Ref) -> tuple[ServiceRow, ...]:
    """Return the services for which glass may be broken: marked, and needing the subject."""
    return tuple(row for row in services_needing(council, (subject,)) if row.is_threat_to_life)


def is_needed(council: Council, service: str, subject: Ref) -> bool:
    """Return whether a service needs a subject, in any of its cells, through any chain."""
    sources = (ref("service", service), *cells_of(council, service))
    return any(subject in closure(council, source) for source in sources)
