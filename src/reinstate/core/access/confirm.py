"""Confirm: a second person vouches for what others did for somebody."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reinstate.core.access.known import FACTOR_WORDS, active_blockers
from reinstate.core.access.standing import (
    behind_all,
    controlled_by,
    is_vouched,
    live_signers,
)
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import FACTOR_KINDS, StandingConfirmed
from reinstate.core.journal.events.union import AnyEvent
from reinstate.core.state.council import Council
from reinstate.core.state.person import Backed, Person
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.trouble import Refused

GATE: Final = "confirm"


class Confirm(Struct, frozen=True):
    """Vouch for everything about a person that you may vouch for."""

    person: PersonId


class Act(Struct, frozen=True):
    """Something done for a person that asks for a second name, in words."""

    words: str
    backed: Backed


def unconfirmed(council: Council, person: Person) -> tuple[Act, ...]:
    """Return what asks for a second name: enrolment, grants not ended, the last resets."""
    acts = [Act("enrolment", person.enrolled)]
    for id_ in person.grants:
        grant = council.grants[id_]
        if not grant.is_ended:
            acts.append(Act(f"role of {grant.role} over {grant.scope}", grant.backed))
    acts += [
        Act(FACTOR_WORDS[kind], person.factors[kind])
        for kind in FACTOR_KINDS
        if kind in person.factors
    ]
    return tuple(act for act in acts if not is_vouched(council, act.backed, person.id))


def blockers(council: Council, command: Confirm, asking: Asking) -> tuple[Blocker, ...]:
    """Return why this actor can confirm nothing about this person; empty if anything."""
    if found := (*active_blockers(council, GATE, command.person), *_own(command, asking)):
        return found
    person = council.people[command.person]
    acts = unconfirmed(council, person)
    if not acts:
        sentence = f"All that makes {person.id} who they are here is vouched for already."
        return (Blocker(GATE, "nothing-to-confirm", sentence),)
    if found := tuple(_stands_on(council, person, asking)):
        return found
    reasons = [tuple(_against(council, person, act, asking)) for act in acts]
    return tuple(b for some in reasons for b in some) if all(reasons) else ()


def decide(council: Council, command: Confirm, asking: Asking) -> tuple[AnyEvent, ...]:
    """Return a confirmation for each act that this actor may vouch for."""
    if found := blockers(council, command, asking):
        raise Refused(found)
    return tuple(
        StandingConfirmed(person=command.person, entry=act.backed.seq)
        for act in vouched(council, command, asking)
    )


def vouched(council: Council, command: Confirm, asking: Asking) -> tuple[Act, ...]:
    """Return the acts that this actor would vouch for; none where they can confirm nothing."""
    if blockers(council, command, asking):
        return ()
    person = council.people[command.person]
    return tuple(
        act
        for act in unconfirmed(council, person)
        if not any(_against(council, person, act, asking))
    )


def _own(command: Confirm, asking: Asking) -> Iterator[Blocker]:
    if asking.actor == command.person:
        sentence = "Nobody vouches for themself: somebody else who knows you does."
        yield Blocker(GATE, "own-standing", sentence, _need(command.person))


def _stands_on(council: Council, person: Person, asking: Asking) -> Iterator[Blocker]:
    """Refuse somebody for whom the confirmed person could type."""
    if council.home.kind == "practice":
        return
    if asking.actor in controlled_by(council, person.id):
        sentence = (
            f"You are here through {person.id} alone, so your word would be {person.id}'s own:"
            " somebody else vouches."
        )
        yield Blocker(GATE, "not-independent", sentence, _need(person.id))


def _against(council: Council, person: Person, act: Act, asking: Asking) -> Iterator[Blocker]:
    signers = live_signers(council, act.backed)
    if asking.actor in act.backed.signers:
        sentence = f"You signed the {act.words} of {person.id}: somebody else vouches for it."
        yield Blocker(GATE, "own-act", sentence, _need(person.id))
        return
    if council.home.kind == "practice" or not signers:
        return
    if behind := behind_all(council, signers | {asking.actor}):
        names = " and ".join(sorted(signers))
        sentence = (
            f"{min(behind)} alone stands behind both you and {names}, who signed the {act.words}"
            f" of {person.id}: somebody else vouches for it."
        )
        yield Blocker(GATE, "not-independent", sentence, _need(person.id))


def _need(person: PersonId) -> str:
    return f"reinstate user confirm {person} --as ANOTHER"
