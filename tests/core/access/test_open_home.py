"""Opening a home: what its first entries say, and what they may not say."""

from typing import Any

import pytest

from reinstate.core.access import open_home
from reinstate.core.access.standing import INIT
from reinstate.core.journal.events.home import CheckRule, CouncilNames, HomeKind, HomeOpened
from reinstate.core.journal.events.people import FactorReset
from reinstate.core.state.council import NOTHING_KNOWN
from reinstate.core.terms.limit import STARTING_LIMITS, Limit
from reinstate.core.terms.role import FIRST_PERSON, Role
from tests.core.access.builders import ASHA, BEN, a_home, asking, codes, now, opening

KINDS: tuple[HomeKind, ...] = ("real", "practice", "exercise")


def roles(second: str, person: str) -> set[Role]:
    council = a_home(second=second)
    return {council.grants[id_].role for id_ in council.people[person].grants}


def test_the_owner_gets_every_role_but_clearer_auditor_and_finance_checker() -> None:
    assert roles(BEN, ASHA) == set(FIRST_PERSON)
    assert not roles(BEN, ASHA) & {Role.CLEARER, Role.AUDITOR, Role.FINANCE_CHECKER}


def test_the_second_founder_confirms_people_and_clears() -> None:
    assert roles(BEN, BEN) == {Role.ADMINISTRATOR, Role.CLEARER}


def test_one_person_may_open_a_home_alone() -> None:
    assert set(a_home(second="").people) == {ASHA}


@pytest.mark.parametrize("kind", KINDS)
def test_entry_one_says_what_the_home_is_with_every_default(kind: HomeKind) -> None:
    command = opening(kind=kind)
    first = open_home.decide(NOTHING_KNOWN, command, asking(NOTHING_KNOWN, INIT))[0]
    assert isinstance(first, HomeOpened)
    assert (first.kind, first.limits) == (kind, STARTING_LIMITS)
    assert first.required_checks == command.required_checks
    assert a_home(kind=kind).home.keys == (command.key,)


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_real_home_begins_with_passphrases(kind: HomeKind) -> None:
    events = open_home.decide(NOTHING_KNOWN, opening(kind=kind), asking(NOTHING_KNOWN, INIT))
    found = [event.person for event in events if isinstance(event, FactorReset)]
    assert found == ([ASHA, BEN] if kind == "real" else [])


def test_founders_are_in_force_at_once() -> None:
    council = a_home()
    grants = council.grants.values()
    assert all(grant.holds_at(now(council)) for grant in grants)


def test_a_home_is_opened_once() -> None:
    assert codes(a_home(), INIT, open_home.decide, opening()) == {"home-exists"}


def test_only_the_opening_itself_may_write_it() -> None:
    assert codes(NOTHING_KNOWN, ASHA, open_home.decide, opening()) == {"not-init"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"second": ASHA}, "one-founder-twice"),
        ({"owner": "machine:init"}, "bad-person-id"),
        ({"second": "two words"}, "bad-person-id"),
        ({"origin": "two words"}, "bad-origin"),
        ({"key": ""}, "no-key"),
        ({"council": CouncilNames("Example", "NOT A HOST")}, "bad-host"),
        ({"required_checks": ()}, "no-checks"),
        ({"required_checks": (CheckRule(),)}, "no-checks"),
        ({"limits": {}}, "limit-missing"),
        ({"limits": {**STARTING_LIMITS, Limit.CHECK_AGE: 10**6}}, "limit-looser"),
        ({"limits": {**STARTING_LIMITS, Limit.WATCH: 1}}, "limit-looser"),
    ],
)
def test_what_no_home_may_begin_with(changes: dict[str, Any], code: str) -> None:
    assert codes(NOTHING_KNOWN, INIT, open_home.decide, opening(**changes)) == {code}


def test_stricter_limits_are_welcome_from_the_start() -> None:
    limits = {**STARTING_LIMITS, Limit.CHECK_AGE: 60, Limit.WATCH: 10**6}
    assert codes(NOTHING_KNOWN, INIT, open_home.decide, opening(limits=limits)) == set()


def test_every_reason_is_given_at_once() -> None:
    command = opening(second=ASHA, key="", origin="")
    assert codes(NOTHING_KNOWN, INIT, open_home.decide, command) == {
        "one-founder-twice",
        "no-key",
        "bad-origin",
    }
