"""One service in full: each cell with every reason, what is done by hand, what piles up."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from reinstate.core.journal.rows import BacklogRow, LinkRow, ServiceRow, SystemRow
from reinstate.core.levels.leftovers import backlog_reasons
from reinstate.core.levels.publish import Standing, common, standing_in
from reinstate.core.levels.reason import Reason
from reinstate.core.levels.view import View
from reinstate.core.state.council import Council
from reinstate.core.state.register import NO_REFS
from reinstate.core.state.service import Lowering, Workaround
from reinstate.core.state.step import cell_of, cells_of, subject_of
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import Ref, id_of, kind_of, ref, service_of, sources_of
from reinstate.core.zones.reach import closure, needs_of
from reinstate.operations import reading, texts
from reinstate.operations.services_seen import may_rise
from reinstate.operations.situation import zone_of

WAYS = ("needs", "uses", "behind", "used-behind")
"""How a service rests on a subject: it needs or uses it, or what it needs does."""

SYSTEMS_MAX = 25
"""So many of what stands behind a service are listed; those that hold it back come first."""


class LoweringSeen(Struct, frozen=True):
    """A lowering with its reason in words."""

    level: Level
    why: str
    by: str
    review_at: datetime
    is_overdue: bool


class CellSeen(Struct, frozen=True, kw_only=True):
    """One channel and group: what is read, derived and opened, and every reason."""

    cell: Ref
    channel: str
    group: str
    standing: Standing
    lowering: LoweringSeen | None
    may_open: bool

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return why it is no better."""
        return self.standing.reasons


class WorkaroundSeen(Struct, frozen=True, kw_only=True):
    """How cells are served meanwhile; a division of the service copies it into several."""

    workaround: Workaround
    cells: tuple[Ref, ...]
    how: str
    by: str
    started_at: datetime | None

    @property
    def needs_reconciling(self) -> bool:
        """Return whether records made by hand are not all in the system."""
        return self.workaround.makes_records and not self.workaround.is_reconciled


class BacklogSeen(Struct, frozen=True, kw_only=True):
    """A pile of work: its last count beside what is usual."""

    row: BacklogRow
    count: int | None
    counted_at: datetime | None
    is_uncounted: bool

    @property
    def is_above(self) -> bool:
        """Return whether more waits than is usual."""
        return self.count is not None and self.count > self.row.baseline


class BehindSeen(Struct, frozen=True, kw_only=True):
    """Something that the service needs or uses, in what zone, and who has it in hand."""

    subject: Ref
    how: str
    zone: str
    team: str

    @property
    def holds_back(self) -> bool:
        """Return whether the service waits for it."""
        return self.zone != "connected"


class ServiceWhole(Struct, frozen=True, kw_only=True):
    """Everything about one service but its words and its story."""

    row: ServiceRow
    name: str
    level: Level
    cells: tuple[CellSeen, ...]
    workarounds: tuple[WorkaroundSeen, ...]
    backlogs: tuple[BacklogSeen, ...]
    behind: tuple[BehindSeen, ...]
    behind_count: int
    waited_for: tuple[tuple[str, int], ...]


def whole(council: Council, service: str, at: datetime) -> ServiceWhole | None:
    """Return a service in full; nothing where the register lacks it."""
    row = council.register.rows.get(ref("service", service))
    if not isinstance(row, ServiceRow):
        return None
    view = View(council, at)
    refs = cells_of(council, service)
    cells = tuple(_cell(view, cell) for cell in refs)
    named = frozenset(reason.ref for cell in cells for reason in cell.reasons)
    behind = sorted(_behind(council, refs), key=lambda one: _order(one, named))
    return ServiceWhole(
        row=row,
        name=row.name or row.id,
        level=common(one.standing.published for one in cells),
        cells=cells,
        workarounds=tuple(_workarounds(council, refs)),
        backlogs=tuple(_backlogs(view, service)),
        behind=tuple(behind[:SYSTEMS_MAX]),
        behind_count=len(behind),
        waited_for=_waited_for(behind),
    )


def _cell(view: View, cell: Ref) -> CellSeen:
    _, channel, group = id_of(cell).split("/")
    standing = standing_in(view, cell)
    return CellSeen(
        cell=cell,
        channel=channel,
        group=group,
        standing=standing,
        lowering=_lowering(standing.lowered, view.at) if standing.lowered else None,
        may_open=may_rise(view, cell),
    )


def _lowering(lowered: Lowering, at: datetime) -> LoweringSeen:
    why = texts.text(lowered.reason)
    return LoweringSeen(lowered.level, why, lowered.by, lowered.review_at, at > lowered.review_at)


def _workarounds(council: Council, cells: tuple[Ref, ...]) -> Iterator[WorkaroundSeen]:
    """Yield what is in use or leaves records, then what is over, the newest first."""
    found: dict[str, tuple[Workaround, list[Ref]]] = {}
    for cell in cells:
        for one in cell_of(council, cell).workarounds:
            found.setdefault(one.id, (one, []))[1].append(cell)
    said = texts.texts(one.how for one, _ in found.values())
    ordered = sorted(found.values(), key=lambda pair: (not pair[0].is_running, -pair[0].seq))
    for one, where in ordered:
        entry = next(reading.entries(one.seq - 1, one.seq), None)
        yield WorkaroundSeen(
            workaround=one,
            cells=tuple(where),
            how=said[one.how.id],
            by=entry.actor if entry else "",
            started_at=council.at_of(entry) if entry else None,
        )


def _backlogs(view: View, service: str) -> Iterator[BacklogSeen]:
    cells = cells_of(view.council, service)
    reasons = {one.ref for cell in cells for one in backlog_reasons(view, cell) if _waits(one)}
    for row in view.backlogs.get(service, ()):
        last = view.council.backlogs.get(row.id)
        yield BacklogSeen(
            row=row,
            count=last.count if last else None,
            counted_at=view.council.time.at(last.seq, last.at) if last else None,
            is_uncounted=ref("backlog", row.id) in reasons,
        )


def _waits(reason: Reason) -> bool:
    return reason.code == "backlog-uncounted"


def rests_on(council: Council, service: str) -> tuple[Ref, ...]:
    """Return what a service needs or uses itself, and not through others."""
    cells = cells_of(council, service)
    return tuple(
        sorted(NO_REFS.union(*(needs_of(council, one) for one in cells), _used(council, cells)))
    )


def _used(council: Council, cells: tuple[Ref, ...]) -> frozenset[Ref]:
    sources = {source for cell in cells for source in sources_of(cell)}
    return NO_REFS.union(*(council.register.uses.get(one, NO_REFS) for one in sources))


def _behind(council: Council, cells: tuple[Ref, ...]) -> Iterator[BehindSeen]:
    """Yield what cells need, all that those need, and what any of these use."""
    direct = NO_REFS.union(*(needs_of(council, cell) for cell in cells))
    further = NO_REFS.union(*(closure(council, cell) for cell in cells)) - direct
    used = _used(council, cells)
    needed = direct | further
    used_behind = NO_REFS.union(*(council.register.uses.get(one, NO_REFS) for one in needed))
    ways = (direct, used - needed, further, used_behind - needed - used)
    for how, found in zip(WAYS, ways, strict=True):
        for one in found:
            zone = zone_of(subject_of(council, one))
            yield BehindSeen(subject=one, how=how, zone=zone, team=_team(council, one))


def _team(council: Council, subject: Ref) -> str:
    """Return the name of whoever has a subject in hand: a team, or the partner of a link."""
    row = council.register.rows.get(subject)
    kind, id_ = "team", getattr(row, "owner_team", "")
    if isinstance(row, LinkRow):
        kind, id_ = "partner", row.partner
    if isinstance(row, SystemRow) and not id_:
        kind, id_ = "organisation", row.belongs_to
    team = council.register.rows.get(ref(kind, id_))
    return (team.name or team.id) if team is not None else id_


def _order(one: BehindSeen, named: frozenset[Ref]) -> tuple[object, ...]:
    """Return the place of one: what is named as a reason is never cut off behind what is not."""
    holds_back = one.holds_back or one.subject in named
    return (not holds_back, WAYS.index(one.how), one.subject)


def _waited_for(behind: list[BehindSeen]) -> tuple[tuple[str, int], ...]:
    """Return who has in hand what holds the service back, and how many of it, most first."""
    counts: dict[str, int] = {}
    for one in behind:
        if one.holds_back:
            counts[one.team] = counts.get(one.team, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def is_about(reference: Ref | None, service: str) -> bool:
    """Return whether something is about a service or one of its cells."""
    if reference is None:
        return False
    if kind_of(reference) == "cell":
        return service_of(reference) == service
    return reference == ref("service", service)
