"""Every subject's gate and every service's level at a glance, kept between requests.

Looking at two thousand gates takes most of a second, and one entry moves a few of them. So
what was worked out is kept, and after an entry only what it can move is looked at again. What
time alone moves is looked at again by and by: see `refreshed`. A page about one subject looks
at that subject itself, and never here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from msgspec import Struct

from reinstate.core.gates.examine import Examination, examine
from reinstate.core.gates.look import restorers
from reinstate.core.gates.rows_clearances import standing_clearances
from reinstate.core.levels.touched import moved_by_a_person, touched
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId, Ref, service_of
from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import reading, situation
from reinstate.operations.moved import moved_gates
from reinstate.operations.situation import ServiceStanding, SubjectStanding
from reinstate.store import connect

ENTRIES_MAX: Final = 2_000
"""After more new entries than this everything is looked at again."""

STALE: Final = timedelta(minutes=1)
"""What was looked at so long ago may have been moved by time: a check aged, a promise ran out."""

STALE_MAX: Final = timedelta(minutes=15)
"""Nothing older than this is ever shown: then everything is looked at again."""

SIDE_BY_SIDE: Final = timedelta(seconds=10)
"""Who began to look so little before the last entry sees what stands after it."""

PAST_MAX: Final = 6
"""So many earlier moments are kept: several people look back at the same time."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Glance(Struct, frozen=True):
    """One subject: how it stands, what is in its way, and who could sign for it.

    `before_clearing` is what must be lifted before anybody may clear it; `restorers` never
    may; `signed_by` have cleared it, and their clearances count.
    """

    standing: SubjectStanding
    blockers: tuple[Blocker, ...]
    before_clearing: tuple[Blocker, ...]
    restorers: frozenset[PersonId]
    signed_by: tuple[PersonId, ...]
    looked_at: datetime


class Overview(Struct, frozen=True):
    """All subjects and services of a council as known at one entry."""

    council: Council
    at: datetime
    subjects: Mapping[Ref, Glance]
    services: Mapping[str, ServiceStanding]
    services_at: datetime


class Once(Mapping[Key, Value]):
    """What is worked out at the first look: most pages of the past want one half of it."""

    def __init__(self, work_out: Callable[[], Mapping[Key, Value]]) -> None:
        """Remember how it is worked out."""
        self._work_out = work_out

    @cached_property
    def _found(self) -> Mapping[Key, Value]:
        return self._work_out()

    def __getitem__(self, key: Key) -> Value:
        """Return what is found under a key."""
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys."""
        return iter(self._found)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)


@dataclass
class _Kept:
    """What this process keeps: how things are, and a few earlier moments."""

    home: Path | None = None
    now: Overview | None = None
    past: dict[tuple[int, datetime], Overview] = field(default_factory=dict)


_kept: Final = _Kept()
_lock: Final = Lock()


def overview(council: Council, at: datetime, *, is_past: bool = False) -> Overview:
    """Return every subject and service at a glance."""
    if is_past:
        return _of_the_past(council, at)
    with _lock:
        _of_this_home()
        _kept.now = _caught_up(_kept.now, council, at)
        return _kept.now


def forget() -> None:
    """Forget everything that is kept."""
    with _lock:
        _kept.home, _kept.now, _kept.past = None, None, {}


def refreshed(council: Council, at: datetime, count: int) -> Overview:
    """Look again at `count` subjects that nobody looked at for longest, and at the services.

    A server does this between requests, so that none of them has to.
    """
    known = overview(council, at)
    oldest = sorted(known.subjects.items(), key=lambda item: item[1].looked_at)[:count]
    stale = [subject for subject, glance in oldest if at - glance.looked_at > STALE]
    looked = {**known.subjects, **_glances(council, stale, at)}
    is_stale = at - known.services_at > STALE
    services = _services(council, at) if is_stale else known.services
    newer = Overview(council, at, looked, services, at if is_stale else known.services_at)
    with _lock:
        if _kept.now is known:
            _kept.now = newer
    return newer


def _of_this_home() -> None:
    """Forget what was kept of another home."""
    if _kept.home != connect.current_home():
        _kept.home, _kept.now, _kept.past = connect.current_home(), None, {}


def _of_the_past(council: Council, at: datetime) -> Overview:
    """Return how things were; it is worked out by whoever looks, while nobody waits for it."""
    key = (council.seq, at)
    with _lock:
        _of_this_home()
        known = _kept.past.get(key)
    if known is not None:
        return known
    subjects = Once(lambda: _glances(council, all_subjects(council), at))
    found = Overview(council, at, subjects, Once(lambda: _services(council, at)), at)
    with _lock:
        while len(_kept.past) >= PAST_MAX:
            del _kept.past[next(iter(_kept.past))]
        _kept.past[key] = found
    return found


def _caught_up(known: Overview | None, council: Council, at: datetime) -> Overview:
    if known is None or _is_to_be_made_anew(known, council, at):
        return _whole(council, at)
    if known.council.seq >= council.seq:
        return known
    entries = tuple(reading.entries(known.council.seq, council.seq))
    named = moved_gates(council, entries)
    if named is None:
        return _whole(council, at)
    events = tuple(entry.event for entry in entries)
    cells = touched(known.council, council, events) | moved_by_a_person(events)
    moved = frozenset(service_of(cell) for cell in cells)
    return Overview(
        council,
        at,
        {**known.subjects, **_glances(council, named, at)},
        {**known.services, **_standing_of(council, moved, at)},
        known.services_at,
    )


def _is_to_be_made_anew(known: Overview, council: Council, at: datetime) -> bool:
    """Return whether too much moved; requests side by side do not undo each other's work."""
    oldest = min((one.looked_at for one in known.subjects.values()), default=known.at)
    is_earlier = council.seq < known.council.seq or at < known.at
    return (
        (is_earlier and abs(at - known.at) > SIDE_BY_SIDE)
        or council.seq - known.council.seq > ENTRIES_MAX
        or at - min(oldest, known.services_at) > STALE_MAX
    )


def _whole(council: Council, at: datetime) -> Overview:
    subjects = _glances(council, all_subjects(council), at)
    return Overview(council, at, subjects, _services(council, at), at)


def _services(council: Council, at: datetime) -> dict[str, ServiceStanding]:
    return {one.id: one for one in situation.service_standings(council, at)}


def _standing_of(
    council: Council, services: Iterable[str], at: datetime
) -> dict[str, ServiceStanding]:
    view = View(council, at)
    found = (situation.service_standing(view, service) for service in sorted(services))
    return {one.id: one for one in found if one is not None}


def _glances(council: Council, subjects: Iterable[Ref], at: datetime) -> dict[Ref, Glance]:
    return {subject: _glance(council, examine(council, subject, at)) for subject in subjects}


def _glance(council: Council, examination: Examination) -> Glance:
    look = examination.look
    return Glance(
        situation.standing_of(council, examination),
        examination.blockers,
        examination.before_clearing(),
        restorers(look),
        tuple(one.person for one in standing_clearances(look)),
        look.at,
    )
