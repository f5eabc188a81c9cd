"""What rests on a confirmation: what somebody did while nobody else had vouched for them.

Who confirms says of all this too that it was that person. What only adds caution, such as
isolating or reporting, is not among it: it holds whoever did it.
"""

from collections.abc import Iterable
from typing import Final

from reinstate.core.access.confirm import Act
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event
from reinstate.core.journal.events import (
    decisions,
    facts,
    home,
    incident,
    notices,
    people,
    service,
    zones,
)
from reinstate.core.terms.reference import PersonId

RESTING: Final[tuple[type[Event], ...]] = (
    *(decisions.ClearanceGiven, decisions.ActProposed, decisions.ActCompleted),
    *(facts.SubjectAccepted, facts.DegradedAccepted, facts.SupportAccepted, facts.GlassBroken),
    *(facts.CheckRecorded, facts.Rebuilt, facts.Restored, facts.AttestationReceived),
    *(facts.EvidenceTaken, facts.EvidenceUnobtainable, facts.FindingRemediated),
    *(zones.SubjectReconnected, zones.SubjectCleaned),
    *(service.ServiceOpened, service.LoweringLifted),
    *(notices.NoticeApproved, incident.RootCauseRemediated, incident.IncidentClosed),
    *(people.PersonEnrolled, people.RoleGranted, people.RoleEnded, people.PersonLeft),
    *(people.FactorReset, people.StandingConfirmed, home.KeyTrusted),
)
"""What lifts a blocker, lets something through, or gives somebody something."""


def since(acts: Iterable[Act]) -> int:
    """Return the entry of the first of these acts; nought where there are none."""
    return min((act.backed.seq for act in acts), default=0)


def resting(entries: Iterable[Entry], person: PersonId, acts: Iterable[Act]) -> tuple[Entry, ...]:
    """Return what `person` did since the first of these acts that counts once it is confirmed."""
    first = since(acts)
    return tuple(
        entry
        for entry in entries
        if first and entry.seq > first and entry.actor == person
        if isinstance(entry.event, RESTING)
    )
