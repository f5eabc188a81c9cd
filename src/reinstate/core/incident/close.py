"""Close: a named person ends the incident on the written criteria, with the report (R11)."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import rests_on_glass
from reinstate.core.incident.conditions import exits_blockers
from reinstate.core.incident.going_on import no_incident
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import IncidentClosed, Phase
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import name_of
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.trouble import Refused

GATE: Final = "close"
SHA256_HEX: Final = re.compile(r"[0-9a-f]{64}")


class CloseIncident(Struct, frozen=True):
    """End the incident; `report` is the SHA-256 of the report, in hex."""

    report: str


def blockers(council: Council, command: CloseIncident, asking: Asking) -> tuple[Blocker, ...]:
    """Return every criterion that is not met: those of all phases, for they may be undone.

    After the end zones no longer count, so nothing may be left behind in the wrong one.
    """
    incident = council.incident
    if incident is None:
        return tuple(no_incident(council, GATE))
    held = exits_blockers(council, tuple(Phase), asking.at)
    found = (*_phase(incident), *_report(command), *_demands(council, asking.at), *held)
    return tuple(dict.fromkeys(found))


def decide(council: Council, command: CloseIncident, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the end of the incident, declared by the person who asks."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return (IncidentClosed(report=command.report, incident=council.incidents[-1].id),)


def _phase(incident: Incident) -> Iterator[Blocker]:
    if incident.phase is not Phase.LEARN:
        sentence = f"An incident ends from the phase learn; this one is in {incident.phase}."
        yield Blocker(GATE, "not-in-learn", sentence, "reinstate incident phase learn")


def _report(command: CloseIncident) -> Iterator[Blocker]:
    if not SHA256_HEX.fullmatch(command.report):
        sentence = "The report is missing: attach it, so that its digest stands here."
        yield Blocker(GATE, "no-report", sentence, "reinstate incident close --report FILE")


def _demands(council: Council, at: datetime) -> Iterator[Blocker]:
    for demand in sorted(council.demands.values(), key=lambda demand: demand.seq):
        if not demand.is_met:
            name = name_of(council, demand.subject)
            sentence = f"{name} still has to be isolated, or cleared again."
            yield Blocker(GATE, "demand-open", sentence, f"reinstate isolate {demand.subject}")
    opened = sorted(one for one, state in council.subjects.items() if state.glass)
    for subject in opened:
        if rests_on_glass(look_at(council, subject, at)):
            name = name_of(council, subject)
            sentence = f"{name} is connected by break-glass: a second person signs, or isolate it."
            need = f"reinstate clear {subject} --as PERSON"
            yield Blocker(GATE, "second-signature", sentence, need)
