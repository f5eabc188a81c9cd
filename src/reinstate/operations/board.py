"""What the board shows of the whole council: how far it is, what is next, what hurts, who waits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec import Struct

from reinstate.core.access.roles import people_with
from reinstate.core.incident.clock import Clock
from reinstate.core.incident.clocks import clocks
from reinstate.core.journal.events.incident import Phase
from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.incident import Incident
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.level import ORDER, RANK, Level
from reinstate.core.terms.reference import PersonId, Ref, kind_of, ref
from reinstate.core.terms.role import Role
from reinstate.operations import retention
from reinstate.operations.overview import STALE, Glance, Overview
from reinstate.operations.waiting.holders import needed_roles, waits_for_another
from reinstate.operations.waiting.working import has_begun

NEXT_MAX: Final = 4
HURTING_MAX: Final = 5
HOLDERS_MAX: Final = 5
CLOCKS_MAX: Final = 4
"""So much of each the board has room for; a page of its own has the rest."""

PHASES: Final = tuple(Phase)
ATTESTATION: Final = "attestation"
OUTSIDE: Final = frozenset[Role]()

LONG: Final = frozenset({"watch", "next-update"})
"""Clocks that the board leaves out: a watch that runs is good news, the update stands above."""

SIGNATURES: Final = frozenset({"two-clearances", "second-signature"})


class NextBack(Struct, frozen=True):
    """A subject on its way back: how much is in its way, and who is waited for first.

    `roles` are those of which one can do the first step; without any it waits for what it
    needs, `for_others` of them.
    """

    subject: Ref
    name: str
    zone: str
    count: int
    roles: tuple[Role, ...]
    for_others: int


class Hurting(Struct, frozen=True):
    """A service that is down, or by hand, and whom that hits."""

    id: str
    name: str
    level: Level
    people: int
    harm_today: int
    is_threat_to_life: bool

    @property
    def reference(self) -> Ref:
        """Return the service as a reference."""
        return ref("service", self.id)


class Holder(Struct, frozen=True):
    """Somebody who is waited for: a role, its one holder if there is one, and for how many.

    Without a role it is whoever attests: a supplier, or the other side of a link.
    """

    roles: tuple[Role, ...]
    person: PersonId
    count: int


class Board(Struct, frozen=True):
    """Everything on the board that is the same for everybody."""

    incident: Incident | None
    day: int
    phase: Phase
    phase_number: int
    phase_count: int
    working: int
    limited: int
    by_hand: int
    services: int
    back: int
    systems: int
    others_back: int
    others: int
    next_back: tuple[NextBack, ...]
    hurting: tuple[Hurting, ...]
    levels: tuple[tuple[Level, int], ...]
    holders: tuple[Holder, ...]
    not_begun: int
    unknown: int
    clocks: tuple[Clock, ...]
    on_glass: tuple[Ref, ...]
    demands: int

    @property
    def subjects(self) -> int:
        """Return how many subjects there are, of every kind."""
        return self.systems + self.others


class _Kept(Struct, frozen=True):
    """A board that was worked out, of what, and when."""

    known: Overview
    at: datetime
    board: Board


@dataclass
class _Last:
    """The last board of this process: swapped whole, since threads read it side by side."""

    kept: _Kept | None = None


_last: Final = _Last()


def board(known: Overview, at: datetime) -> Board:
    """Return the board at a moment; the last one is kept, as many people look at the same."""
    kept = _last.kept
    if kept is None or kept.known is not known or abs(at - kept.at) >= STALE:
        _last.kept = kept = _Kept(known, at, _board(known, at))
    return kept.board


def _board(known: Overview, at: datetime) -> Board:
    council, incident = known.council, known.council.incident
    levels = Counter(service.level for service in known.services.values())
    standings = [glance.standing for glance in known.subjects.values()]
    systems = [one for one in standings if kind_of(one.subject) == "system"]
    others = [one for one in standings if kind_of(one.subject) != "system"]
    begun, phase = _begun(known), incident.phase if incident else Phase.READY
    return Board(
        incident,
        day_of(incident, at) if incident else 0,
        phase,
        PHASES.index(phase) + 1,
        len(PHASES),
        levels[Level.NORMAL] + levels[Level.PARTLY_WORKING],
        levels[Level.PARTLY_WORKING],
        levels[Level.BY_HAND],
        len(known.services),
        sum(one.zone == "connected" for one in systems),
        len(systems),
        sum(one.zone == "connected" for one in others),
        len(others),
        tuple(_next_back(known, begun)),
        tuple(_hurting(known)),
        tuple((level, levels[level]) for level in ORDER),
        tuple(_holders(known, begun, at)),
        sum(one.zone == "isolated" and one.subject not in begun for one in standings),
        sum(one.zone == "unknown" for one in standings),
        tuple(pressing(council, at)),
        tuple(one.subject for one in standings if one.rests_on_glass),
        sum(one.demands > 0 for one in standings),
    )


def day_of(incident: Incident, at: datetime) -> int:
    """Return which day of an incident it is: the first is day 1, as the council counts days."""
    return (retention.today(at) - retention.today(incident.declared_at)).days + 1


def pressing(council: Council, at: datetime) -> Iterator[Clock]:
    """Yield the clocks that run out next, those that are late first."""
    found = [one for one in clocks(council, at) if one.code not in LONG and not one.is_met]
    yield from found[:CLOCKS_MAX]


def _begun(known: Overview) -> dict[Ref, Glance]:
    """Return the subjects that somebody has begun to bring back."""
    return {
        subject: glance
        for subject, glance in known.subjects.items()
        if glance.standing.zone in ("isolated", "clean") and has_begun(known.council, subject)
    }


def _next_back(known: Overview, begun: Mapping[Ref, Glance]) -> Iterator[NextBack]:
    """Yield the subjects with the least in their way, of those that somebody has begun with."""
    nearest = sorted(begun.items(), key=lambda item: (_rank(item[1]), item[1].standing.name))
    for subject, glance in nearest[:NEXT_MAX]:
        first = next(iter(_steps(glance)), None)
        roles = needed_roles(known.council, subject, first) if first is not None else ()
        yield NextBack(
            subject,
            glance.standing.name,
            glance.standing.zone,
            len(glance.blockers),
            tuple(sorted(roles)),
            sum(waits_for_another(one) for one in glance.blockers),
        )


def _rank(glance: Glance) -> tuple[bool, int]:
    """Return how near a subject is: what waits for others comes after what waits for people."""
    return any(waits_for_another(one) for one in glance.blockers), len(glance.blockers)


def _steps(glance: Glance) -> list[Blocker]:
    """Return what people can do now: signatures only once nothing else is left."""
    steps = [one for one in glance.blockers if not waits_for_another(one)]
    return [one for one in steps if one.code not in SIGNATURES] or steps


def _hurting(known: Overview) -> Iterator[Hurting]:
    """Yield the services that hurt most: threats to life first, then by harm and people."""
    found: list[Hurting] = []
    for service in known.services.values():
        row = known.council.register.rows.get(ref("service", service.id))
        if service.level in (Level.NORMAL, Level.PARTLY_WORKING) or not isinstance(row, ServiceRow):
            continue
        found.append(
            Hurting(
                service.id,
                service.name,
                service.level,
                row.people_affected,
                _harm_today(row, service.level),
                row.is_threat_to_life,
            )
        )
    return iter(sorted(found, key=_pain)[:HURTING_MAX])


def _harm_today(row: ServiceRow, level: Level) -> int:
    """Return what today costs residents: working by hand takes some of it away."""
    kept = 1000 - row.workaround_relief_per_mille if level is Level.BY_HAND else 1000
    return row.harm_per_day * kept // 1000


def _pain(one: Hurting) -> tuple[bool, int, int, int, str]:
    return (
        not one.is_threat_to_life,
        -one.harm_today,
        -RANK[one.level],
        -one.people,
        one.name,
    )


def _holders(known: Overview, begun: Mapping[Ref, Glance], at: datetime) -> Iterator[Holder]:
    """Yield who holds most subjects back: each subject counts once for each group of roles."""
    counts = Counter[frozenset[Role]]()
    for subject, glance in known.subjects.items():
        if subject in begun or glance.standing.demands:
            counts.update(_waited_for(known.council, subject, glance))
    for roles, count in counts.most_common(HOLDERS_MAX):
        yield Holder(tuple(sorted(roles)), _only_one(known.council, roles, at), count)


def _waited_for(council: Council, subject: Ref, glance: Glance) -> Iterable[frozenset[Role]]:
    """Return whom a subject waits for: groups of roles, or nobody of ours for an attestation."""
    steps = _steps(glance)
    ours = [one for one in steps if one.code != ATTESTATION]
    found = {needed_roles(council, subject, one) for one in ours} - {OUTSIDE}
    return found if len(ours) == len(steps) else found | {OUTSIDE}


def _only_one(council: Council, roles: frozenset[Role], at: datetime) -> PersonId:
    people = {one for role in roles for one in people_with(council, role, None, at)}
    return people.pop() if len(people) == 1 else ""
