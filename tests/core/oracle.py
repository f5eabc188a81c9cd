"""A second opinion on a reconnection: what the gate asks, derived again from raw entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, TypeVar

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.event import GateFact
from reinstate.core.journal.events import facts as f
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.journal.events.home import CheckRule, HomeOpened, RequiredCheckAdded
from reinstate.core.journal.events.incident import FirstEntryBounded
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    SubjectIsolated,
)
from reinstate.core.journal.rows import AnyRow, DeviceGroupRow, ServiceRow, SystemRow
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting, Route, Verdict
from tests.core.raw import Raw

F = TypeVar("F", bound=GateFact)
CHANGES: Final = (
    f.Rebuilt,
    f.Restored,
    f.CredentialsReset,
    f.Patched,
    f.ConfigurationRecorded,
    f.RouteChosen,
)
HANDS_ON: Final = (
    f.Rebuilt,
    f.Restored,
    f.CredentialsReset,
    f.Patched,
    f.TokensRevoked,
    f.DevicesDone,
)
WIPED: Final = {Route.RESTORE, Route.REBUILD, Route.REPLACE}


@dataclass(frozen=True)
class Oracle:
    """One subject, just before `reconnector` puts it back at `at`."""

    raw: Raw
    subject: str
    reconnector: str
    at: datetime

    def objections(self) -> list[str]:
        """Return everything that is wrong with the reconnection."""
        if self.row is None:
            return ["not on the register"]
        kind = self.subject.partition(":")[0]
        found = [*self._findings(), *self._needs(self.subject, set()), *self._signatures()]
        if kind == "system":
            found += [*self._to_clean(), *self._of_system(), *self._checks()]
        if kind == "devices":
            found += [*self._counted(), *self._checks()]
        if kind == "link":
            found += [*self._attested(), *self._since(f.CredentialsReset)]
        if kind != "devices":
            found += self._acceptance()
        zone = self.raw.zones().get(self.subject)
        wanted = "clean" if kind in ("system", "devices") else "isolated"
        return found + ([] if zone == wanted else [f"it is {zone}, not {wanted}"])

    @cached_property
    def row(self) -> AnyRow | None:
        """Return the subject's row."""
        return self.raw.rows(self._now).get(self.subject)

    @cached_property
    def facts(self) -> tuple[Entry, ...]:
        """Return the facts of the round that count."""
        return self.raw.facts(self.subject, self.raw.round_of(self.subject))

    @property
    def _now(self) -> int:
        return self.raw.written[-1].seq + 1

    def _of(self, type_: type[F]) -> list[tuple[Entry, F]]:
        return [(e, e.event) for e in self.facts if isinstance(e.event, type_)]

    def _last(self, *types: type[GateFact]) -> int:
        return max((e.seq for e in self.facts if isinstance(e.event, types)), default=0)

    @property
    def _route(self) -> Route | None:
        chosen = self._of(f.RouteChosen)
        return chosen[-1][1].route if chosen else None

    @property
    def _hosting(self) -> Hosting:
        return self.row.hosting if isinstance(self.row, SystemRow) else Hosting.ON_PREMISES

    @property
    def _changed(self) -> int:
        return max(self._last(*CHANGES), self.raw.register_changed(self.subject))

    def _age(self, entry: Entry) -> timedelta:
        return self.at - self.raw.time_of(entry)

    def _within(self, limit: Limit) -> timedelta:
        return timedelta(minutes=self.raw.limit(limit))

    def _findings(self) -> Iterator[str]:
        ended = {event.finding for _, event in self.raw.of(f.FindingDismissed)}
        ended |= {event.finding for _, event in self.raw.of(f.FindingRemediated)}
        for entry, event in self.raw.of(f.FindingRaised):
            if self.subject in event.subjects and entry.id not in ended:
                yield "a finding stands"

    def _to_clean(self) -> Iterator[str]:
        saas, route = self._hosting is Hosting.SAAS, self._route
        routes = {Route.KEEP, Route.REPLACE} if saas else set(Route) - {Route.RETIRE}
        if route not in routes:
            yield "no route leads back"
        if not (saas and route is Route.REPLACE) and not self._has_evidence():
            yield "no evidence before the wipe"
        if route in WIPED:
            made = self._of(f.Rebuilt)
            is_right = made and (route is not Route.REPLACE or made[-1][1].method == "new")
            if not is_right or not made[-1][1].done_by:
                yield "not rebuilt"
        if route is Route.RESTORE:
            yield from self._restored()
        if self._hosting is not Hosting.ON_PREMISES:
            yield from self._attested()
            if not self._of(f.TokensRevoked):
                yield "tokens not revoked"

    def _has_evidence(self) -> bool:
        wiped = self._last(f.Rebuilt)
        for entry in self.facts:
            is_in_time = not wiped or entry.seq < wiped
            match entry.event:
                case f.EvidenceTaken(files=files, what=what) if files and is_in_time:
                    if what == "access-logs" or self._hosting is not Hosting.SAAS:
                        return True
                case f.EvidenceUnobtainable() if is_in_time:
                    if self._hosting is not Hosting.ON_PREMISES:
                        return True
                case _:
                    pass
        return False

    def _restored(self) -> Iterator[str]:
        good = {
            entry.id: event
            for entry, event in self._of(f.RestorePointRecorded)
            if event.is_integrity_verified
            and event.sweep is Verdict.NONE_FULL
            and min(event.files, event.rules) > 0
        }
        if not good:
            yield "no restore point is verified and swept"
        onto = [(e, r) for e, r in self._of(f.Restored) if e.seq > self._last(f.Rebuilt)]
        if onto and onto[-1][1].point not in good:
            yield "restored from another point"
        elif onto and onto[-1][1].contents == "all":
            made, first = good[onto[-1][1].point].point.latest, self._first_entry()
            if made is None or first is None or made >= first:
                yield "programs restored from a suspect point"

    def _first_entry(self) -> datetime | None:
        begun, is_open = self.raw.incident()
        found = [e for entry, e in self.raw.of(FirstEntryBounded) if entry.seq > begun and is_open]
        return found[-1].moment.earliest if found else None

    def _attested(self) -> Iterator[str]:
        if not any(
            self.at < event.expires_at and self._age(entry) < self._within(Limit.ATTESTATION)
            for entry, event in self._of(f.AttestationReceived)
        ):
            yield "no attestation in date"

    def _of_system(self) -> Iterator[str]:
        assert isinstance(self.row, SystemRow)
        yield from self._since(f.CredentialsReset)
        if self._hosting is not Hosting.SAAS:
            yield from self._since(f.Patched)
            ends = self.row.support_ends
            is_over = bool(ends) and self.at.date().isoformat() > ends
            if is_over and not any(self.at < e.until for _, e in self._of(f.SupportAccepted)):
                yield "past its support"
        logs = self._of(f.MonitoringAttached)
        if not logs:
            yield "not monitored"
        elif logs[-1][1].where == "local":
            is_young = self._age(logs[-1][0]) < self._within(Limit.LOCAL_LOGGING)
            if not (self.row.is_foundation and is_young):
                yield "local logging is not enough"

    def _since(self, type_: type[GateFact]) -> Iterator[str]:
        if not self._last(type_) or self._last(type_) < self._last(f.Rebuilt, f.Restored):
            yield f"no {type_.__name__} since it was rebuilt"

    def _counted(self) -> Iterator[str]:
        assert isinstance(self.row, DeviceGroupRow)
        done = sum(event.rebuilt + event.examined for _, event in self._of(f.DevicesDone))
        if done < self.row.count or not self.row.count:
            yield "devices are left"

    def _rules(self) -> Iterator[tuple[int, CheckRule]]:
        """Yield the rules that fit: the first of the starting ones, and each added one."""
        kind = self.row.kind if isinstance(self.row, SystemRow) else "devices"
        starting = next(event.required_checks for _, event in self.raw.of(HomeOpened))
        mine = [rule for rule in starting if self._fits(rule, kind)][:1]
        yield from ((1, rule) for rule in mine)
        for entry, event in self.raw.of(RequiredCheckAdded):
            if self._fits(event.rule, kind):
                yield entry.seq, event.rule

    def _fits(self, rule: CheckRule, kind: str) -> bool:
        route = self._route or Route.KEEP
        return (
            kind in (rule.kinds or (kind,))
            and self._hosting in (rule.hosting or (self._hosting,))
            and route in (rule.routes or (route,))
        )

    def _checks(self) -> Iterator[str]:
        names = {name for _, rule in self._rules() for name in rule.checks}
        if not names:
            yield "no check is asked for"
        for name in names:
            made = [(e, c) for e, c in self._of(f.CheckRecorded) if c.check == name]
            if not made or not self._is_good(*made[-1]):
                yield f"no good check {name}"

    def _is_good(self, entry: Entry, check: f.CheckRecorded) -> bool:
        is_young = self._age(entry) <= self._within(Limit.CHECK_AGE)
        accepted = {g for _, e in self._of(f.GapsAccepted) if e.check == entry.id for g in e.gaps}
        is_full = check.verdict is Verdict.NONE_FULL and not check.gaps
        is_accepted = check.verdict is Verdict.NONE_INCOMPLETE and set(check.gaps) <= accepted
        is_of_something = min(check.files, check.rules) > 0
        is_since = entry.seq > self._changed
        return is_young and is_since and is_of_something and (is_full or is_accepted)

    def _needs(self, who: str, seen: set[str]) -> Iterator[str]:
        zones, rows = self.raw.zones(), self.raw.rows(self._now)
        for what in self.raw.direct(who, self._now) - seen:
            seen.add(what)
            if what in rows and zones.get(what) == "connected":
                yield from self._needs(what, seen)
            elif not self._is_accepted(who, what):
                yield f"{who} needs {what}"

    def _is_accepted(self, who: str, what: str) -> bool:
        return any(
            isinstance(entry.event, f.DegradedAccepted)
            and entry.event.without == what
            and self.at < entry.event.until
            for entry in self.raw.facts(who, self.raw.round_of(who))
        )

    def _acceptance(self) -> Iterator[str]:
        if max(self._last(f.SubjectAccepted), self._last(f.GlassBroken)) <= self._changed:
            yield "nobody accepted it as it is"

    def _signatures(self) -> Iterator[str]:
        round_ = self.raw.round_of(self.subject)
        touched = {
            person
            for entry in self.raw.all_facts(self.subject, round_)
            if isinstance(entry.event, HANDS_ON)
            for person in entry.event.done_by
        }
        signed = {
            entry.actor
            for entry, event in self.raw.of(ClearanceGiven)
            if (event.subject, event.round) == (self.subject, round_) and self._stands(entry)
        } - touched
        if self.reconnector in signed:
            yield "a clearer reconnects it"
        directors = {entry.actor for entry, glass in self._glasses() if self._is_needed(glass)}
        pairs = {(a, b) for a in signed for b in (signed | (directors - touched)) if a != b}
        if not pairs:
            yield "two people did not clear it"

    def _glasses(self) -> Iterator[tuple[Entry, f.GlassBroken]]:
        for entry, glass in self._of(f.GlassBroken):
            is_young = self._age(entry) <= self._within(Limit.BREAK_GLASS)
            if is_young and self.raw.holds(entry.actor, Role.DUTY_DIRECTOR, self.at):
                yield entry, glass

    def _is_needed(self, glass: f.GlassBroken) -> bool:
        service = self.raw.rows(self._now).get(f"service:{glass.service}")
        return isinstance(service, ServiceRow) and service.is_threat_to_life

    def _stands(self, entry: Entry) -> bool:
        lapsed = [e.seq for e, lapse in self.raw.of(ClearanceLapsed) if lapse.clearance == entry.id]
        back = [e.seq for e, again in self.raw.of(ClearanceRevived) if again.clearance == entry.id]
        return (
            max(lapsed, default=0) <= max(back, default=0)
            and self._age(entry) <= self._within(Limit.CLEARANCE_AGE)
            and self.raw.holds(entry.actor, Role.CLEARER, self.at)
            and entry.seq > self._changed
            and not any(self._news_since(entry.seq))
        )

    def _news_since(self, seq: int) -> Iterator[str]:
        """Yield what came after a clearance and should have killed it."""
        for entry in self.raw.entries:
            if entry.seq <= seq:
                continue
            match entry.event:
                case f.FindingRaised(subjects=subjects) if self._touches(subjects, entry.seq):
                    yield "a finding"
                case f.CheckRecorded(subject=subject, verdict=Verdict.FINDINGS) if self._touches(
                    (subject,), entry.seq
                ):
                    yield "a check with findings"
                case SubjectIsolated(subject=subject, round=round_) if (
                    subject in self.raw.closure(self.subject, entry.seq)
                    and (subject, round_) not in self.raw.withdrawn()
                ):
                    yield "a need isolated"
                case f.DetectionChanged(subjects=subjects) if self.subject in (
                    subjects or (self.subject,)
                ):
                    yield "new detection"
                case RequiredCheckAdded() if self._asks_more(entry.seq):
                    yield "more checks"
                case _:
                    pass

    def _touches(self, subjects: tuple[str, ...], seq: int) -> bool:
        return bool({self.subject, *self.raw.closure(self.subject, seq)} & set(subjects))

    def _asks_more(self, seq: int) -> bool:
        """Return whether the rule that this entry added asks for more of this subject."""
        before = {name for at, rule in self._rules() if at < seq for name in rule.checks}
        added = {name for at, rule in self._rules() if at == seq for name in rule.checks}
        return bool(added - before)
