"""Who is here, in which roles, who vouches for them, and by what they prove themselves."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.access.confirm import Confirm, blockers
from reinstate.core.access.roles import roles_of
from reinstate.core.journal.asking import Asking
from reinstate.core.terms.reference import PersonId
from reinstate.core.terms.role import Role
from reinstate.desk.people.parts import parts
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.operations import clock, sign_in
from reinstate.operations.people import KIND_WORDS
from reinstate.operations.people_list import GrantSeen, PersonSeen, people

READ_CONTACTS: Final = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.RECOVERY_MANAGER,
        Role.INFORMATION_GOVERNANCE,
        Role.AUDITOR,
    }
)


class Shown(Struct, frozen=True):
    """Somebody as the list and their own page show them."""

    person: PersonSeen
    factors: str
    sessions: int

    @property
    def roles(self) -> tuple[GrantSeen, ...]:
        """Return the roles that they hold now."""
        return tuple(grant for grant in self.person.grants if grant.is_in_force)

    @property
    def is_active(self) -> bool:
        """Return whether they may act here."""
        return self.person.state == "active"


def everybody(request: DeskRequest) -> HttpResponse:
    """Show everybody: those who act first, then those who left."""
    shown = _shown(request.desk)
    facts = {
        "area": "people",
        "parts": parts(request.desk, "people"),
        "people": [each for each in shown if each.is_active],
        "gone": [each for each in shown if not each.is_active],
        "may_read_contacts": may_read_contacts(request.desk),
    }
    return render(request, "people/list.html", facts)


def one(request: DeskRequest, person: PersonId) -> HttpResponse:
    """Show one person."""
    found = next((each for each in _shown(request.desk) if each.person.id == person), None)
    if found is None:
        raise Http404
    facts = {
        "area": "people",
        "shown": found,
        "person": found.person,
        "is_self": person == request.desk.person,
        "against_vouching": _against_vouching(request.desk, person),
        "may_read_contacts": may_read_contacts(request.desk),
    }
    return render(request, "people/person.html", facts)


def may_read_contacts(desk: Desk) -> bool:
    """Return whether this person has a reason to reach others: contacts are for few."""
    return bool(roles_of(desk.present, desk.person, desk.now) & READ_CONTACTS)


def _against_vouching(desk: Desk, person: PersonId) -> tuple[str, ...]:
    """Return, in the rules' own words, why who looks vouches for nothing about a person."""
    acting = desk.acting()
    asking = Asking("", desk.now, acting.person, acting.via)
    return tuple(b.sentence for b in blockers(desk.present, Confirm(person), asking))


def _shown(desk: Desk) -> list[Shown]:
    open_now = sign_in.sessions_open(clock.machine_now())
    return [
        Shown(
            each,
            ", ".join(KIND_WORDS[kind] for kind in each.second_factors),
            open_now.get(each.id, 0),
        )
        for each in people(desk.council, desk.at)
    ]
