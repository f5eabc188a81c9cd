"""The level of a cell: one language for residents, feeds and staff (R30)."""

from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """How well a service works, best first."""

    NORMAL = "normal"
    PARTLY_WORKING = "partly_working"
    BY_HAND = "by_hand"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


ORDER: Final = tuple(Level)
RANK: Final = {level: rank for rank, level in enumerate(ORDER)}

WORDS: Final = {
    Level.NORMAL: "Working",
    Level.PARTLY_WORKING: "Limited",
    Level.BY_HAND: "By hand",
    Level.STOPPED: "Not working",
    Level.UNKNOWN: "Not yet checked",
}
"""What residents read."""

COMPONENT_STATUS: Final = {
    Level.NORMAL: "operational",
    Level.PARTLY_WORKING: "degraded_performance",
    Level.BY_HAND: "partial_outage",
    Level.STOPPED: "major_outage",
    Level.UNKNOWN: "partial_outage",
}
"""The Statuspage v2 word for each level."""


def worst(*levels: Level) -> Level:
    """Return the worst of these levels."""
    return max(levels, key=RANK.__getitem__)


def is_below(level: Level, other: Level) -> bool:
    """Return whether `level` is worse than `other`."""
    return RANK[level] > RANK[other]
