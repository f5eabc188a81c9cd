"""Every clock that runs: authorities, updates, promises, demands, watches and the rest.

Times are put right after steps of the clock; a limit may come out shorter, never longer.
"""

from collections.abc import Iterator
from datetime import datetime

from reinstate.core.incident.clock import Clock, day_and_time, running
from reinstate.core.incident.clocks_subjects import subject_clocks
from reinstate.core.incident.told import aware_from, due_of, is_late
from reinstate.core.levels.acts_of_two import told
from reinstate.core.levels.names import name_of
from reinstate.core.notices.reading import deadline_of
from reinstate.core.state.council import Council
from reinstate.core.state.incident import AuthorityClock
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.reference import ref


def clocks(council: Council, at: datetime) -> tuple[Clock, ...]:
    """Return all clocks at `at`, the next one due first."""
    found = (
        *_authorities(council, at),
        *_next_update(council, at),
        *_proposals(council, at),
        *_demands(council, at),
        *_promises(council, at),
        *_reviews(council, at),
        *subject_clocks(council, at),
    )
    return tuple(sorted(found, key=lambda clock: (clock.due_at, clock.code, clock.about)))


def _authorities(council: Council, at: datetime) -> Iterator[Clock]:
    """Yield the 72 hours of each controller; after the incident only those not told."""
    if not council.incidents:
        return
    incident = council.incidents[-1]
    for controller, clock in sorted(incident.authority.items()):
        if incident.is_open or not clock.told_seq:
            yield _authority(council, controller, clock, at)


def _authority(council: Council, controller: str, clock: AuthorityClock, at: datetime) -> Clock:
    due_at, name = due_of(council, clock), name_of(council, ref("organisation", controller))
    is_over = at > due_at if clock.told is None else is_late(council, clock, clock.told)
    sentence = f"{name} must tell the authority by {day_and_time(due_at)}."
    if clock.told_seq:
        late = "after the time was over" if is_over else "in time"
        sentence = f"{name} told the authority, {late}."
    return Clock(
        code="authority",
        about=ref("organisation", controller),
        started_at=aware_from(council, clock),
        due_at=due_at,
        is_over=is_over,
        is_met=clock.told_seq != 0,
        sentence=sentence,
    )


def _next_update(council: Council, at: datetime) -> Iterator[Clock]:
    incident = council.incident
    if incident is not None and incident.next_update_at is not None:
        due_at = incident.next_update_at
        yield running(
            code="next-update",
            about=incident.id,
            started_at=council.time.at(incident.seq, incident.declared_at),
            due_at=due_at,
            at=at,
            sentence=f"The next public update is due by {day_and_time(due_at)}.",
        )


def _proposals(council: Council, at: datetime) -> Iterator[Clock]:
    """Yield when each open proposal lapses; what has lapsed is no longer due."""
    for proposal in council.proposals.values():
        started_at = council.time.at(proposal.seq, proposal.at)
        due_at = started_at + minutes(council.limit(Limit.PROPOSAL))
        if proposal.is_open and at <= due_at:
            yield running(
                code="proposal",
                about=proposal.id,
                started_at=started_at,
                due_at=due_at,
                at=at,
                sentence=f"To {told(council, proposal.proposed.event)}: a second person must"
                f" sign by {day_and_time(due_at)}, or it lapses.",
            )


def _demands(council: Council, at: datetime) -> Iterator[Clock]:
    for demand in council.demands.values():
        started_at = council.time.at(demand.seq, demand.at)
        due_at, name = started_at + minutes(demand.minutes), name_of(council, demand.subject)
        if not demand.is_met:
            yield running(
                code="demand",
                about=demand.subject,
                started_at=started_at,
                due_at=due_at,
                at=at,
                sentence=f"{name} must be isolated or cleared again by {day_and_time(due_at)}.",
            )


def _promises(council: Council, at: datetime) -> Iterator[Clock]:
    for promise in council.promises.values():
        if promise.state == "open":
            due_at, made = deadline_of(promise), promise.made
            about = f" about {name_of(council, made.about)}" if made.about else ""
            yield running(
                code="promise",
                about=promise.id,
                started_at=council.time.at(promise.seq, promise.at),
                due_at=due_at,
                at=at,
                sentence=f"A promise to {made.audience}{about} is due by {day_and_time(due_at)}.",
            )


def _reviews(council: Council, at: datetime) -> Iterator[Clock]:
    """Yield when each lowering is to be looked at again; it began no later than now."""
    for cell, known in council.cells.items():
        if known.lowered is not None:
            due_at = known.lowered.review_at
            yield running(
                code="level-review",
                about=cell,
                started_at=min(at, due_at),
                due_at=due_at,
                at=at,
                sentence=f"{name_of(council, cell)} was lowered: review it by "
                f"{day_and_time(due_at)}.",
            )
