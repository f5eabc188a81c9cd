"""Who stands behind a clearer: whether two people who clear are really two.

One person who enrols others alone, or resets how they prove themselves, could type for all
of them. Who stands behind a person is who stands behind any of this.
Only an opening ceremony (`machine:init`) and second people break such a chain.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from reinstate.core.access.roles import grants_in_force
from reinstate.core.state.council import Council
from reinstate.core.state.person import Backed, Person, Signature
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role

INIT: Final = "machine:init"
NOBODY: Final[frozenset[PersonId]] = frozenset()


def pair_trouble(council: Council, a: PersonId, b: PersonId, at: datetime) -> str:
    """Return why these two do not count together as clearers; nothing when they do."""
    if a == b:
        return f"{a} is one person: two different people must clear."
    for person in (a, b):
        if person not in council.people:
            return f"{person} is not a person of this home."
    if behind := behind_all(council, (a, b)):
        return _alone_sentence(a, b, behind)
    if not (is_confirmed(council, a, at) or is_confirmed(council, b, at)):
        return (
            f"Neither {a} nor {b} is confirmed by a second person: somebody else who knows one"
            f" of them runs `reinstate user confirm {a}` or `reinstate user confirm {b}`."
        )
    return ""


def is_confirmed(council: Council, person: PersonId, at: datetime) -> bool:
    """Return whether second people stand behind all that makes this person a clearer.

    That is the enrolment, every clearer grant in force, and the last reset of each factor.
    Only a real home needs a passphrase.
    """
    known = council.people.get(person)
    grants = [g for g in grants_in_force(council, person, at) if g.role is Role.CLEARER]
    if known is None or not grants:
        return False
    if not known.has_passphrase and council.home.kind == "real":
        return False
    acts = (known.enrolled, *(grant.backed for grant in grants), *known.factors.values())
    return all(is_vouched(council, act, person) for act in acts)


def is_vouched(council: Council, act: Backed, person: PersonId) -> bool:
    """Return whether this act upon `person` is by the opening, or signed by a second person."""
    signers = live_signers(council, act)
    if INIT in signers:
        return True
    return len(signers) > 1 and bool(signers & act.confirmed_by - {act.by, person})


def controlled_by(council: Council, x: PersonId) -> frozenset[PersonId]:
    """Return everybody for whom `x` alone could type, `x` included.

    Practice homes trust `--as`, so only what `x` did alone counts there; elsewhere also
    what `x` did through people of `x`.
    """
    return _controlled(council, x, frozenset(council.people))


def behind_all(council: Council, people: Iterable[PersonId]) -> frozenset[PersonId]:
    """Return everybody who alone stands behind each of these; each stands behind themself."""
    wanted = frozenset(people)
    chains = [_upstream(council, person) for person in wanted]
    everybody = frozenset[PersonId]().union(*chains)
    if any(_rests_on_nobody(council, person) for person in everybody):
        candidates = frozenset(council.people)
    else:
        candidates = everybody.intersection(*chains)
    return frozenset(x for x in candidates if wanted <= _controlled(council, x, everybody))


def live_signers(council: Council, act: Backed) -> frozenset[PersonId]:
    """Return who stands behind an act: no machine but `init`, nobody compromised by then."""
    return frozenset(each.by for each in act.signatures if _is_live(council, each))


def acts_of(council: Council, person: Person) -> tuple[Backed, ...]:
    """Return what makes this person a clearer: enrolment, factors, clearer grants not ended."""
    grants = (council.grants[id_] for id_ in person.grants)
    clearer = (g.backed for g in grants if g.role is Role.CLEARER and not g.is_ended)
    return (person.enrolled, *person.factors.values(), *clearer)


def _is_live(council: Council, signature: Signature) -> bool:
    if signature.by == INIT:
        return True
    known = council.people.get(signature.by)
    if known is None or known.compromised is None:
        return known is not None
    since = known.compromised.earliest
    return since is not None and signature.at < since


def _controlled(
    council: Council, x: PersonId, everybody: frozenset[PersonId]
) -> frozenset[PersonId]:
    """Return the least set that holds `x` and all whom its members alone stand behind."""
    inside = frozenset({x})
    while True:
        found = {p for p in everybody - inside if _rests_on(council, p, inside)}
        if not found:
            return inside
        inside |= found
        if council.home.kind == "practice":
            return inside


def _rests_on(council: Council, person: PersonId, inside: frozenset[PersonId]) -> bool:
    known = council.people[person]
    return any(live_signers(council, act) <= inside for act in acts_of(council, known))


def _rests_on_nobody(council: Council, person: PersonId) -> bool:
    return _rests_on(council, person, NOBODY)


def _upstream(council: Council, person: PersonId) -> frozenset[PersonId]:
    """Return this person and everybody who signed anything that leads to them."""
    found: set[PersonId] = set()
    waiting = [person]
    while waiting:
        one = waiting.pop()
        known = council.people.get(one)
        if known is None or one in found:
            continue
        found.add(one)
        for act in acts_of(council, known):
            waiting.extend(live_signers(council, act))
    return frozenset(found)


def _alone_sentence(a: PersonId, b: PersonId, behind: frozenset[PersonId]) -> str:
    for one, other in ((a, b), (b, a)):
        if one in behind:
            return (
                f"{one} alone stands behind {other}, so they count as one: somebody else who"
                f" knows {other} runs `reinstate user confirm {other}`."
            )
    x = min(behind)
    return (
        f"{x} alone stands behind both {a} and {b}, so they count as one: somebody else runs"
        f" `reinstate user confirm {a}` or `reinstate user confirm {b}`."
    )
