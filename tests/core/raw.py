"""A journal read again from its raw entries, in the simplest way: no fold, no state, no rule.

Where the clock stepped, an entry has the youngest age that it could have, so that what is
built on this never asks for more than the gate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from msgspec import structs

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import Event, GateFact
from reinstate.core.journal.events.decisions import ActProposed
from reinstate.core.journal.events.facts import GapsAccepted
from reinstate.core.journal.events.home import ClockSteppedBack, HomeOpened, LimitTightened
from reinstate.core.journal.events.incident import IncidentClosed, IncidentDeclared
from reinstate.core.journal.events.people import (
    PersonCompromised,
    PersonLeft,
    RoleEnded,
    RoleGranted,
)
from reinstate.core.journal.events.register import RowAdded, RowChanged, RowGone
from reinstate.core.journal.events.union import EntryCorrected
from reinstate.core.journal.events.zones import (
    IsolationWithdrawn,
    NeverCutDeclared,
    SubjectCleaned,
    SubjectIsolated,
    SubjectReconnected,
)
from reinstate.core.journal.rows import AnyRow, EdgeRow, SystemRow, WaveRow, key_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.role import Role

E = TypeVar("E", bound=Event)
Edges = set[tuple[str, str]]


@dataclass(frozen=True)
class Raw:
    """All entries of a journal so far."""

    written: tuple[Entry, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries as they stand after corrections; withdrawn ones are left out."""
        found = {entry.seq: entry for entry in self.written}
        for entry in self.written:
            event = entry.event
            if not isinstance(event, EntryCorrected) or event.entry not in found:
                continue
            old = found.pop(event.entry)
            if event.event is not None:
                found[old.seq] = structs.replace(old, event=event.event)
        return tuple(found[seq] for seq in sorted(found))

    def of(self, type_: type[E]) -> Iterator[tuple[Entry, E]]:
        """Yield the entries of one type of event, oldest first."""
        for entry in self.entries:
            if isinstance(entry.event, type_):
                yield entry, entry.event

    def limit(self, limit: Limit) -> int:
        """Return a limit in minutes."""
        found = next(event.limits[limit] for _, event in self.of(HomeOpened))
        for _, event in self.of(LimitTightened):
            found = event.minutes if event.limit is limit else found
        return found

    def time_of(self, entry: Entry) -> datetime:
        """Return the latest time at which an entry can have been made."""
        later = [event.to for step, event in self.of(ClockSteppedBack) if step.seq > entry.seq]
        return min([entry.recorded_at, *later])

    def rows(self, before: int) -> dict[str, AnyRow]:
        """Return the register just before an entry."""
        rows: dict[str, AnyRow] = {}
        for entry in self.entries:
            match entry.event:
                case RowAdded(row=row) | RowChanged(row=row) if entry.seq < before:
                    rows[key_of(row)] = row
                case RowGone(row=row) if entry.seq < before:
                    rows.pop(key_of(row), None)
                case _:
                    pass
        return rows

    def direct(self, subject: str, before: int) -> set[str]:
        """Return what a subject needs itself, just before an entry."""
        edges = {pair for row in self.rows(before).values() for pair in pairs_of(row)}
        return {what for who, what in edges if who == subject}

    def closure(self, subject: str, before: int) -> set[str]:
        """Return all that a subject needs, by whatever chain, just before an entry."""
        found: set[str] = set()
        waiting = [subject]
        while waiting:
            new = self.direct(waiting.pop(), before) - found
            found |= new
            waiting += new
        return found

    def register_changed(self, subject: str) -> int:
        """Return the last entry that gave a subject a new hosting or a new need."""
        rows: dict[str, AnyRow] = {}
        hosting: dict[str, object] = {}
        last = 0
        for entry in self.entries:
            match entry.event:
                case RowAdded(row=row) | RowChanged(row=row):
                    key = key_of(row)
                    old = pairs_of(rows[key]) if key in rows else set()
                    if any(who == subject for who, _ in pairs_of(row) - old):
                        last = entry.seq
                    if key == subject and isinstance(row, SystemRow):
                        was = hosting.setdefault(key, row.hosting)
                        last = entry.seq if was != row.hosting else last
                        hosting[key] = row.hosting
                    rows[key] = row
                case RowGone(row=row):
                    rows.pop(key_of(row), None)
                case _:
                    pass
        return last

    def withdrawn(self) -> set[tuple[str, int]]:
        """Return the isolations that were withdrawn, by subject and round."""
        return {(event.subject, event.round) for _, event in self.of(IsolationWithdrawn)}

    def round_of(self, subject: str) -> int:
        """Return the round of the last isolation that was not withdrawn; 0 without one."""
        gone = self.withdrawn()
        rounds = [e.round for _, e in self.of(SubjectIsolated) if e.subject == subject]
        return max((one for one in rounds if (subject, one) not in gone), default=0)

    def zones(self) -> dict[str, str]:
        """Return where each subject is: isolated, clean, connected, or doubted."""
        stacks: dict[str, list[str]] = {}
        for entry in self.entries:
            match entry.event:
                case SubjectIsolated(subject=subject):
                    stacks.setdefault(subject, ["unknown"]).append("isolated")
                case IsolationWithdrawn(subject=subject):
                    stacks[subject].pop()
                case SubjectCleaned(subject=subject):
                    stacks[subject].append("clean")
                case SubjectReconnected(subject=subject) | NeverCutDeclared(subject=subject):
                    stacks.setdefault(subject, ["unknown"]).append("connected")
                case IncidentDeclared():
                    for stack in stacks.values():
                        stack[:] = ["doubted" if one == "connected" else one for one in stack]
                case _:
                    pass
        return {subject: stack[-1] for subject, stack in stacks.items()}

    def incident(self) -> tuple[int, bool]:
        """Return the entry that declared the last incident, and whether it goes on."""
        begun = max((entry.seq for entry, _ in self.of(IncidentDeclared)), default=0)
        ended = max((entry.seq for entry, _ in self.of(IncidentClosed)), default=0)
        return begun, begun > ended

    def compromised_since(self, person: str) -> datetime | None:
        """Return since when a person's account was not theirs alone."""
        found = [
            e.since.earliest or EPOCH for _, e in self.of(PersonCompromised) if e.person == person
        ]
        return found[-1] if found else None

    def is_active(self, person: str) -> bool:
        """Return whether a person may act at all."""
        has_left = any(event.person == person for _, event in self.of(PersonLeft))
        return not has_left and self.compromised_since(person) is None

    def holds(self, person: str, role: Role, at: datetime) -> bool:
        """Return whether an active person holds a role, over whatever scope."""
        ended = {event.grant for _, event in self.of(RoleEnded)}
        return self.is_active(person) and any(
            (event.person, event.role) == (person, role)
            and entry.id not in ended
            and (event.from_ is None or event.from_ <= at)
            and (event.until is None or at < event.until)
            for entry, event in self.of(RoleGranted)
        )

    def facts(self, subject: str, round_: int) -> tuple[Entry, ...]:
        """Return the gate facts of a subject in a round, void ones left out."""
        return tuple(entry for entry in self.all_facts(subject, round_) if not self._is_void(entry))

    def all_facts(self, subject: str, round_: int) -> tuple[Entry, ...]:
        """Return the gate facts of a subject in a round, void or not."""
        return tuple(
            entry
            for entry, event in self.of(GateFact)
            if (event.subject, event.round) == (subject, round_)
        )

    def _is_void(self, entry: Entry) -> bool:
        """Return whether a signer was compromised by then, as far as the clock can be believed."""
        stepped = any(step.seq > entry.seq for step, _ in self.of(ClockSteppedBack))
        signers = [entry.actor]
        if isinstance(entry.event, GapsAccepted):
            signers += [one.actor for one, e in self.of(ActProposed) if e.event == entry.event]
        since = [self.compromised_since(one) for one in signers]
        return not stepped and any(one is not None and entry.recorded_at >= one for one in since)


def pairs_of(row: AnyRow) -> Edges:
    """Return which needs a row states."""
    match row:
        case EdgeRow(from_=one, to=other, kind="needs"):
            return {(one, other)}
        case WaveRow(id=id_, reach=reach, device_groups=groups):
            others = [*reach, *(f"devices:{group}" for group in groups)]
            return {(f"wave:{id_}", other) for other in others}
        case _:
            return set()
