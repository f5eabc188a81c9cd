"""What the pages of an incident show: how far it is, what holds it, its clocks, its story."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.incident.clock import Clock
from reinstate.core.incident.controllers import controllers
from reinstate.core.incident.told import due_of, is_late
from reinstate.core.journal.events.incident import Phase
from reinstate.core.levels.names import name_of
from reinstate.core.state.incident import Incident
from reinstate.core.terms.reference import ref
from reinstate.desk.incident.words import when
from reinstate.desk.seen import Desk
from reinstate.desk.wording import LIMITS
from reinstate.operations import incident_story, times
from reinstate.operations.incident_story import PHASES, Story, Told

CLOCKS_MAX: Final = 12
ALL_CLOCKS_MAX: Final = 500
STORY_MAX: Final = 200
WATCHED: Final = frozenset({"watch", "local-logging", "checklist", "degraded"})
"""Clocks that only look on: they come after those that wait for somebody."""


class Step(Struct, frozen=True):
    """A phase, and whether it is over, goes on, or is to come."""

    words: str
    state: str


class Controller(Struct, frozen=True):
    """The 72 hours of one data controller."""

    id: str
    name: str
    aware: str
    due_at: datetime | None
    told: str
    is_late: bool
    is_over: bool


class Line(Struct, frozen=True):
    """One thing of the story: when it was true, when it was written down, who wrote it."""

    seq: int
    at: datetime
    recorded_at: datetime
    who: str
    text: str


def steps(incident: Incident) -> tuple[Step, ...]:
    """Return the phases of an incident, in order."""
    order: list[Phase] = [phase for phase in Phase if phase is not Phase.READY]
    place = order.index(incident.phase)
    return tuple(
        Step(PHASES[phase], "done" if n < place else "now" if n == place else "later")
        for n, phase in enumerate(order)
    )


def clocks(found: Story, limit: int) -> tuple[tuple[Clock, ...], int]:
    """Return the clocks that matter most, late ones first, and how many more there are."""
    every = {(c.about, c.sentence, c.is_met): c for c in found.clocks}.values()
    ordered = sorted(every, key=_urgency)
    return tuple(ordered[:limit]), max(len(ordered) - limit, 0)


def _urgency(clock: Clock) -> tuple[bool, bool, bool, datetime]:
    is_late = clock.is_over and not clock.is_met
    return (clock.is_met, not is_late, clock.code in WATCHED, clock.due_at)


def authorities(desk: Desk, incident: Incident) -> tuple[Controller, ...]:
    """Return each data controller, with its clock where one runs."""
    known = dict.fromkeys((*controllers(desk.council), *sorted(incident.authority)))
    return tuple(_controller(desk, incident, id_) for id_ in known)


def _controller(desk: Desk, incident: Incident, id_: str) -> Controller:
    name, clock = name_of(desk.council, ref("organisation", id_)), incident.authority.get(id_)
    if clock is None:
        return Controller(id_, name, "", None, "", is_late=False, is_over=False)
    due_at = due_of(desk.council, clock)
    late = clock.told is not None and is_late(desk.council, clock, clock.told)
    is_over = clock.told is None and desk.at > due_at
    return Controller(id_, name, when(clock.aware), due_at, when(clock.told), late, is_over)


def story(desk: Desk, incident: Incident, *, is_as_true: bool) -> tuple[Line, ...]:
    """Return what happened: in the order in which it was told, or in which it was true."""
    lines = [_line(desk, one) for one in incident_story.told(desk.council, incident)]
    if is_as_true:
        lines.sort(key=lambda line: (line.at, line.seq))
    return tuple(lines[-STORY_MAX:][::-1])


def _line(desk: Desk, told: Told) -> Line:
    entry = desk.council.facts[told.seq]
    who = desk.names.get(entry.actor, entry.actor)
    return Line(told.seq, told.at, entry.recorded_at, who, told.text)


def limits(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield each limit of this home, in words."""
    for limit, minutes in desk.council.home.limits.items():
        yield LIMITS[limit], times.span_words(minutes)


def earlier(desk: Desk) -> Sequence[Incident]:
    """Return the incidents that are over, the last one first."""
    return [one for one in reversed(desk.council.incidents) if not one.is_open]
