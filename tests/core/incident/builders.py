"""An incident phase by phase: what lets each phase end."""

from reinstate.core.journal.events.incident import (
    AwarenessRecorded,
    ConditionMet,
    FirstEntryBounded,
    Phase,
    PhaseEntered,
    RootCauseRemediated,
)
from reinstate.core.journal.events.service import ServiceOpened
from reinstate.core.state.council import Council
from reinstate.core.terms.level import Level
from reinstate.core.terms.moment import exactly
from tests.core.levels.builders import (
    RENT,
    START_AT,
    a_note,
    an_incident,
    cleaned,
    isolated,
    reconnected,
    told,
)

REPORT = "ab" * 32


def met(phase: Phase, condition: str) -> ConditionMet:
    """Return that a person says a condition is met."""
    return ConditionMet(phase=phase, condition=condition, note=a_note())


def in_contain() -> Council:
    """Return an incident in which nothing holds the exit of contain."""
    aware = AwarenessRecorded(controller="oakbridge", aware=exactly(START_AT))
    return an_incident(isolated(), aware)


def in_investigate() -> Council:
    """Return an incident in which nothing holds the exit of investigate."""
    return told(
        in_contain(),
        PhaseEntered(phase=Phase.INVESTIGATE),
        FirstEntryBounded(moment=exactly(START_AT)),
        met(Phase.INVESTIGATE, "entry-point-known"),
    )


def in_restore() -> Council:
    """Return an incident in which nothing holds the exit of restore."""
    council = told(in_investigate(), PhaseEntered(phase=Phase.CLEAN))
    council = told(council, PhaseEntered(phase=Phase.RESTORE), cleaned(), reconnected())
    return told(council, ServiceOpened(cell=RENT, level=Level.NORMAL))


def in_learn() -> Council:
    """Return an incident that can be closed."""
    return told(
        in_restore(),
        PhaseEntered(phase=Phase.CATCH_UP),
        PhaseEntered(phase=Phase.LEARN),
        RootCauseRemediated(note=a_note()),
        met(Phase.LEARN, "plans-changed"),
    )
