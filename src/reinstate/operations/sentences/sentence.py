"""One sentence for each event there is, as a person reads the journal."""

from typing import Final

from reinstate.core.journal.event import Event
from reinstate.operations.sentences import home, outside, subjects
from reinstate.operations.sentences.wording import Worded, Wording, quoted_once

WORDED: Final[dict[type, Worded]] = {
    **home.WORDED,
    **subjects.ZONES,
    **subjects.FACTS,
    **subjects.DECISIONS,
    **outside.CELLS,
    **outside.INCIDENT,
    **outside.NOTICES,
}


def sentence(event: Event, wording: Wording) -> str:
    """Return an event in words, without who did it and when."""
    return wording.named(quoted_once(WORDED[type(event)](event, wording)))
