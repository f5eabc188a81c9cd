"""The fold: what we know after an entry. Total: it never refuses and asks no clock."""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.state import (
    evolve_facts,
    evolve_home,
    evolve_incident,
    evolve_people,
    evolve_register,
    evolve_services,
    evolve_words,
    evolve_zones,
)
from reinstate.core.state.clock import LEAP_MIN, leapt
from reinstate.core.state.correct import corrected
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.step import Step, replace

STEPS: Final[dict[type, Step]] = {
    **evolve_home.STEPS,
    **evolve_people.STEPS,
    **evolve_register.STEPS,
    **evolve_zones.STEPS,
    **evolve_facts.STEPS,
    **evolve_services.STEPS,
    **evolve_incident.STEPS,
    **evolve_words.STEPS,
    EntryCorrected: corrected,
}
"""One step for each event: a test holds this against the union of events."""


def evolve(council: Council, entry: Entry) -> Council:
    """Return what is known after `entry`."""
    event, at = entry.event, entry.recorded_at
    before = council.last_at
    council = STEPS[type(event)](council, entry, event)
    if at - before > LEAP_MIN and council.seq:
        council = replace(council, time=leapt(council.time, entry.seq, before, at))
    return replace(council, seq=entry.seq, last_at=at)


def fold(entries: Iterable[Entry], start: Council = NOTHING_KNOWN) -> Council:
    """Return what is known after all `entries`, oldest first."""
    return reduce(evolve, entries, start)
