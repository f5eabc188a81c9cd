"""The three kinds of trouble: the rules say no, the world failed, we are wrong."""

from dataclasses import dataclass

from reinstate.core.terms.blocker import Blocker


@dataclass(eq=False)
class ReinstateError(Exception):
    """A trouble that a person can read: what went wrong, where, and the way on.

    `code` is stable; `sentence` says it in words; `place` is a file, row, entry or
    command; `next` is the way on.
    """

    code: str
    sentence: str
    place: str = ""
    next: str = ""

    def __str__(self) -> str:
        """Return the words for a person, on one line."""
        place = f" ({self.place})" if self.place else ""
        way_on = f" {self.next}" if self.next else ""
        return f"{self.sentence}{place}{way_on}"


class WorldFailed(ReinstateError):
    """The disk, the database or a file failed us; nothing was half done."""


class BadInput(ReinstateError):
    """What was asked cannot be read: a name nobody has, a date that is none."""


class JournalCorrupt(ReinstateError):
    """The journal is not what was written: every write stops until it is looked at."""


class Refused(Exception):
    """The rules say no; `blockers` holds every reason, not only the first."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        """Keep all the reasons."""
        super().__init__("; ".join(blocker.sentence for blocker in blockers))
        self.blockers = blockers
