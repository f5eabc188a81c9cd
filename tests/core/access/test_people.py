"""Enrolling, leaving, granting, ending and accusing."""

from datetime import timedelta

import pytest

from reinstate.core.access import end_grant, enrol, grant_role, leave, report_compromised
from reinstate.core.journal.events.people import PersonCompromised, PersonLeft, RoleGranted
from reinstate.core.journal.rows import OrganisationRow, SystemRow, TeamRow
from reinstate.core.terms.moment import Moment, exactly
from reinstate.core.terms.role import Role
from reinstate.core.terms.trouble import Refused
from tests.core.access.builders import (
    ASHA,
    BEN,
    CAI,
    DEE,
    START,
    a_home,
    after,
    asking,
    codes,
    done,
    enrolled,
    now,
)

ROWS = (OrganisationRow(id="north"), SystemRow(id="ledger"), TeamRow(id="crew"))


def test_a_person_is_enrolled_into_an_organisation_of_the_register() -> None:
    council = done(a_home(rows=ROWS), ASHA, enrol.decide, enrol.Enrol(CAI, "north"))
    assert council.people[CAI].organisation == "north"
    assert council.people[CAI].is_active


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (enrol.Enrol(BEN), "already-enrolled"),
        (enrol.Enrol("machine:init"), "bad-person-id"),
        (enrol.Enrol(""), "bad-person-id"),
        (enrol.Enrol(CAI, "nroth"), "unknown-organisation"),
    ],
)
def test_who_cannot_be_enrolled(command: enrol.Enrol, code: str) -> None:
    assert codes(a_home(rows=ROWS), ASHA, enrol.decide, command) == {code}


def test_an_id_is_not_given_twice_even_when_its_person_has_left() -> None:
    council = after(a_home(), ASHA, PersonLeft(person=BEN))
    assert codes(council, ASHA, enrol.decide, enrol.Enrol(BEN)) == {"already-enrolled"}


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name() -> None:
    council = a_home(rows=ROWS)
    command = grant_role.GrantRole("p-bne", Role.TRAINER, "system:legder")
    with pytest.raises(Refused) as refused:
        grant_role.decide(council, command, asking(council, ASHA))
    said = " ".join(blocker.sentence for blocker in refused.value.blockers)
    assert "Did you mean p-ben?" in said
    assert "Did you mean system:ledger?" in said


def test_a_role_is_granted_with_scope_and_dates() -> None:
    until = START + timedelta(days=9)
    command = grant_role.GrantRole(BEN, Role.EXTERNAL_ADVISER, "system:ledger", START, until)
    council = done(a_home(rows=ROWS), ASHA, grant_role.decide, command)
    grant = council.grants[council.people[BEN].grants[-1]]
    assert (grant.scope, grant.starts_at, grant.until) == ("system:ledger", START, until)
    assert grant.backed.by == ASHA


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (grant_role.GrantRole("p-nobody", Role.TRAINER), "unknown-person"),
        (grant_role.GrantRole(BEN, Role.TRAINER, "system:gone"), "unknown-scope"),
        (grant_role.GrantRole(BEN, Role.TRAINER, "system"), "bad-scope"),
        (grant_role.GrantRole(BEN, Role.TRAINER, "team:crew"), "bad-scope"),
        (grant_role.GrantRole(BEN, Role.TRAINER, "cell:rent/all/all"), "bad-scope"),
        (grant_role.GrantRole(BEN, Role.TRAINER, ""), "bad-scope"),
        (grant_role.GrantRole(BEN, Role.EXTERNAL_ADVISER), "needs-until"),
        (grant_role.GrantRole(BEN, Role.TRAINER, until=START), "until-past"),
        (
            grant_role.GrantRole(
                BEN,
                Role.TRAINER,
                from_=START + timedelta(days=3),
                until=START + timedelta(days=2),
            ),
            "until-before-from",
        ),
        (grant_role.GrantRole(BEN, Role.CLEARER), "already-granted"),
    ],
)
def test_what_cannot_be_granted(command: grant_role.GrantRole, code: str) -> None:
    assert codes(a_home(rows=ROWS), ASHA, grant_role.decide, command) == {code}


def test_a_role_that_was_ended_may_be_granted_again() -> None:
    council = a_home()
    clearer = council.people[BEN].grants[-1]
    council = done(council, ASHA, end_grant.decide, end_grant.EndGrant(clearer))
    assert codes(council, ASHA, grant_role.decide, grant_role.GrantRole(BEN, Role.CLEARER)) == set()


@pytest.mark.parametrize(
    ("event", "code"),
    [(PersonLeft(person=BEN), "has-left"), (PersonCompromised(person=BEN), "compromised")],
)
def test_nobody_who_left_or_is_compromised_gets_a_role(
    event: PersonLeft | PersonCompromised, code: str
) -> None:
    council = after(a_home(), ASHA, event)
    assert codes(council, ASHA, grant_role.decide, grant_role.GrantRole(BEN, Role.TRAINER)) == {
        code
    }


def test_a_grant_ends_once_and_must_exist() -> None:
    council = a_home()
    grant = end_grant.EndGrant(council.people[BEN].grants[-1])
    council = done(council, ASHA, end_grant.decide, grant)
    assert codes(council, ASHA, end_grant.decide, grant) == {"already-ended"}
    assert codes(council, ASHA, end_grant.decide, end_grant.EndGrant("c.9")) == {"unknown-grant"}


def test_the_last_administrator_stays() -> None:
    council = a_home(second="")
    grants = [council.grants[id_] for id_ in council.people[ASHA].grants]
    last = next(grant.id for grant in grants if grant.role is Role.ADMINISTRATOR)
    assert codes(council, ASHA, leave.decide, leave.Leave(ASHA)) == {"last-administrator"}
    assert codes(council, ASHA, end_grant.decide, end_grant.EndGrant(last)) == {
        "last-administrator"
    }


def test_an_administrator_may_leave_while_another_is_there() -> None:
    council = done(a_home(), ASHA, leave.decide, leave.Leave(ASHA))
    assert not council.people[ASHA].is_active
    assert codes(council, BEN, leave.decide, leave.Leave(ASHA)) == {"has-left"}


def test_an_administrator_for_a_while_or_of_a_part_is_not_enough_to_stay_behind() -> None:
    council = enrolled(a_home(second="", rows=ROWS), CAI, roles=())
    part = RoleGranted(person=CAI, role=Role.ADMINISTRATOR, scope="organisation:north")
    council = after(council, ASHA, part)
    assert codes(council, ASHA, leave.decide, leave.Leave(ASHA)) == {"last-administrator"}
    brief = RoleGranted(person=CAI, role=Role.ADMINISTRATOR, until=now(council))
    council = after(council, ASHA, brief)
    assert codes(council, ASHA, leave.decide, leave.Leave(ASHA)) == {"last-administrator"}


def test_anybody_else_may_leave() -> None:
    council = enrolled(a_home(second=""), CAI, roles=(Role.TRAINER,))
    assert codes(council, ASHA, leave.decide, leave.Leave(CAI)) == set()
    assert codes(council, ASHA, leave.decide, leave.Leave(DEE)) == {"unknown-person"}


def test_a_compromised_person_acts_no_more_even_the_last_administrator() -> None:
    command = report_compromised.ReportCompromised(ASHA)
    council = done(a_home(second=""), ASHA, report_compromised.decide, command)
    assert not council.people[ASHA].is_active


def test_a_compromise_may_only_be_moved_to_an_earlier_moment() -> None:
    decide = report_compromised.decide
    later, earlier = (exactly(START - timedelta(days=days)) for days in (1, 2))
    council = after(a_home(), ASHA, PersonCompromised(person=BEN, since=later))
    assert codes(council, ASHA, decide, report_compromised.ReportCompromised(BEN, later)) == {
        "already-compromised"
    }
    council = done(council, ASHA, decide, report_compromised.ReportCompromised(BEN, earlier))
    assert council.people[BEN].compromised == earlier
    council = done(council, ASHA, decide, report_compromised.ReportCompromised(BEN))
    assert council.people[BEN].compromised == Moment()
    assert codes(council, ASHA, decide, report_compromised.ReportCompromised(BEN)) == {
        "already-compromised"
    }


def test_nobody_is_compromised_from_tomorrow_on() -> None:
    council = a_home()
    command = report_compromised.ReportCompromised(BEN, exactly(now(council) + timedelta(days=1)))
    assert codes(council, ASHA, report_compromised.decide, command) == {"in-the-future"}
    command = report_compromised.ReportCompromised("p-nobody")
    assert codes(council, ASHA, report_compromised.decide, command) == {"unknown-person"}
