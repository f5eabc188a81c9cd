"""A promise: a range of dates, or when we say more; two people stand for it.

The two signatures are the business of the gates; here is what makes a promise sound.
"""

from collections.abc import Iterator
from typing import Final

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.notices.known import about_blockers
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker

GATE = "promise"
AGAIN: Final = "reinstate promise make --from DATE --to DATE"
NO_DATE_YET: Final = "reinstate promise make --say-more-by DATE"


def blockers_for(council: Council, event: PromiseMade, asking: Asking) -> tuple[Blocker, ...]:
    """Return everything that is wrong with a promise when it is proposed or completed."""
    return (
        *about_blockers(council, event.about, GATE),
        *_form(event),
        *_dates(event, asking),
    )


def _form(event: PromiseMade) -> Iterator[Blocker]:
    has_range = event.earliest is not None and event.latest is not None
    has_half = (event.earliest is None) != (event.latest is None)
    has_more = event.say_more_by is not None
    if has_half:
        sentence = "A promise is a range: it has an earliest and a latest date."
        yield Blocker(GATE, "half-a-range", sentence, AGAIN)
    elif has_range and has_more:
        sentence = "A promise is a range of dates, or when we say more; not both."
        yield Blocker(GATE, "range-and-more", sentence, AGAIN)
    elif not has_range and not has_more:
        sentence = "A promise has a range of dates, or says by when we say more."
        yield Blocker(GATE, "no-date", sentence, NO_DATE_YET)


def _dates(event: PromiseMade, asking: Asking) -> Iterator[Blocker]:
    if event.earliest and event.latest and event.latest < event.earliest:
        sentence = "The latest date of a promise lies before its earliest."
        yield Blocker(GATE, "ends-before-it-starts", sentence, AGAIN)
    for date in (event.earliest, event.latest, event.say_more_by):
        if date is not None and date <= asking.at:
            sentence = f"A promise is about the time to come; {date:%Y-%m-%d %H:%M} UTC is past."
            yield Blocker(GATE, "in-the-past", sentence, AGAIN)
