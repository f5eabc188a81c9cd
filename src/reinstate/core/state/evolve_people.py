"""How events of people change what we know."""

from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.people import (
    FactorReset,
    PersonCompromised,
    PersonEnrolled,
    PersonErased,
    PersonLeft,
    RoleEnded,
    RoleGranted,
    StandingConfirmed,
)
from reinstate.core.state.council import Council
from reinstate.core.state.person import Backed, Grant, Person, Signature
from reinstate.core.state.step import Step, replace


def _enrolled(council: Council, entry: Entry, event: PersonEnrolled) -> Council:
    person = Person(event.person, _backed(entry), event.organisation)
    return replace(council, people=council.people.set(event.person, person))


def _left(council: Council, _entry: Entry, event: PersonLeft) -> Council:
    return _with_person(council, replace(council.people[event.person], has_left=True))


def _granted(council: Council, entry: Entry, event: RoleGranted) -> Council:
    grant = Grant(
        entry.id,
        event.person,
        event.role,
        event.scope,
        event.from_,
        event.until,
        _backed(entry),
    )
    person = council.people[event.person]
    council = _with_person(council, replace(person, grants=(*person.grants, entry.id)))
    return _with_grant(council, grant)


def _ended(council: Council, _entry: Entry, event: RoleEnded) -> Council:
    return _with_grant(council, replace(council.grants[event.grant], is_ended=True))


def _factor(council: Council, entry: Entry, event: FactorReset) -> Council:
    person = council.people[event.person]
    factors = person.factors.set(event.factor, _backed(entry))
    return _with_person(council, replace(person, factors=factors))


def _confirmed(council: Council, entry: Entry, event: StandingConfirmed) -> Council:
    person = council.people[event.person]
    if person.enrolled.seq == event.entry:
        return _with_person(council, replace(person, enrolled=_signed(person.enrolled, entry)))
    for kind, reset in person.factors.items():
        if reset.seq == event.entry:
            factors = person.factors.set(kind, _signed(reset, entry))
            return _with_person(council, replace(person, factors=factors))
    return _confirmed_grant(council, entry, event, person)


def _confirmed_grant(
    council: Council, entry: Entry, event: StandingConfirmed, person: Person
) -> Council:
    for id_ in person.grants:
        grant = council.grants[id_]
        if grant.backed.seq == event.entry:
            council = _with_grant(council, replace(grant, backed=_signed(grant.backed, entry)))
    return council


def _signed(backed: Backed, entry: Entry) -> Backed:
    return replace(backed, signatures=(*backed.signatures, *_backed(entry).signatures))


def _backed(entry: Entry) -> Backed:
    return Backed((Signature(entry.actor, entry.seq, entry.recorded_at),))


def _compromised(council: Council, _entry: Entry, event: PersonCompromised) -> Council:
    person = council.people[event.person]
    return _with_person(council, replace(person, compromised=event.since))


def _erased(council: Council, entry: Entry, event: PersonErased) -> Council:
    person = council.people[event.person]
    return _with_person(council, replace(person, erased_at=entry.recorded_at))


def _with_person(council: Council, person: Person) -> Council:
    return replace(council, people=council.people.set(person.id, person))


def _with_grant(council: Council, grant: Grant) -> Council:
    return replace(council, grants=council.grants.set(grant.id, grant))


STEPS: dict[type, Step] = {
    PersonEnrolled: _enrolled,
    PersonLeft: _left,
    RoleGranted: _granted,
    RoleEnded: _ended,
    FactorReset: _factor,
    StandingConfirmed: _confirmed,
    PersonCompromised: _compromised,
    PersonErased: _erased,
}
