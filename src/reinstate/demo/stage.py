"""The stage of the demo: its clock, its days, and who acts."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from reinstate.core.journal.entry import Via
from reinstate.core.state.council import Council
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.reference import PersonId
from reinstate.demo.cast import ASHA
from reinstate.operations import clock, identity, kept, reading, settings_of_home
from reinstate.operations.act import Acting
from reinstate.operations.days import ZONE

VIA: Final = Via("asserted", "demo")
DAYS_MIN: Final = 22
"""The shortest story; it grows by up to six days so that the attack falls on a Monday."""

DAYS_OF_WEEK: Final = 7


def first_day(today: date) -> date:
    """Return the Monday, at least `DAYS_MIN` days before today, on which it began."""
    earliest = today - timedelta(days=DAYS_MIN)
    return earliest - timedelta(days=earliest.weekday() % DAYS_OF_WEEK)


@dataclass
class Stage:
    """A practice home whose clock the story moves: days count from the attack, or back from today.

    `begins` is the day of the attack.
    `papers` remembers the digest of each document kept in the home; `born` the ids of what
    later chapters speak of again.
    """

    today: date
    begins: date
    people: dict[str, PersonId] = field(default_factory=dict[str, PersonId])
    papers: dict[str, str] = field(default_factory=dict[str, str])
    born: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def council(self) -> Council:
        """Return what is known now."""
        return reading.council()

    @property
    def now(self) -> datetime:
        """Return where the practice clock stands."""
        return clock.now(self.council)

    @property
    def just_now(self) -> Moment:
        """Return the moment at which the clock stands, for a fact."""
        return exactly(self.now)

    def moment(self, day: int, hour: str) -> datetime:
        """Return a time, such as `05:40`, on a day counted from the attack."""
        return self._at(self.begins + timedelta(days=day), hour)

    def before_today(self, days: int, hour: str) -> datetime:
        """Return a time on a day counted back from today; negative days are to come."""
        return self._at(self.today - timedelta(days=days), hour)

    def day(self, day: int, hour: str) -> None:
        """Let the clock stand at a time on a day counted from the attack."""
        self._set(self.moment(day, hour))

    def ago(self, days: int, hour: str) -> None:
        """Let the clock stand at a time on a day counted back from today."""
        self._set(self.before_today(days, hour))

    def by(self, handle: str) -> Acting:
        """Return the person who acts."""
        if handle not in self.people:
            self.people[handle] = identity.person_id(self.council, handle)
        return Acting(self.people[handle], VIA)

    def id(self, handle: str) -> PersonId:
        """Return the id of a person."""
        return self.by(handle).person

    def paper(self, title: str) -> str:
        """Keep a document of one line in the home and return its digest."""
        if title not in self.papers:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "paper.txt"
                path.write_text(f"Invented for the demo: {title}.\n", encoding="utf-8")
                self.papers[title] = kept.keep(path)
        return self.papers[title]

    def _at(self, day: date, hour: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(hour), ZONE).astimezone(UTC)

    def _set(self, to: datetime) -> None:
        if self.council.home.clock is not None and to < self.now:
            raise AssertionError(f"The story goes back from {self.now} to {to}.")
        settings_of_home.set_clock(self.by(ASHA), to)
