"""Open a home: entry 1, its key, and the people who were there when it was opened."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access import set_council
from reinstate.core.access.enrol import id_blockers
from reinstate.core.access.standing import INIT
from reinstate.core.access.tighten_limit import is_stricter
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.checkpoint import NAME_PATTERN
from reinstate.core.journal.events.home import (
    CheckRule,
    CouncilNames,
    HomeKind,
    HomeOpened,
    KeyTrusted,
)
from reinstate.core.journal.events.people import FactorReset, PersonEnrolled, RoleGranted
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.limit import STARTING_LIMITS, Limit
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import FIRST_PERSON, SECOND_FOUNDER, Role
from reinstate.core.terms.trouble import Refused

GATE: Final = "init"
NEED: Final = "reinstate init --owner NAME --second NAME"


class OpenHome(Struct, frozen=True):
    """Open a home with its owner and, unless `second` is empty, a second founder.

    In a real home both have just set their passphrases.
    """

    kind: HomeKind
    council: CouncilNames
    origin: str
    key: str
    owner: PersonId
    limits: dict[Limit, int]
    required_checks: tuple[CheckRule, ...]
    second: PersonId = ""


def blockers(council: Council, command: OpenHome, asking: Asking) -> tuple[Blocker, ...]:
    """Return every reason against opening this home."""
    return (
        *_not_new(council, asking),
        *set_council.blockers(GATE, command.council),
        *_people(command),
        *_marks(command),
        *_limits(command),
        *_checks(command),
    )


def decide(council: Council, command: OpenHome, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the first entries of a journal."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    opened = HomeOpened(
        kind=command.kind,
        council=command.council,
        origin=command.origin,
        limits=command.limits,
        required_checks=command.required_checks,
    )
    events: tuple[AnyEvent, ...] = (opened, KeyTrusted(key=command.key))
    events += _founder(command, command.owner, FIRST_PERSON)
    if command.second:
        events += _founder(command, command.second, SECOND_FOUNDER)
    return events


def _founder(command: OpenHome, person: PersonId, roles: tuple[Role, ...]) -> tuple[AnyEvent, ...]:
    factor = (FactorReset(person=person),) if command.kind == "real" else ()
    granted = (RoleGranted(person=person, role=role) for role in roles)
    return (PersonEnrolled(person=person), *granted, *factor)


def _not_new(council: Council, asking: Asking) -> Iterator[Blocker]:
    if council.seq:
        sentence = "This home is open already; what it is stays so for ever."
        yield Blocker(GATE, "home-exists", sentence, "reinstate status")
    if asking.actor != INIT:
        yield Blocker(GATE, "not-init", "Only `reinstate init` opens a home.", NEED)


def _people(command: OpenHome) -> Iterator[Blocker]:
    yield from id_blockers(GATE, command.owner)
    if command.second:
        yield from id_blockers(GATE, command.second)
    if command.second == command.owner:
        sentence = "The second founder is somebody else than the owner."
        yield Blocker(GATE, "one-founder-twice", sentence, NEED)


def _marks(command: OpenHome) -> Iterator[Blocker]:
    if not NAME_PATTERN.fullmatch(command.origin):
        sentence = f"{command.origin!r} names no journal: it is one word, without spaces or plus."
        yield Blocker(GATE, "bad-origin", sentence, NEED)
    if not command.key:
        yield Blocker(GATE, "no-key", "A home has a key that signs its checkpoints.", NEED)


def _limits(command: OpenHome) -> Iterator[Blocker]:
    for limit, usual in STARTING_LIMITS.items():
        minutes = command.limits.get(limit, 0)
        if minutes <= 0:
            yield Blocker(GATE, "limit-missing", f"The limit {limit} is not set.", NEED)
        elif minutes != usual and not is_stricter(limit, minutes, than=usual):
            sentence = f"The limit {limit} is looser than {usual} minutes, where every home starts."
            yield Blocker(GATE, "limit-looser", sentence, NEED)


def _checks(command: OpenHome) -> Iterator[Blocker]:
    rules = command.required_checks
    if not rules or not all(rule.checks for rule in rules):
        sentence = "Every rule of required checks names at least one, and there is at least one."
        yield Blocker(GATE, "no-checks", sentence, NEED)
