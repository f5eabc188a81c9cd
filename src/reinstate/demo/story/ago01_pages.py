"""Yesterday evening: each page says what to do and when, in words that fit how things stand."""

import tomllib
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.terms.place import Place
from reinstate.core.terms.reference import Ref
from reinstate.demo.outside import promise, publish
from reinstate.demo.stage import Stage
from reinstate.operations.telling import Words

Days = int | tuple[int, int]
"""In how many days more is said; or the first and the day after the last it may be back."""

DATES: Final[dict[Ref, Days]] = {
    "service:svc-rent": (16, 27),
    "service:svc-council-tax-billing": 9,
    "service:svc-housing-benefit-new": (12, 21),
    "service:svc-repairs": (5, 11),
    "service:svc-certificates": (8, 15),
    "service:svc-planning": 14,
    "cell:svc-parking-permits/web/businesses": 6,
    "service:svc-postal-votes": (20, 48),
}
PAGES: Final = files("reinstate.demo") / "pages.toml"


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One text of the file."""

    place: Place
    title: str
    text: str
    about: Ref | None = None


def play(stage: Stage) -> None:
    """Fill the places of the pages, two people for each text."""
    stage.ago(1, "17:30")
    for text in texts():
        words = Words(
            audience="residents",
            title=text.title,
            text=text.text.strip(),
            place=text.place,
            about=text.about,
        )
        publish(stage, words)
    stage.ago(1, "17:45")
    for about, days in DATES.items():
        promise(stage, _promised(stage, about, days))


def _promised(stage: Stage, about: Ref, days: Days) -> PromiseMade:
    """Return a range of days from today, or when more is said."""
    if isinstance(days, int):
        more = stage.before_today(-days, "17:00")
        return PromiseMade(audience="residents", about=about, say_more_by=more)
    earliest, latest = (stage.before_today(-day, "00:00") for day in days)
    return PromiseMade(audience="residents", about=about, earliest=earliest, latest=latest)


def texts() -> tuple[Text, ...]:
    """Return the texts of the file, in its order."""
    raw = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    return msgspec.convert(raw["words"], tuple[Text, ...])
