"""What tells a board that polls whether anything on it is new: an entry, or something now due."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from reinstate.core.incident.clocks import clocks
from reinstate.core.state.council import NOTHING_KNOWN, Council

TICK: Final = timedelta(minutes=10)
"""What ages without a clock of its own, such as a check, shows after this long at most."""


class _Dues(Struct, frozen=True):
    """When things are due, as worked out for one council: a poll only counts them."""

    council: Council
    moments: tuple[datetime, ...]


@dataclass
class _Last:
    """What was worked out last: swapped whole, since threads read it side by side."""

    dues: _Dues = field(default_factory=lambda: _Dues(NOTHING_KNOWN, ()))


_last: Final = _Last()


def version(council: Council, at: datetime) -> str:
    """Return a word that changes with what the board shows, and with nothing else."""
    dues = _last.dues
    if dues.council is not council:
        moments = sorted(one.due_at for one in clocks(council, at))
        _last.dues = dues = _Dues(council, tuple(moments))
    over = bisect_right(dues.moments, at)
    return f"{council.seq}-{over}-{int(at.timestamp() // TICK.total_seconds())}"


def entries_since(version_seen: str, council: Council) -> int:
    """Return how many entries came since a version; none for words that are no version."""
    seq = version_seen.partition("-")[0]
    return max(council.seq - int(seq), 0) if seq.isdecimal() and len(seq) < 12 else 0
