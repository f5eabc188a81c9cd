"""What waits about containment as a whole: what nobody knows, and what nobody has looked at."""

from collections.abc import Callable, Iterator

from reinstate.core.commands.rules import Roles
from reinstate.core.commands.table import RULES
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Seen
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.see import See
from reinstate.operations.plain_words import by_kind
from reinstate.operations.situation import SubjectStanding
from reinstate.operations.waiting.item import Asked, Kind, Waiting
from reinstate.operations.waiting.returning import ANSWERING


def unknown(asked: Asked) -> Iterator[Waiting]:
    """Yield, as one thing, the subjects of which nobody knows whether they are connected."""
    if asked.council.incident is None or not asked.roles & ANSWERING:
        return
    found = _found(asked, lambda one: one.zone == "unknown")
    mine = _theirs(asked, ANSWERING, found)
    if mine:
        yield Waiting(
            kind=Kind.UNKNOWN,
            sentence=f"Isolate, or say how it stands: {_named(asked, mine)}.",
            about=_alone(mine),
            id="unknown",
            command=Isolate(mine),
        )


def unseen(asked: Asked) -> Iterator[Waiting]:
    """Yield, as one thing, what was ordered off, and nobody has seen to be cut."""
    found = _found(asked, lambda one: one.zone == "isolated" and one.seen != Seen.CUT.value)
    mine = _theirs(asked, RULES[See].roles, found)
    if mine:
        yield Waiting(
            kind=Kind.SEEN,
            sentence=f"Look whether it is really cut off: {_named(asked, mine)}.",
            about=_alone(mine),
            id="unseen",
            command=See(mine, Seen.CUT),
        )


def _found(asked: Asked, is_meant: Callable[[SubjectStanding], bool]) -> tuple[Ref, ...]:
    glances = asked.known.subjects.items()
    return tuple(subject for subject, glance in glances if is_meant(glance.standing))


def _theirs(asked: Asked, roles: Roles, subjects: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the subjects over which the person holds one of these roles."""
    if asked.holds_any(roles, None):
        return subjects
    return tuple(one for one in subjects if asked.holds_any(roles, one))


def _named(asked: Asked, subjects: tuple[Ref, ...]) -> str:
    return asked.name(subjects[0]) if len(subjects) == 1 else by_kind(subjects)


def _alone(subjects: tuple[Ref, ...]) -> Ref:
    return subjects[0] if len(subjects) == 1 else ""
