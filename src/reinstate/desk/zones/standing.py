"""How the four zones stand: what is in each, what speaks against it, and what waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.commands.proposals import has_lapsed
from reinstate.core.gates.look import look_at
from reinstate.core.journal.events.facts import DevicesDone, FindingDismissed, GapsAccepted
from reinstate.core.journal.events.zones import IsolationWithdrawn
from reinstate.core.journal.rows import AnyRow, DeviceGroupRow, LinkRow, WaveRow
from reinstate.core.levels import acts_of_two
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import SUBJECT_KINDS, EntryId, PersonId, Ref, kind_of, ref
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.heartbeat import watch_started_at, watched
from reinstate.core.zones.subjects import name_of
from reinstate.desk.systems.steps import words_of
from reinstate.operations.overview import Overview
from reinstate.operations.sentences.subjects import CAUSES
from reinstate.operations.sighted import Sighted, sighted

KINDS: Final = {
    "system": "Systems",
    "link": "Links to outside",
    "wave": "Staff and councillors",
    "devices": "Device groups",
}
"""The kinds of what can be cut off, as the page heads them."""

ACTS: Final[dict[type, str]] = {
    IsolationWithdrawn: "Its isolation was never carried out",
    GapsAccepted: "Gaps in a check are accepted",
    FindingDismissed: "What was found is nothing",
}


class Row(Struct, frozen=True):
    """One link, wave or device group: how it stands and how far it is done."""

    subject: Ref
    facts: str
    zone: str
    seen: Sighted | None
    blocker_count: int
    next_words: str
    done: int
    total: int
    demands: int


class Count(Struct, frozen=True):
    """How many subjects of a kind stand in each zone, in the order of the zones."""

    kind: str
    words: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(count for _, count in self.counts)


class Demanded(Struct, frozen=True):
    """What must be isolated or cleared again by a moment, and why."""

    subject: Ref
    due_at: datetime
    why: str
    is_overdue: bool


class Reversible(Struct, frozen=True):
    """An isolation that two people may still withdraw, until when."""

    subject: Ref
    isolated_at: datetime
    until: datetime


class Proposed(Struct, frozen=True):
    """An act about a subject that waits for a second person."""

    id: EntryId
    subject: Ref
    words: str
    by: PersonId
    until: datetime


class Watched(Struct, frozen=True):
    """A subject on watch, until when, and since when nothing is heard of it."""

    subject: Ref
    until: datetime
    silent_since: datetime | None


def counts(found: Overview) -> tuple[Count, ...]:
    """Return how many subjects of each kind stand in each zone."""
    by_kind: dict[str, dict[str, int]] = {
        kind: dict.fromkeys(map(str, Declared), 0) for kind in SUBJECT_KINDS
    }
    for subject, glance in found.subjects.items():
        by_kind[kind_of(subject)][glance.standing.zone] += 1
    return tuple(Count(k, KINDS[k], tuple(zones.items())) for k, zones in by_kind.items())


def rows(found: Overview, kind: str, *, is_past: bool = False) -> tuple[Row, ...]:
    """Return every subject of a kind by name."""
    subjects = [one for one in found.subjects if kind_of(one) == kind]
    subjects.sort(key=lambda one: (name_of(found.council, one).casefold(), one))
    seen = sighted(found.council, subjects, found.at, is_past=is_past)
    return tuple(_row(found, one, seen.get(one)) for one in subjects)


def _row(found: Overview, subject: Ref, seen: Sighted | None) -> Row:
    council, glance = found.council, found.subjects[subject]
    row = council.register.rows.get(subject)
    return Row(
        subject,
        _facts(council, row),
        glance.standing.zone,
        seen,
        len(glance.blockers),
        words_of(glance.blockers[0].code) if glance.blockers else "",
        _done(found, subject) if isinstance(row, DeviceGroupRow) else 0,
        row.count if isinstance(row, DeviceGroupRow | WaveRow) else 0,
        glance.standing.demands,
    )


def _facts(council: Council, row: AnyRow | None) -> str:
    """Return what else people know it by: the other side, the cohort, who looks after it."""
    match row:
        case LinkRow(kind=kind, partner=partner):
            other = name_of(council, ref("partner", partner)) if partner else ""
            return f"{kind.capitalize()}{': ' if other else ''}{other}"
        case WaveRow(cohort=cohort):
            return cohort
        case DeviceGroupRow(ownership=ownership, owner_team=team):
            whose = "The council's own" if ownership == "council" else "People's own"
            after = f", looked after by {name_of(council, ref('team', team))}" if team else ""
            return f"{whose}{after}"
        case _:
            return ""


def _done(found: Overview, subject: Ref) -> int:
    """Return how many devices of a group are rebuilt or examined in this round."""
    entry = look_at(found.council, subject, found.at).last(DevicesDone)
    if entry is None or not isinstance(entry.event, DevicesDone):
        return 0
    return entry.event.rebuilt + entry.event.examined


def belied(found: Overview, *, is_past: bool = False) -> list[tuple[Ref, Sighted]]:
    """Return what is isolated and was last seen live: ordered is not done."""
    seen = sighted(found.council, found.subjects, found.at, is_past=is_past)
    return sorted((one, each) for one, each in seen.items() if each.belies)


def unseen_count(found: Overview, *, is_past: bool = False) -> int:
    """Return how many isolated subjects nobody has seen cut off lately."""
    isolated = [
        one
        for one, glance in found.subjects.items()
        if glance.standing.zone == Declared.ISOLATED.value
    ]
    seen = sighted(found.council, isolated, found.at, is_past=is_past)
    return sum(one not in seen or seen[one].is_stale for one in isolated)


def demanded(council: Council, at: datetime) -> list[Demanded]:
    """Return what stands under a demand, the soonest due first."""
    found = [
        Demanded(
            one.subject,
            due_at := council.time.at(one.seq, one.at) + minutes(one.minutes),
            CAUSES[one.cause],
            at > due_at,
        )
        for one in council.demands.values()
        if not one.is_met
    ]
    return sorted(found, key=lambda one: (one.due_at, one.subject))


def reversible(council: Council, subjects: Iterable[Ref], at: datetime) -> list[Reversible]:
    """Return the isolations that may still be withdrawn, the first to run out first."""
    found: list[Reversible] = []
    for subject in subjects:
        state = subject_of(council, subject)
        if state.declared is not Declared.ISOLATED:
            continue
        isolated_at = council.at_of(council.facts[state.isolated_seq])
        until = isolated_at + minutes(council.limit(Limit.WITHDRAWAL))
        if at <= until:
            found.append(Reversible(subject, isolated_at, until))
    return sorted(found, key=lambda one: (one.until, one.subject))


def proposed(council: Council, at: datetime) -> list[Proposed]:
    """Return the acts about subjects that wait for a second person, the oldest first."""
    waiting = sorted(council.proposals.values(), key=lambda one: one.seq)
    return [
        Proposed(
            one.id,
            subject,
            ACTS[type(one.proposed.event)],
            one.by,
            council.time.at(one.seq, one.at) + minutes(council.limit(Limit.PROPOSAL)),
        )
        for one in waiting
        if one.is_open and type(one.proposed.event) in ACTS and not has_lapsed(council, one, at)
        for subject in acts_of_two.about(council, one.proposed.event)
    ]


def on_watch(council: Council, at: datetime) -> list[Watched]:
    """Return what is on watch after it came back, the silent first."""
    found = [
        Watched(
            one,
            watch_started_at(council, one) + minutes(subject_of(council, one).watch_minutes),
            subject_of(council, one).silent_since,
        )
        for one in watched(council, at)
    ]
    return sorted(found, key=lambda one: (one.silent_since is None, one.until, one.subject))
