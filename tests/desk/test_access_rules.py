"""The rules of addresses: who is let in, over a council built from events."""

from reinstate.core.access.confirm import Confirm
from reinstate.core.access.enrol import Enrol
from reinstate.core.commands.table import RULES
from reinstate.core.journal.events.facts import CheckRecorded
from reinstate.core.journal.events.people import PersonCompromised, PersonLeft
from reinstate.core.terms.role import Role
from reinstate.desk.access import ACTIVE, ISOLATING, OPEN, SETTING_UP, giving, holding
from tests.core.access.builders import ASHA, CAI, DEE, a_home, after, enrolled, now


def test_who_left_or_was_found_compromised_or_never_was_is_let_in_nowhere() -> None:
    council = enrolled(a_home(), CAI, roles=(Role.ADMINISTRATOR,))
    left = after(council, ASHA, PersonLeft(person=CAI))
    taken = after(council, ASHA, PersonCompromised(person=CAI))
    for rule in (ACTIVE, ISOLATING, SETTING_UP, holding(Role.ADMINISTRATOR), giving(Enrol)):
        assert rule.holds(council, CAI, now(council)), rule.name
        assert not rule.holds(left, CAI, now(left)), rule.name
        assert not rule.holds(taken, CAI, now(taken)), rule.name
        assert not rule.holds(council, DEE, now(council)), rule.name
        assert rule.needs_person, rule.name
    assert not OPEN.needs_person


def test_what_one_of_several_commands_lets_anybody_do_lets_anybody_in() -> None:
    for_anybody = next(command for command, rule in RULES.items() if not rule.roles)
    assert giving(for_anybody) is ACTIVE
    assert giving(Enrol, for_anybody) is ACTIVE
    assert giving(for_anybody, Enrol) is ACTIVE


def test_of_several_commands_the_roles_of_each_are_let_in() -> None:
    council = enrolled(a_home(), CAI, roles=(Role.TECHNICAL_OWNER,))
    council = enrolled(council, DEE, roles=(Role.AUDITOR,))
    both = giving(Enrol, CheckRecorded)
    assert both.holds(council, CAI, now(council))
    assert both.holds(council, ASHA, now(council))
    assert not both.holds(council, DEE, now(council))
    assert not giving(Enrol).holds(council, CAI, now(council))
    assert not giving(Confirm).holds(council, DEE, now(council))


def test_a_second_factor_is_waited_for_but_for_isolating_and_setting_one_up() -> None:
    assert [rule.needs_factor for rule in (ACTIVE, giving(Enrol), ISOLATING, SETTING_UP)] == [
        *(True, True),
        *(False, False),
    ]
