"""A decision: what could have been done, what is done, and why."""

from collections.abc import Iterator

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.incident import DecisionTaken
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.trouble import Refused

GATE = "decision"
OPTION_COUNT_MIN = 2
AGAIN = "reinstate incident decision TITLE --option TEXT --option TEXT --choice N --why TEXT"


class TakeDecision(Struct, frozen=True):
    """Record a decision; `choice` counts the options from 0."""

    title: Note
    options: tuple[Note, ...]
    choice: int
    reasons: Note


def blockers(_council: Council, command: TakeDecision, _asking: Asking) -> tuple[Blocker, ...]:
    """Return why this is no decision."""
    return tuple(_found(command))


def decide(council: Council, command: TakeDecision, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the decision."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    taken = DecisionTaken(
        title=command.title,
        options=command.options,
        choice=command.choice,
        reasons=command.reasons,
    )
    return (taken,)


def _found(command: TakeDecision) -> Iterator[Blocker]:
    count = len(command.options)
    if count < OPTION_COUNT_MIN:
        sentence = "A decision has at least two options: doing nothing is one."
        yield Blocker(GATE, "too-few-options", sentence, AGAIN)
    if not 0 <= command.choice < count:
        sentence = f"The choice must be one of the {count} options."
        yield Blocker(GATE, "choice-out-of-range", sentence, AGAIN)
