"""In a real home, a rule that can never be loosened again takes more than somebody's name."""

import pytest

from reinstate.core.access.require_check import RequireCheck
from reinstate.core.access.tighten_limit import TightenLimit
from reinstate.core.commands.decide import Command
from reinstate.core.journal.events.home import CheckRule
from reinstate.core.terms.limit import Limit
from tests.builders import a_council, codes


@pytest.mark.parametrize(
    "command",
    [
        TightenLimit(Limit.PROPOSAL, 1),
        RequireCheck(CheckRule(checks=("firmware-digest",))),
    ],
)
def test_it_takes_a_passphrase(command: Command) -> None:
    desk = a_council(kind="real")
    assert codes(desk.refused(command, strength="asserted")) == {"passphrase-needed"}
