"""A clock: a deadline that something started."""

from datetime import datetime

from msgspec import Struct


class Clock(Struct, frozen=True, kw_only=True):
    """What is due: `about` is a reference or id; over and not met is late."""

    code: str
    about: str
    started_at: datetime
    due_at: datetime
    is_over: bool
    is_met: bool
    sentence: str

    @property
    def what(self) -> str:
        """Return the sentence as it stands beside when it is due."""
        return self.sentence.replace(f" by {day_and_time(self.due_at)}", "")


def running(  # noqa: PLR0913 - the fields of one clock, each named by its caller
    *, code: str, about: str, started_at: datetime, due_at: datetime, at: datetime, sentence: str
) -> Clock:
    """Return a clock that nothing has met yet, at `at`."""
    return Clock(
        code=code,
        about=about,
        started_at=started_at,
        due_at=due_at,
        is_over=at > due_at,
        is_met=False,
        sentence=sentence,
    )


def day_and_time(moment: datetime) -> str:
    """Return a moment for a person, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
