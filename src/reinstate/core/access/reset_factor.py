"""Reset a factor: somebody else sets a person's passphrase, or takes lost codes or keys away.

Who changes their own passphrase with the old one, or adds codes or keys of their own once
they have proved themselves, needs no entry: it changes nothing about who stands behind them,
and must not hide that somebody else reset the one before.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from reinstate.core.access.known import active_blockers
from reinstate.core.access.roles import holds
from reinstate.core.access.standing import behind_all, live_signers
from reinstate.core.journal.asking import Asking, entries_of
from reinstate.core.journal.events.people import FactorKind, FactorReset
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.state.evolve import fold
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused

GATE: Final = "reset-factor"


NAMED_MAX: Final = 3
"""So many are named of those who could be made administrator."""
MEANWHILE: Final = "; till then {} signs in with a recovery code"


class Words(Struct, frozen=True):
    """How a factor and its reset are spoken of."""

    what: str
    verb: str
    it: str


WORDS: Final[dict[FactorKind, Words]] = {
    "password": Words("the passphrase", "set", "it"),
    "totp": Words("the one-time codes", "reset", "them"),
    "passkey": Words("the passkeys", "reset", "them"),
}


class ResetFactor(Struct, frozen=True):
    """Set a person's passphrase anew, or take away the codes or keys that they lost.

    The secret itself never comes here.
    """

    person: PersonId
    factor: FactorKind = "password"


def blockers(council: Council, command: ResetFactor, asking: Asking) -> tuple[Blocker, ...]:
    """Return every reason against this reset."""
    if found := tuple(active_blockers(council, GATE, command.person)):
        return found
    if asking.actor == command.person:
        return (*_unproven(council, command), *_own_second(command))
    found = tuple(_not_administrator(council, command, asking))
    if council.home.kind == "practice":
        return found
    return (
        *found,
        *_through_another(council, command, asking),
        *_last_word(council, command, asking),
    )


def decide(council: Council, command: ResetFactor, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return the reset; nothing when a person changes the passphrase that they have."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    if asking.actor == command.person and council.people[command.person].has_passphrase:
        return ()
    return (FactorReset(person=command.person, factor=command.factor),)


def _unproven(council: Council, command: ResetFactor) -> Iterator[Blocker]:
    if not council.people[command.person].has_passphrase and council.home.kind == "real":
        yield Blocker(
            GATE,
            "no-factor",
            f"{command.person} has no passphrase yet, so nobody can prove to be {command.person}:"
            " an administrator sets the first one.",
            _need(ResetFactor(command.person)),
        )


def _own_second(command: ResetFactor) -> Iterator[Blocker]:
    """Refuse that a passphrase alone takes away what is asked for beside it."""
    if command.factor != "password":
        yield Blocker(
            GATE,
            "own-factor",
            f"Nobody resets {WORDS[command.factor].what} of their own by this: on the page of"
            " your account you change them with what you have, and when all is lost an"
            " administrator resets them.",
            _need(command),
        )


def _not_administrator(council: Council, command: ResetFactor, asking: Asking) -> Iterator[Blocker]:
    """Everybody may change their own; only an administrator sets somebody else's."""
    if not holds(council, asking.actor, Role.ADMINISTRATOR, None, asking.at):
        words = WORDS[command.factor]
        sentence = f"An administrator {words.verb}s {words.what} of {command.person}, or they do."
        yield Blocker(GATE, "not-administrator", sentence, _need(command))


def _through_another(council: Council, command: ResetFactor, asking: Asking) -> Iterator[Blocker]:
    """Refuse what would look as if who stands behind both had let go of the person.

    A first reset, or another by one who made the last, hides nothing.
    """
    last = council.people[command.person].factors.get(command.factor)
    if last is None or asking.actor in live_signers(council, last):
        return
    behind = behind_all(council, (asking.actor, command.person)) - {asking.actor}
    if behind:
        x, words = min(behind), WORDS[command.factor]
        yield Blocker(
            GATE,
            "not-independent",
            f"{x} alone stands behind both {asking.actor} and {command.person}: {x}"
            f" {words.verb}s {words.it}, or somebody whose standing others have confirmed.",
            _need(command),
        )


def _last_word(council: Council, command: ResetFactor, asking: Asking) -> Iterator[Blocker]:
    """Refuse a reset that would leave nobody who could ever confirm it."""
    if not _leaves_nobody(council, command, asking):
        return
    others = [
        person
        for person in sorted(council.people)
        if council.people[person].is_active and person not in (asking.actor, command.person)
    ]
    better = [
        p for p in others if _could(council, command, msgspec.structs.replace(asking, actor=p))
    ]
    administrators = [
        person for person in better if holds(council, person, Role.ADMINISTRATOR, None, asking.at)
    ]
    words = WORDS[command.factor]
    yield Blocker(
        GATE,
        "nobody-to-confirm",
        f"If {asking.actor} {words.verb}s {words.it}, {asking.actor} alone stands behind"
        f" everybody, and no two people could ever clear:"
        f" {_way_on(command, better, administrators)}.",
        _way_there(command, better, administrators),
    )


def _way_there(command: ResetFactor, better: list[PersonId], administrators: list[PersonId]) -> str:
    if administrators:
        return _need(command, administrators[0])
    if better:
        return f"reinstate user grant {better[0]} {Role.ADMINISTRATOR}"
    return "reinstate user add NAME"


def _way_on(command: ResetFactor, better: list[PersonId], administrators: list[PersonId]) -> str:
    words = WORDS[command.factor]
    if administrators:
        return f"let {' or '.join(administrators)}, as administrator, {words.verb} {words.it}"
    if better:
        meanwhile = "" if command.factor == "password" else MEANWHILE.format(command.person)
        return (
            f"make {' or '.join(better[:NAMED_MAX])} administrator first, who then {words.verb}s"
            f" {words.it}{meanwhile}"
        )
    if command.factor != "password":
        return (
            "the person signs in with a recovery code and changes them, or is enrolled under a"
            " new id"
        )
    return (
        "the person sets a new one with the old (`reinstate user passphrase PERSON --as PERSON"
        " --passphrase-file OLD --new-passphrase-file NEW`), or is enrolled under a new id"
    )


def _could(council: Council, command: ResetFactor, asking: Asking) -> bool:
    return not (
        any(_through_another(council, command, asking)) or _leaves_nobody(council, command, asking)
    )


def _leaves_nobody(council: Council, command: ResetFactor, asking: Asking) -> bool:
    reset = FactorReset(person=command.person, factor=command.factor)
    after = fold(entries_of(council.seq, asking, (reset,)), council)
    return _has_second(council, asking.actor) and not _has_second(after, asking.actor)


def _has_second(council: Council, actor: PersonId) -> bool:
    """Return whether anybody here could confirm what `actor` does."""
    return any(
        person.is_active and not behind_all(council, (actor, person.id))
        for person in council.people.values()
    )


def _need(command: ResetFactor, actor: PersonId = "ADMINISTRATOR") -> str:
    if command.factor == "password":
        return f"reinstate user passphrase {command.person} --as {actor}"
    return f"reinstate user reset-factor {command.person} {command.factor} --as {actor}"
