"""The refusals that verbs of an incident share: none goes on, or a moment cannot be."""

from collections.abc import Iterator
from datetime import datetime

from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import Moment


def no_incident(council: Council, gate: str) -> Iterator[Blocker]:
    """Yield the refusal of what only an incident has."""
    if council.incident is None:
        yield Blocker(
            gate,
            "no-incident",
            "No incident goes on: declare one first.",
            "reinstate incident declare --why TEXT",
        )


def moment_blockers(moment: Moment, at: datetime, gate: str, need: str) -> Iterator[Blocker]:
    """Yield why something cannot have been true at this moment."""
    earliest, latest = moment.earliest, moment.latest
    if earliest is not None and latest is not None and latest < earliest:
        sentence = "The moment ends before it starts: the latest lies before the earliest."
        yield Blocker(gate, "ends-before-it-starts", sentence, need)
    if any(one is not None and one > at for one in (earliest, latest)):
        yield Blocker(gate, "in-the-future", "What happened cannot lie in the future.", need)


def unsaid_blockers(moment: Moment, gate: str, need: str) -> Iterator[Blocker]:
    """Yield the refusal of a moment that says nothing."""
    if moment.earliest is None and moment.latest is None:
        yield Blocker(gate, "no-moment", "Say when: at the earliest, the latest, or both.", need)
