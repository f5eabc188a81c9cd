"""What waits about subjects: signatures, acceptances, the clean zone, the way back, demands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from reinstate.core.checks.finding import ConfirmFinding, RemediateFinding
from reinstate.core.gates import clear
from reinstate.core.gates.clean import Clean
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.examine import examine
from reinstate.core.gates.look import Look
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.gates.record import Record
from reinstate.core.gates.rows_clearances import standing_clearances, standing_glass
from reinstate.core.journal.events.facts import SubjectAccepted
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import FindingState
from reinstate.core.zones.isolate import Isolate
from reinstate.operations.overview import Glance
from reinstate.operations.waiting.holders import waits_for_another
from reinstate.operations.waiting.item import Asked, Kind, Waiting

ANSWERING: Final = frozenset(
    {Role.RECOVERY_MANAGER, Role.DUTY_DIRECTOR, Role.TECHNICAL_OWNER, Role.FORENSIC_LEAD}
)
"""Who is told of what is connected and should not stay so; anybody may isolate it."""

SECOND: Final = frozenset({Role.RECOVERY_MANAGER, Role.DUTY_DIRECTOR})
"""Who sees to it that somebody signs second under a break-glass."""


def clearances(asked: Asked) -> Iterator[Waiting]:
    """Yield what a clearer may sign for now, and that still lacks a signature."""
    if Role.CLEARER not in asked.roles:
        return
    for subject, glance in asked.known.subjects.items():
        if not _lacks_signature(glance) or not asked.may(Clear((subject,))):
            continue
        examination = examine(asked.council, subject, asked.at)
        if not clear.blockers(examination, asked.person):
            yield Waiting(
                kind=Kind.CLEAR,
                sentence=_to_sign(examination.look),
                about=subject,
                due_at=signature_due(examination.look),
                command=Clear((subject,)),
            )


def _lacks_signature(glance: Glance) -> bool:
    """Return whether a signature is wanted now; one given too early would only age."""
    codes = {blocker.code for blocker in glance.blockers}
    if glance.standing.rests_on_glass or glance.standing.demands:
        return True
    is_early = lacks_others(glance) and not glance.signed_by
    return bool(codes & clear.ASKS_FOR_SIGNATURES) and not glance.before_clearing and not is_early


def lacks_others(glance: Glance) -> bool:
    """Return whether something that a subject needs is not back yet."""
    return any(waits_for_another(blocker) for blocker in glance.blockers)


def _to_sign(look: Look) -> str:
    name = name_of(look.council, look.subject)
    if look.state.is_connected and look.since:
        return f"Clear {name} again: it is connected, and something it rests on fell."
    if look.state.is_connected:
        return f"Sign second for {name}: it was reconnected by break-glass."
    signed = [clearance.person for clearance in standing_clearances(look)]
    if len(signed) == 1:
        return f"Clear {name}: {signed[0]} has signed, yours is the second signature."
    return f"Clear {name}: only signatures are open."


def signature_due(look: Look) -> datetime | None:
    """Return by when a signature is wanted: a demand, break-glass, or the first one ages out."""
    council = look.council
    found = [
        council.time.at(demand.seq, demand.at) + minutes(demand.minutes)
        for demand in (council.demands[id_] for id_ in look.state.demands)
        if not demand.is_met
    ]
    if not look.state.is_connected:
        age = minutes(council.limit(Limit.CLEARANCE_AGE))
        found += [
            min(council.time.at(one.seq, one.at) + age, one.text.expires_at)
            for one in standing_clearances(look)
        ]
    glass = standing_glass(look)
    if glass is not None:
        found.append(council.at_of(glass) + minutes(council.limit(Limit.BREAK_GLASS)))
    return min(found, default=None)


def acceptances(asked: Asked) -> Iterator[Waiting]:
    """Yield what is ready but for the yes of the role that accepts it."""
    for subject, glance in asked.known.subjects.items():
        is_asked = any(one.code == "accepted" for one in glance.blockers)
        if not is_asked or glance.before_clearing or lacks_others(glance):
            continue
        command = Record(SubjectAccepted(subject=subject))
        if asked.would(command):
            yield Waiting(
                kind=Kind.ACCEPT,
                sentence=f"Accept {glance.standing.name} as it is now: only signatures are open.",
                about=subject,
                command=command,
            )


def reconnections(asked: Asked) -> Iterator[Waiting]:
    """Yield what nothing stands in the way of any more."""
    for subject, glance in asked.known.subjects.items():
        if glance.blockers or subject_of(asked.council, subject).is_connected:
            continue
        if asked.would(Reconnect(subject)):
            yield Waiting(
                kind=Kind.RECONNECT,
                sentence=f"Reconnect {glance.standing.name}: nothing stands in the way.",
                about=subject,
                due_at=signature_due(examine(asked.council, subject, asked.at).look),
                command=Reconnect(subject),
            )


def cleanings(asked: Asked) -> Iterator[Waiting]:
    """Yield what may be moved to the clean zone."""
    for subject, glance in asked.known.subjects.items():
        codes = {blocker.code for blocker in glance.blockers if blocker.gate == "clean"}
        if codes == {"not-clean"} and asked.would(Clean(subject)):
            yield Waiting(
                kind=Kind.CLEAN,
                sentence=f"Move {glance.standing.name} to the clean zone: all is done for that.",
                about=subject,
                command=Clean(subject),
            )


def demands(asked: Asked) -> Iterator[Waiting]:
    """Yield what is connected and must be isolated, or cleared again."""
    for subject, glance in asked.known.subjects.items():
        if glance.standing.demands and asked.holds_any(ANSWERING, subject):
            sentence = f"Isolate {glance.standing.name}, or have it cleared again by two people."
            yield Waiting(
                kind=Kind.DEMAND,
                sentence=sentence,
                about=subject,
                due_at=_demand_due(asked.council, subject),
                command=Isolate((subject,)),
            )


def _demand_due(council: Council, subject: Ref) -> datetime | None:
    standing = (council.demands[id_] for id_ in subject_of(council, subject).demands)
    due = (
        council.time.at(one.seq, one.at) + minutes(one.minutes)
        for one in standing
        if not one.is_met
    )
    return min(due, default=None)


def glasses(asked: Asked) -> Iterator[Waiting]:
    """Yield what is connected on one signature, for whoever sees to the second."""
    for subject, glance in asked.known.subjects.items():
        if glance.standing.rests_on_glass and asked.holds_any(SECOND, subject):
            sentence = f"Find a second clearer for {glance.standing.name}, or isolate it: it is"
            yield Waiting(
                kind=Kind.GLASS,
                sentence=f"{sentence} connected by break-glass.",
                about=subject,
                due_at=signature_due(examine(asked.council, subject, asked.at).look),
                command=Isolate((subject,)),
            )


def findings(asked: Asked) -> Iterator[Waiting]:
    """Yield what was found and is not settled."""
    if Role.FORENSIC_LEAD not in asked.roles:
        return
    for id_, finding in asked.council.findings.items():
        if not finding.holds:
            continue
        names = asked.name(finding.subjects[0])
        if len(finding.subjects) > 1:
            names = f"{names} and {len(finding.subjects) - 1} more"
        if finding.state is FindingState.OPEN and asked.would(ConfirmFinding(id_)):
            yield Waiting(
                kind=Kind.FINDING,
                sentence=f"Confirm or dismiss what was found on {names}.",
                about=finding.subjects[0],
                id=id_,
                command=ConfirmFinding(id_),
            )
        elif finding.state is FindingState.CONFIRMED and asked.may(RemediateFinding(id_, ())):
            yield Waiting(
                kind=Kind.FINDING,
                sentence=f"Show that what was found on {names} is put right.",
                about=finding.subjects[0],
                id=id_,
            )
