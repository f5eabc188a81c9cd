"""What hangs on each subject: the services that need it, however far, and their harm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.register import Register
from reinstate.core.state.step import cells_of
from reinstate.core.terms.reference import Ref
from reinstate.core.zones.reach import closure


class HarmBehind(Struct, frozen=True):
    """How many services need a subject, their harm for a day, and whether lives hang on one."""

    services: int = 0
    harm_per_day: int = 0
    is_threat_to_life: bool = False


NOTHING: Final = HarmBehind()


@dataclass
class _Kept:
    """The last answer: it changes only when the register does."""

    register: Register = field(default_factory=Register)
    behind: Mapping[Ref, HarmBehind] = field(default_factory=dict[Ref, HarmBehind])


@dataclass
class _Last:
    kept: _Kept = field(default_factory=_Kept)


_last: Final = _Last()


def harm_behind(council: Council) -> Mapping[Ref, HarmBehind]:
    """Return what hangs on each subject that any service needs."""
    kept = _last.kept
    if kept.register is not council.register:
        _last.kept = kept = _Kept(council.register, _worked_out(council))
    return kept.behind


def _worked_out(council: Council) -> dict[Ref, HarmBehind]:
    found: dict[Ref, HarmBehind] = {}
    for row in council.register.rows.values():
        if isinstance(row, ServiceRow):
            for need in _needed(council, row.id):
                found[need] = _with(found.get(need, NOTHING), row)
    return found


def _needed(council: Council, service: str) -> frozenset[Ref]:
    return frozenset[Ref]().union(*(closure(council, one) for one in cells_of(council, service)))


def _with(known: HarmBehind, row: ServiceRow) -> HarmBehind:
    return HarmBehind(
        known.services + 1,
        known.harm_per_day + row.harm_per_day,
        known.is_threat_to_life or row.is_threat_to_life,
    )
