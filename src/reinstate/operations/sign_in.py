"""Signing in at the desk: who somebody is, whether they proved it, and by what they could."""

from collections.abc import Mapping
from datetime import datetime

from reinstate.core.access.roles import roles_of
from reinstate.core.access.standing import INIT
from reinstate.core.journal.events.people import SecondFactor
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.operations import reading
from reinstate.store import sign_in
from reinstate.store.personal import Details, all_details, password_holds, password_set_at


def person_called(words: str) -> PersonId:
    """Return who is called this, by handle, name or id; empty for nobody, or for several."""
    wanted = words.strip().casefold()
    found = [id_ for id_, details in all_details().items() if wanted in _names(details)]
    return found[0] if len(found) == 1 else ""


def _names(details: Details) -> tuple[str, ...]:
    return (details.person_id, details.handle.casefold(), details.name.casefold())


def proves(person: PersonId, passphrase: str) -> bool:
    """Return whether this is the passphrase of somebody who may act; as slow for anybody else."""
    is_theirs = password_holds(person, passphrase)
    return is_theirs and is_active(person)


def passphrase_mark(person: PersonId) -> str:
    """Return what tells this passphrase of somebody from their next one; empty for none."""
    at = password_set_at(person)
    return at.isoformat() if at else ""


def passphrase_from(council: Council, person: PersonId) -> PersonId:
    """Return who else set the passphrase that a person has; empty once it is one of their own.

    The opening sets those that the founders type. Of a passphrase of one's own there is no entry:
    it is known by being newer than the last one that somebody else set.
    """
    known = council.people.get(person)
    last = known.factors.get("password") if known else None
    if last is None or last.by in (person, INIT):
        return ""
    at = password_set_at(person)
    return last.by if at is not None and at <= last.signatures[0].at else ""


def is_active(person: PersonId) -> bool:
    """Return whether a person may act here."""
    known = reading.council().people.get(person)
    return known is not None and known.is_active


def handle_of(person: PersonId) -> str:
    """Return what others type for a person; their id once they were erased."""
    details = all_details().get(person)
    return details.handle if details else person


def name_of(person: PersonId) -> str:
    """Return a person's name; their id once they were erased."""
    details = all_details().get(person)
    return details.name if details else person


def may_be_entered(council: Council) -> Mapping[PersonId, str]:
    """Return whom one may enter as without proof, by name: those of a practice home, else nobody.

    Practice homes believe `--as`, and so does their desk.
    """
    if council.home.kind != "practice":
        return {}
    known = all_details()
    active = [person for person in council.people.values() if person.is_active]
    active.sort(key=lambda person: person.enrolled.seq)
    return {each.id: known[each.id].name for each in active if each.id in known}


def sessions_open(at: datetime) -> Mapping[PersonId, int]:
    """Return how many sessions each person has open; who has none is not in it."""
    return sign_in.sessions(at)


def second_factors(person: PersonId) -> frozenset[SecondFactor]:
    """Return the kinds of second factor that a person has set up."""
    return frozenset(one.kind for one in sign_in.second_factors() if one.person == person)


def needs_second_factor(council: Council, person: PersonId, at: datetime) -> bool:
    """Return whether somebody holds a role that acts, where who acts has to be proved."""
    if council.home.kind == "practice":
        return False
    return bool(roles_of(council, person, at) - {Role.AUDITOR})
