"""How the levels residents read came about: since when each stands, and what it was before.

Folds the journal command by command. A level that falls by time alone, when an acceptance
ends, falls at the moment it ends, so two readers of one journal tell the same story.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Final, get_args

import immutables
from msgspec import Struct
from msgspec.structs import replace

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import AnyGateFact, DegradedAccepted
from reinstate.core.journal.events.service import OpeningFell
from reinstate.core.journal.events.union import AnyEvent, EntryCorrected
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.levels.publish import common, published_in
from reinstate.core.levels.touched import moved_by_a_person, touched
from reinstate.core.levels.view import View
from reinstate.core.state.council import NOTHING_KNOWN, Council
from reinstate.core.state.evolve import evolve
from reinstate.core.state.step import all_cells, cells_of
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import Ref, service_of
from reinstate.operations.told_outside import told_about

CHANGES_KEPT_MAX: Final = 50
"""Of each service; residents read the last few."""

STILL: Final = frozenset(get_args(AnyGateFact)) - {DegradedAccepted}
"""Most of a journal: facts about subjects, which move no level by themselves."""

DOWNWARD: Final = STILL | {SubjectIsolated, OpeningFell}
"""After these alone what is stopped is stopped still, so nobody need look."""


class Change(Struct, frozen=True):
    """From entry `seq` on, recorded at `at`, the level was this."""

    level: Level
    seq: int
    at: datetime


class Told(Struct, frozen=True):
    """An entry that changed what residents read about something, beside its level."""

    seq: int
    at: datetime


class History(Struct, frozen=True):
    """What is known, and how its levels came about.

    `added` and `told` are the first and the last entry with words about each service (to
    all: the empty id); `ends` are when acceptances run out.
    """

    council: Council = NOTHING_KNOWN
    cells: immutables.Map[Ref, Change] = immutables.Map()
    services: immutables.Map[str, tuple[Change, ...]] = immutables.Map()
    told: immutables.Map[str, Told] = immutables.Map()
    added: immutables.Map[str, Told] = immutables.Map()
    ends: tuple[datetime, ...] = ()


NO_HISTORY: Final = History()


def caught_up(history: History, entries: Iterable[Entry]) -> History:
    """Return the history after further entries, whole commands of them, oldest first."""
    for _, command in groupby(entries, key=lambda entry: entry.command_id):
        history = _after(history, tuple(command))
    return history


def until(history: History, at: datetime) -> History:
    """Return the history after time alone has passed, up to and with `at`."""
    for end in [one for one in history.ends if one <= at]:
        view = View(history.council, end)
        history = _moved(history, view, all_cells(history.council), end)
    return replace(history, ends=tuple(one for one in history.ends if one > at))


def _after(history: History, command: tuple[Entry, ...]) -> History:
    """Return the history after one command, and after the time before it."""
    at = command[0].recorded_at
    history = until(history, at)
    before = after = history.council
    for entry in command:
        after = evolve(after, entry)
    events = tuple(entry.event for entry in command)
    cells = _movable(history, after, events) | moved_by_a_person(events)
    told, added, now = history.told, history.added, Told(after.seq, at)
    for about in sorted(set(told_about(before, after, events))):
        told = told.set(about, now)
        added = added if about in added else added.set(about, now)
    ends = tuple(sorted({*history.ends, *_ends(events, at)}))
    history = replace(history, council=after, told=told, added=added, ends=ends)
    return _moved(history, View(after, at), sorted(cells), at)


def _moved(history: History, view: View, cells: Iterable[Ref], at: datetime) -> History:
    """Return the history with those of `cells`, and of their services, that moved."""
    known, services = history.cells, set[str]()
    for cell in cells:
        level = published_in(view, cell)
        last = known.get(cell)
        if last is None or last.level is not level:
            known = known.set(cell, _first(known, view.council, cell, level, at))
        services.add(service_of(cell))
    changes = history.services
    for service in sorted(services):
        changes = _with_level(changes, known, view.council, service, at)
    return replace(history, cells=known, services=changes)


def _first(
    known: immutables.Map[Ref, Change], council: Council, cell: Ref, level: Level, at: datetime
) -> Change:
    """Return since when a cell stands so: one cut from another at its level, since that did."""
    if cell not in known:
        service = service_of(cell)
        for other in sorted(known):
            if service_of(other) == service and known[other].level is level:
                return known[other]
    return Change(level, council.seq, at)


def _with_level(
    changes: immutables.Map[str, tuple[Change, ...]],
    known: immutables.Map[Ref, Change],
    council: Council,
    service: str,
    at: datetime,
) -> immutables.Map[str, tuple[Change, ...]]:
    levels = [known[cell].level for cell in cells_of(council, service) if cell in known]
    level, past = common(levels), changes.get(service, ())
    if past and past[-1].level is level:
        return changes
    kept = (*past, Change(level, council.seq, at))[-CHANGES_KEPT_MAX:]
    return changes.set(service, kept)


def _movable(history: History, after: Council, events: tuple[AnyEvent, ...]) -> frozenset[Ref]:
    """Return the cells that may have moved; before any incident nobody asks since when."""
    kinds = {type(event) for event in events}
    if not after.incidents or kinds <= STILL:
        return frozenset()
    cells = touched(history.council, after, events)
    if kinds <= DOWNWARD:
        return frozenset(cell for cell in cells if not _is_stopped(history, cell))
    return cells


def _is_stopped(history: History, cell: Ref) -> bool:
    return cell in history.cells and history.cells[cell].level is Level.STOPPED


def _ends(events: Iterable[AnyEvent], at: datetime) -> Iterator[datetime]:
    """Yield when acceptances end that begin now, or that are put right now."""
    for event in events:
        said = event.event if isinstance(event, EntryCorrected) else event
        if isinstance(said, DegradedAccepted) and said.until > at:
            yield said.until
