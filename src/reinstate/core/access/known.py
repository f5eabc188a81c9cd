"""The refusals that all acts upon people share: nobody of that id, or no longer here."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from reinstate.core.journal.events.people import FactorKind
from reinstate.core.state.council import Council
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import EntryId, PersonId
from reinstate.core.terms.role import Role

NEAREST_MAX: Final = 3
FACTOR_WORDS: Final[dict[FactorKind, str]] = {
    "password": "passphrase",
    "totp": "reset of one-time codes",
    "passkey": "reset of passkeys",
}
"""What each reset of a factor is called beside an enrolment and a role."""


def person_blockers(council: Council, gate: str, person: PersonId) -> Iterator[Blocker]:
    """Yield the refusal of an act upon somebody whom this home does not know."""
    if person not in council.people:
        yield Blocker(
            gate,
            "unknown-person",
            f"Nobody here has the id {person}.{nearest(person, council.people)}",
            "reinstate user list",
        )


def active_blockers(council: Council, gate: str, person: PersonId) -> Iterator[Blocker]:
    """Yield the refusal of an act upon somebody unknown, gone or compromised."""
    known = council.people.get(person)
    if known is None:
        yield from person_blockers(council, gate, person)
    elif known.has_left:
        yield Blocker(
            gate,
            "has-left",
            f"{person} has left; enrol the person again, under a new id.",
            "reinstate user add NAME",
        )
    elif known.compromised is not None:
        yield Blocker(
            gate,
            "compromised",
            f"{person} was found compromised and acts no more; enrol the person again, under a"
            " new id.",
            "reinstate user add NAME",
        )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a sentence naming what looks most like `word`, or nothing."""
    found = get_close_matches(word, sorted(known), n=NEAREST_MAX, cutoff=0.5)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def ends_administration(council: Council, grants: frozenset[EntryId]) -> bool:
    """Return whether nobody would administer all, for good, once these grants end."""
    administers = {
        grant.id
        for grant in council.grants.values()
        if grant.role is Role.ADMINISTRATOR
        and grant.scope == "all"
        and grant.until is None
        and not grant.is_ended
        and council.people[grant.person].is_active
    }
    return bool(administers & grants) and administers <= grants
