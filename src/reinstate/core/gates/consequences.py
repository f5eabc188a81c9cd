"""What an entry causes: clearances that lapse, demands that are raised or met.

Called after every command, on the state before and after it; what it returns is appended
with the command, so that a later release never rewrites what was known.
"""

from collections.abc import Iterable
from datetime import datetime

from reinstate.core.gates.causes import Hit, Moved, hits_of, hits_since
from reinstate.core.gates.degraded import current_acceptance
from reinstate.core.gates.look import look_at
from reinstate.core.gates.rows_clearances import two_clearances
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.decisions import ClearanceGiven
from reinstate.core.journal.events.facts import DegradedAccepted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.journal.events.zones import (
    ClearanceLapsed,
    ClearanceRevived,
    DemandMet,
    DemandRaised,
    IsolationWithdrawn,
    NeverCutDeclared,
    SubjectIsolated,
)
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.state.subject import Clearance, Demand, Subject
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.reference import EntryId, Ref
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import closure, reached


def consequences(
    before: Council, after: Council, entries: tuple[Entry, ...], at: datetime
) -> tuple[AnyEvent, ...]:
    """Return what these entries cause beyond themselves."""
    hits = [hit for entry in entries for hit in hits_of(Moved(before, after, entry, at))]
    return (*_lapses(after, hits), *_demands(after, hits), *_endings(after, entries, at))


def _lapses(after: Council, hits: list[Hit]) -> Iterable[AnyEvent]:
    """Lapse the clearances of what is not connected."""
    done: set[tuple[EntryId, int]] = set()
    for hit in hits:
        state = after.subjects.get(hit.subject)
        if state is None or state.is_connected:
            continue
        for id_ in state.clearances:
            clearance = after.clearances[id_]
            is_mine = not hit.person or clearance.person == hit.person
            is_of_round = clearance.round in _rounds(state) and clearance.seq < hit.because
            is_new = (id_, hit.because) not in done and _could_revive(clearance, hit)
            if is_of_round and is_mine and is_new:
                done.add((id_, hit.because))
                yield ClearanceLapsed(
                    subject=hit.subject, clearance=id_, cause=hit.cause, because=hit.because
                )


def _rounds(state: Subject) -> frozenset[int]:
    """Return the rounds whose clearances count: also the one that a withdrawal gives back."""
    before = state.before
    if state.declared is Declared.ISOLATED and before is not None and not before.is_connected:
        return frozenset({state.round, before.round})
    return frozenset({state.round})


def _could_revive(clearance: Clearance, hit: Hit) -> bool:
    """Return whether only isolations killed it so far: withdrawn, they would give it back."""
    return all(
        lapse.cause == "need-isolated" and lapse.because != hit.because
        for lapse in clearance.lapses
    )


def _demands(after: Council, hits: list[Hit]) -> Iterable[AnyEvent]:
    """Raise a demand on what is connected: people isolate, not programs."""
    done: set[tuple[Ref, int]] = set()
    for hit in hits:
        key = (hit.subject, hit.because)
        if hit.is_demand and key not in done and subject_of(after, hit.subject).is_connected:
            done.add(key)
            yield DemandRaised(
                subject=hit.subject,
                cause=hit.cause,
                because=hit.because,
                minutes=after.limit(Limit.DEMAND),
            )


def _endings(after: Council, entries: tuple[Entry, ...], at: datetime) -> Iterable[AnyEvent]:
    for entry in entries:
        match entry.event:
            case SubjectIsolated(subject=subject):
                yield from _met(_open_demands(after, subject), "isolated")
            case ClearanceGiven(subject=subject):
                look = look_at(after, subject, at)
                if look.since and not two_clearances(look).blockers:
                    yield from _met(_open_demands(after, subject), "cleared-again")
            case DegradedAccepted():
                yield from _accepted_away(after, at)
            case NeverCutDeclared(subject=subject):
                yield from _demands(after, list(_cut_needs(after, subject, at)))
            case IsolationWithdrawn():
                yield from _withdrawn(after, entry.event, at)
            case _:
                pass


def _open_demands(council: Council, subject: Ref) -> list[Demand]:
    demands = (council.demands[id_] for id_ in subject_of(council, subject).demands)
    return [demand for demand in demands if not demand.is_met]


def _met(demands: Iterable[Demand], how: str) -> Iterable[AnyEvent]:
    for demand in demands:
        yield DemandMet(subject=demand.subject, demand=demand.id, how=how)  # type: ignore[arg-type]  # how is one of the Literal's words


def _accepted_away(after: Council, at: datetime) -> Iterable[AnyEvent]:
    """End demands whose source no longer reaches their subject past accepted edges."""
    for demand in after.demands.values():
        source = after.facts.get(demand.because)
        if demand.is_met or demand.cause != "need-isolated" or source is None:
            continue
        assert isinstance(source.event, SubjectIsolated)
        reach = reached(
            after,
            {source.event.subject: demand.because},
            lambda who, what: current_acceptance(after, who, what, at) is not None,
        )
        if demand.subject not in reach:
            yield from _met((demand,), "degraded-accepted")


def _cut_needs(after: Council, subject: Ref, at: datetime) -> Iterable[Hit]:
    """Return what already reaches a subject that is said to have never been cut."""
    for need in sorted(closure(after, subject)):
        state = subject_of(after, need)
        if state.declared is Declared.ISOLATED and state.isolated_seq in after.facts:
            hits = hits_of(Moved(after, after, after.facts[state.isolated_seq], at))
            yield from (hit for hit in hits if hit.subject == subject)


def _withdrawn(after: Council, event: IsolationWithdrawn, at: datetime) -> Iterable[AnyEvent]:
    """Give back what only withdrawn isolations took, here and in what needs it."""
    gone = _withdrawn_isolations(after)
    isolation = gone[event.subject, event.round]
    for clearance in after.clearances.values():
        because = {lapse.because for lapse in clearance.lapses}
        if isolation in because and because <= set(gone.values()):
            yield ClearanceRevived(
                subject=clearance.text.subject, clearance=clearance.id, because=isolation
            )
    for demand in after.demands.values():
        if demand.because == isolation and not demand.is_met:
            yield from _met((demand,), "withdrawn")
        is_reopened = demand.subject == event.subject and demand.met_round == event.round
        if demand.is_met and demand.met_how == "isolated" and is_reopened:
            yield DemandRaised(
                subject=demand.subject,
                cause=demand.cause,
                because=demand.because,
                minutes=demand.minutes,
            )
    yield from _demands(after, list(hits_since(after, event.subject, isolation, at)))


def _withdrawn_isolations(council: Council) -> dict[tuple[Ref, int], int]:
    """Return the entry of each isolation that was withdrawn, by subject and round."""
    entries = [council.facts[seq] for seq in sorted(council.facts)]
    withdrawn = {
        (entry.event.subject, entry.event.round)
        for entry in entries
        if isinstance(entry.event, IsolationWithdrawn)
    }
    return {
        key: entry.seq
        for entry in entries
        if isinstance(entry.event, SubjectIsolated)
        and (key := (entry.event.subject, entry.event.round)) in withdrawn
    }
