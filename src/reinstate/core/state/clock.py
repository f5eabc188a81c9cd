"""When entries happened, even after a clock that ran ahead was put right.

While a clock runs ahead, entries carry times that never were. Once it steps back, each of
those counts as if it was made just before the leap: its age may come out longer than it
is, never shorter, so a limit may shorten and never lengthen.
"""

from datetime import datetime, timedelta

from msgspec import Struct

LEAP_MIN = timedelta(hours=1)
"""A step ahead by less is not remembered; a correction then counts the whole hour."""


class Leap(Struct, frozen=True):
    """The clock moved on by more than an hour between two entries, as nights do."""

    seq: int
    before: datetime
    after: datetime


class Rewound(Struct, frozen=True):
    """Entries up to `last` that claim to be later than `to` count as of `counts_as`."""

    last: int
    to: datetime
    counts_as: datetime


class Timeline(Struct, frozen=True):
    """The leaps and steps back of the clock so far."""

    leaps: tuple[Leap, ...] = ()
    rewound: tuple[Rewound, ...] = ()

    def at(self, seq: int, recorded_at: datetime) -> datetime:
        """Return when the entry `seq` happened at the latest, as we know now."""
        for step in self.rewound:
            if seq <= step.last and recorded_at > step.to:
                recorded_at = min(recorded_at, step.counts_as)
        return recorded_at


def leapt(line: Timeline, seq: int, before: datetime, at: datetime) -> Timeline:
    """Return the timeline after an entry at `at` came long after the one at `before`."""
    return Timeline((*line.leaps, Leap(seq, before, at)), line.rewound)


def stepped_back(line: Timeline, seq: int, to: datetime) -> Timeline:
    """Return the timeline after the clock was found to read `to` before entry `seq`."""
    leaps = tuple(leap for leap in line.leaps if leap.after <= to)
    wrong = [leap.before for leap in line.leaps if leap.after > to]
    counts_as = min([*wrong, to - LEAP_MIN])
    return Timeline(leaps, (*line.rewound, Rewound(seq - 1, to, counts_as)))
