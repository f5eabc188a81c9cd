"""End a promise: kept, broken, replaced or withdrawn; the book keeps all of them."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.notices import PromiseEnded
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.levels.names import unknown
from reinstate.core.notices.reading import is_overdue
from reinstate.core.state.council import Council
from reinstate.core.state.words import Promise
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.note import Note
from reinstate.core.terms.reference import EntryId
from reinstate.core.terms.trouble import Refused

GATE = "promise"


class EndPromise(Struct, frozen=True):
    """Say how a promise ended; `note` tells when it was kept, if that is said late."""

    promise: EntryId
    how: Literal["kept", "broken", "replaced", "withdrawn"]
    note: Note | None = None


def blockers(council: Council, command: EndPromise, asking: Asking) -> tuple[Blocker, ...]:
    """Return why the promise cannot end like this."""
    promise = council.promises.get(command.promise)
    if promise is None:
        return (unknown(command.promise, tuple(council.promises), GATE, what="promise"),)
    return tuple(_standing(promise, command, asking))


def decide(council: Council, command: EndPromise, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return how the promise ended."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    ended = PromiseEnded(promise=command.promise, how=command.how, note=command.note)
    return (ended,)


def _standing(promise: Promise, command: EndPromise, asking: Asking) -> Iterator[Blocker]:
    if promise.state != "open":
        yield Blocker(GATE, "already-ended", f"This promise has ended: it was {promise.state}.")
    elif is_overdue(promise, asking.at) and command.note is None:
        yield from _late(promise, command)


def _late(promise: Promise, command: EndPromise) -> Iterator[Blocker]:
    """Yield the refusal to let an overdue promise pass for anything but broken unexplained."""
    if command.how == "broken":
        return
    sentence = f"Its date has passed: say when and how it was {command.how}, or that it broke."
    need = f"reinstate promise end {promise.id} {command.how} --why TEXT"
    yield Blocker(GATE, "overdue-unexplained", sentence, need)
