"""The rows of the list of systems: what each shows, which are asked for, and in what order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from reinstate.core.gates.rows_connected import support_ends_at
from reinstate.core.journal.rows import SystemRow
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.moment import EPOCH
from reinstate.core.terms.reference import Ref, id_of, ref
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.subjects import name_of
from reinstate.desk.systems.asked import Asked
from reinstate.desk.systems.steps import words_of
from reinstate.operations.harm_behind import NOTHING, HarmBehind, harm_behind
from reinstate.operations.overview import Overview
from reinstate.operations.restore_points import restore_point_at
from reinstate.operations.sighted import Sighted, sighted

ZONES: Final = tuple(Declared)
CLEAN: Final = "clean"


class SystemSeen(Struct, frozen=True):
    """One system as the list shows it."""

    subject: Ref
    name: str
    row: SystemRow
    zone: str
    seen: Sighted | None
    blockers: tuple[Blocker, ...]
    findings: int
    demands: int
    team: str
    harm: HarmBehind
    is_past_support: bool
    restore_point_at: datetime | None

    @property
    def next(self) -> Blocker | None:
        """Return what is to be lifted first."""
        return self.blockers[0] if self.blockers else None

    @property
    def next_words(self) -> str:
        """Return what is to be lifted first, in a few words."""
        return words_of(self.blockers[0].code) if self.blockers else ""

    @property
    def step(self) -> str:
        """Return which step it is held before: the clean zone, the network, or none."""
        if not self.blockers:
            return "open"
        return CLEAN if any(one.gate == CLEAN for one in self.blockers) else "connected"


def systems(found: Overview, *, is_past: bool = False) -> tuple[SystemSeen, ...]:
    """Return every system that is not retired, by reference."""
    council, at = found.council, found.at
    rows = {
        one: row
        for one in sorted(found.subjects)
        if isinstance(row := council.register.rows.get(one), SystemRow)
    }
    seen, harm = sighted(council, rows, at, is_past=is_past), harm_behind(council)
    return tuple(
        SystemSeen(
            one,
            row.name or one,
            row,
            found.subjects[one].standing.zone,
            seen.get(one),
            found.subjects[one].blockers,
            found.subjects[one].standing.findings,
            found.subjects[one].standing.demands,
            _team(council, row),
            harm.get(one, NOTHING),
            is_past_support(row, at),
            restore_point_at(council, one),
        )
        for one, row in rows.items()
    )


def _team(council: Council, row: SystemRow) -> str:
    return name_of(council, ref("team", row.owner_team)) if row.owner_team else ""


def is_past_support(row: SystemRow, at: datetime) -> bool:
    """Return whether the supplier supports it no longer."""
    ends = support_ends_at(row)
    return ends is not None and ends <= at


def matching(rows: Iterable[SystemSeen], asked: Asked) -> list[SystemSeen]:
    """Return those asked for, in the order asked for."""
    found = [row for row in rows if all(_tests(row, asked))]
    found.sort(key=lambda row: (row.name.casefold(), row.subject))
    if asked.order != "name":
        found.sort(key=KEYS[asked.sort], reverse=asked.is_descending)
    return found


def _tests(row: SystemSeen, asked: Asked) -> Iterator[bool]:
    yield not asked.zones or row.zone in asked.zones
    yield not asked.hostings or row.row.hosting in asked.hostings
    yield not asked.team or row.row.owner_team == asked.team
    yield not asked.organisation or asked.organisation in (row.row.belongs_to, *row.row.serves)
    yield not asked.step or row.step == asked.step
    yield not asked.code or any(one.code == asked.code for one in row.blockers)
    yield all(TESTS[one](row) for one in asked.only)
    yield not asked.words or _is_about(row, asked.words.casefold())


def _is_about(row: SystemSeen, words: str) -> bool:
    """Return whether each word stands somewhere in what people know a system by."""
    known = " ".join(
        (row.name, id_of(row.subject), row.row.kind, row.row.operating_system, row.team)
    ).casefold()
    return all(word in known for word in words.split())


TESTS: Final[dict[str, Callable[[SystemSeen], bool]]] = {
    "findings": lambda row: row.findings > 0,
    "life": lambda row: row.harm.is_threat_to_life,
    "foundation": lambda row: row.row.is_foundation,
    "past-support": lambda row: row.is_past_support,
    "unseen": lambda row: row.seen is None or row.seen.is_stale,
    "demand": lambda row: row.demands > 0,
}
KEYS: Final[dict[str, Callable[[SystemSeen], tuple[Any, ...]]]] = {
    "name": lambda row: (row.name.casefold(),),
    "zone": lambda row: (ZONES.index(Declared(row.zone)),),
    "seen": lambda row: (row.seen.at if row.seen else EPOCH,),
    "blockers": lambda row: (len(row.blockers),),
    "findings": lambda row: (row.findings,),
    "team": lambda row: (row.team.casefold(),),
    "harm": lambda row: (row.harm.harm_per_day, row.harm.services),
    "restore": lambda row: (row.restore_point_at or EPOCH,),
}
