"""Who is here, in which role, and who vouches for them."""

from datetime import datetime

from msgspec import Struct, structs

from reinstate.core.access.confirm import unconfirmed
from reinstate.core.access.standing import live_signers
from reinstate.core.state.council import Council
from reinstate.core.state.person import Backed, Grant, Person
from reinstate.core.terms.reference import PersonId
from reinstate.operations.texts import ERASED
from reinstate.store.personal import Details, all_details
from reinstate.store.sign_in import second_factors


class GrantSeen(Struct, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """A role that somebody holds or held; `is_in_force` at the moment of the list."""

    grant: str
    role: str
    scope: str
    is_in_force: bool
    granted_by: PersonId
    confirmed_by: tuple[PersonId, ...]
    from_: datetime | None = None
    until: datetime | None = None


class PersonSeen(Struct, frozen=True, omit_defaults=True):
    """Somebody: `unconfirmed` lists, in words, what still asks for a second name."""

    id: PersonId
    handle: str
    name: str
    state: str
    is_confirmed: bool
    enrolled_by: PersonId
    confirmed_by: tuple[PersonId, ...]
    has_passphrase: bool
    grants: tuple[GrantSeen, ...]
    unconfirmed: tuple[str, ...] = ()
    organisation: str = ""
    contact: str = ""
    erased_at: datetime | None = None
    second_factors: tuple[str, ...] = ()


def people(council: Council, at: datetime) -> tuple[PersonSeen, ...]:
    """Return everybody, in the order of their enrolment."""
    known = all_details()
    factors = _factors()
    every = sorted(council.people.values(), key=lambda person: person.enrolled.seq)
    return tuple(
        structs.replace(
            _seen(council, person, known.get(person.id), at),
            second_factors=factors.get(person.id, ()),
        )
        for person in every
    )


def _factors() -> dict[PersonId, tuple[str, ...]]:
    """Return the kinds of second factor that each person has set up."""
    found: dict[PersonId, tuple[str, ...]] = {}
    for one in second_factors():
        kinds = found.get(one.person, ())
        found[one.person] = kinds if one.kind in kinds else (*kinds, one.kind)
    return found


def _seen(council: Council, person: Person, details: Details | None, at: datetime) -> PersonSeen:
    open_acts = tuple(act.words for act in unconfirmed(council, person))
    return PersonSeen(
        id=person.id,
        handle=details.handle if details else "",
        name=details.name if details else ERASED,
        state=_state(person),
        is_confirmed=not open_acts,
        enrolled_by=person.enrolled.by,
        confirmed_by=_who_count(council, person.enrolled, person.id),
        has_passphrase=person.has_passphrase,
        grants=tuple(_grant(council, council.grants[id_], at) for id_ in person.grants),
        unconfirmed=open_acts,
        organisation=person.organisation,
        contact=details.contact if details else "",
        erased_at=person.erased_at,
    )


def _who_count(council: Council, act: Backed, person: PersonId) -> tuple[PersonId, ...]:
    """Return who vouched and may: neither who did it, nor the person, nor anybody compromised."""
    return tuple(sorted((act.confirmed_by & live_signers(council, act)) - {act.by, person}))


def _state(person: Person) -> str:
    if person.compromised is not None:
        return "compromised"
    return "left" if person.has_left else "active"


def _grant(council: Council, grant: Grant, at: datetime) -> GrantSeen:
    return GrantSeen(
        grant=grant.id,
        role=grant.role.value,
        scope=grant.scope,
        is_in_force=grant.holds_at(at),
        granted_by=grant.backed.by,
        confirmed_by=_who_count(council, grant.backed, grant.person),
        from_=grant.starts_at,
        until=grant.until,
    )
