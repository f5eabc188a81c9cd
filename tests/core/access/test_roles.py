"""Which grant reaches what, and when it is in force."""

from datetime import timedelta

import pytest

from reinstate.core.access.roles import covers, holds, people_with, roles_of
from reinstate.core.journal.events.people import (
    PersonCompromised,
    PersonLeft,
    RoleEnded,
    RoleGranted,
)
from reinstate.core.journal.rows import (
    BacklogRow,
    DeviceGroupRow,
    LinkRow,
    OrganisationRow,
    ServiceRow,
    SystemRow,
    WaveRow,
)
from reinstate.core.state.council import Council
from reinstate.core.terms.role import Role
from tests.core.access.builders import ASHA, BEN, CAI, START, a_home, after, enrolled, now

ROWS = (
    OrganisationRow(id="north"),
    OrganisationRow(id="south"),
    ServiceRow(id="rent", organisation="north"),
    ServiceRow(id="bins"),
    SystemRow(id="ledger", belongs_to="north", serves=("south",)),
    LinkRow(id="bank", belongs_to="north"),
    WaveRow(id="staff", belongs_to="north"),
    DeviceGroupRow(id="laptops", belongs_to="north"),
    BacklogRow(id="letters", cell="cell:rent/web/all"),
)


@pytest.fixture
def council() -> Council:
    return enrolled(a_home(rows=ROWS), CAI, roles=())


@pytest.mark.parametrize(
    ("scope", "target"),
    [
        ("all", None),
        ("all", "system:ledger"),
        ("system:ledger", "system:ledger"),
        ("service:rent", "service:rent"),
        ("service:rent", "cell:rent/web/tenants"),
        ("service:rent", "backlog:letters"),
        ("organisation:north", "organisation:north"),
        ("organisation:north", "system:ledger"),
        ("organisation:north", "link:bank"),
        ("organisation:north", "wave:staff"),
        ("organisation:north", "devices:laptops"),
        ("organisation:north", "service:rent"),
        ("organisation:north", "cell:rent/web/tenants"),
        ("organisation:north", "backlog:letters"),
    ],
)
def test_a_scope_covers_what_it_names(council: Council, scope: str, target: str | None) -> None:
    assert covers(council, scope, target, Role.SERVICE_OWNER)


@pytest.mark.parametrize(
    ("scope", "target"),
    [
        ("organisation:north", None),
        ("system:ledger", None),
        ("system:ledger", "system:other"),
        ("service:rent", "service:bins"),
        ("service:rent", "cell:bins/all/all"),
        ("service:rent", "cell:rental/all/all"),
        ("organisation:south", "system:ledger"),
        ("organisation:north", "service:bins"),
        ("organisation:", "service:bins"),
        ("organisation:north", "system:nowhere"),
    ],
)
def test_a_scope_covers_nothing_else(council: Council, scope: str, target: str | None) -> None:
    assert not covers(council, scope, target, Role.SERVICE_OWNER)


def test_clearers_may_come_from_any_organisation_that_a_system_serves(council: Council) -> None:
    assert covers(council, "organisation:south", "system:ledger", Role.CLEARER)
    assert not covers(council, "organisation:south", "system:ledger", Role.TECHNICAL_OWNER)


def test_a_grant_holds_from_its_first_moment_until_just_before_its_last(council: Council) -> None:
    begins, ends = START + timedelta(days=1), START + timedelta(days=2)
    granted = RoleGranted(person=CAI, role=Role.AUDITOR, from_=begins, until=ends)
    council = after(council, ASHA, granted)
    minute = timedelta(minutes=1)
    held = [
        holds(council, CAI, Role.AUDITOR, None, at)
        for at in (begins - minute, begins, ends - minute, ends)
    ]
    assert held == [False, True, True, False]


def test_an_ended_grant_holds_no_more(council: Council) -> None:
    council = after(council, ASHA, RoleGranted(person=CAI, role=Role.TRAINER))
    assert roles_of(council, CAI, now(council)) == {Role.TRAINER}
    council = after(council, ASHA, RoleEnded(grant=council.people[CAI].grants[0]))
    assert roles_of(council, CAI, now(council)) == frozenset()


@pytest.mark.parametrize("event", [PersonLeft(person=BEN), PersonCompromised(person=BEN)])
def test_nobody_who_left_or_is_compromised_holds_a_role(
    council: Council, event: PersonLeft | PersonCompromised
) -> None:
    assert people_with(council, Role.ADMINISTRATOR, None, now(council)) == (ASHA, BEN)
    council = after(council, ASHA, event)
    assert people_with(council, Role.ADMINISTRATOR, None, now(council)) == (ASHA,)


def test_somebody_unknown_holds_nothing(council: Council) -> None:
    assert not holds(council, "p-nobody", Role.TRAINER, None, now(council))
