"""From everything off, doing what each blocker says reaches everything connected."""

from typing import Final

from reinstate.core.gates.break_glass import BreakGlass
from reinstate.core.gates.clear import Clear
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.journal.rows import AnyRow
from reinstate.core.terms.role import FIRST_PERSON, Role
from reinstate.core.terms.system import Hosting, Route
from reinstate.core.zones.isolate import Isolate
from reinstate.core.zones.reach import closure
from reinstate.core.zones.subjects import all_subjects
from tests.builders import (
    ASHA,
    BEN,
    CAI,
    Desk,
    People,
    a_device_group,
    a_link,
    a_note,
    a_service,
    a_system,
    a_wave,
    an_edge,
    an_incident,
)
from tests.core.gates.lifting import Hands, connect, lift

ROWS: Final[tuple[AnyRow, ...]] = (
    a_service(),
    a_system("sys-core", kind="network", is_foundation=True),
    a_system("sys-ledger", support_ends="2020-01-14"),
    a_system("sys-portal", hosting=Hosting.HOSTED, accepting_role=Role.SERVICE_OWNER),
    a_system("sys-mail", hosting=Hosting.SAAS),
    a_link(),
    a_device_group(),
    a_wave(reach=("system:sys-mail", "link:internet", "devices:laptops")),
    an_edge("system:sys-ledger", "system:sys-core"),
    an_edge("system:sys-portal", "system:sys-ledger"),
    an_edge("system:sys-mail", "link:internet"),
    an_edge("service:svc-care", "system:sys-portal"),
)
RESTORE: Final = Hands(route=Route.REBUILD)


def everything_off(people: People) -> Desk:
    """Return the desk of a council where every subject of every kind is off."""
    desk = an_incident(*ROWS, people=people)
    desk.do(Isolate(all_subjects(desk.council)))
    return desk


def all_connected(desk: Desk) -> bool:
    """Return whether every subject is connected."""
    return all(desk.subject(one).is_connected for one in all_subjects(desk.council))


def bring_all_back(desk: Desk, hands: Hands) -> None:
    """Connect every subject that is not; needs come first by what their blockers say."""
    for subject in all_subjects(desk.council):
        route = Route.KEEP if subject == "system:sys-mail" else hands.route
        if not desk.subject(subject).is_connected:
            connect(desk, subject, Hands(hands.restorer, hands.clearers, route))


def test_three_people_reach_everything_connected() -> None:
    desk = everything_off({CAI: (Role.CLEARER,)})
    bring_all_back(desk, Hands())
    assert len(desk.council.people) == 3
    assert all_connected(desk)


def test_five_people_with_a_role_each_reach_everything_connected() -> None:
    people = {
        CAI: (Role.CLEARER,),
        "fay": tuple(role for role in FIRST_PERSON if role is not Role.ADMINISTRATOR),
        "gus": (Role.CLEARER,),
    }
    desk = everything_off(people)
    bring_all_back(desk, Hands("fay", (CAI, "gus")))
    assert len(desk.council.people) == 5
    assert all_connected(desk)


def test_clearers_whom_asha_enrolled_and_ben_confirmed_suffice_without_the_founders() -> None:
    desk = everything_off({CAI: (Role.CLEARER,), "gus": (Role.CLEARER,)})
    connect(desk, "system:sys-core", Hands(ASHA, (CAI, "gus")))
    assert desk.subject("system:sys-core").is_connected


def test_a_director_a_clearer_and_a_restorer_reach_all_that_a_life_depends_on() -> None:
    desk = everything_off({"fay": (Role.DUTY_DIRECTOR,)})
    needed = sorted(closure(desk.council, "service:svc-care"), key=lambda one: depth(desk, one))
    for subject in needed:
        lift(desk, subject, leaving=frozenset({"two-clearances", "accepted"}))
        desk.do(Clear((subject,)), by=BEN)
        desk.do(BreakGlass(subject, "svc-care", a_note()), by="fay")
        desk.do(Reconnect(subject), by="fay")
    assert len(needed) == 3
    assert all(desk.subject(one).is_connected for one in needed)


def depth(desk: Desk, subject: str) -> int:
    """Return how much a subject needs, so that the lowest come first."""
    return len(closure(desk.council, subject))


def test_what_fell_after_its_return_can_be_brought_back_again() -> None:
    desk = everything_off({CAI: (Role.CLEARER,)})
    bring_all_back(desk, Hands())
    desk.do(Isolate(("system:sys-core",)), by=BEN)
    bring_all_back(desk, Hands())
    for subject in all_subjects(desk.council):
        lift(desk, subject)
    assert all_connected(desk)
    assert all(demand.is_met for demand in desk.council.demands.values())
