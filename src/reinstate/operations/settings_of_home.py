"""What is set for the whole home: the council's names, its clock and required checks."""

from datetime import datetime

from reinstate.core.access.require_check import RequireCheck
from reinstate.core.access.set_clock import SetClock
from reinstate.core.access.set_council import SetCouncil
from reinstate.core.journal.events.home import CheckRule, CouncilNames
from reinstate.operations.act import Acted, Acting, act


def set_council(acting: Acting, *, name: str = "", host: str = "", colour: str = "") -> Acted:
    """Say what the council is called; what is empty stays as it is."""
    return act(
        lambda _, council: SetCouncil(
            CouncilNames(
                name or council.home.council.name,
                host or council.home.council.host,
                colour or council.home.council.colour,
            )
        ),
        acting,
    )


def set_clock(acting: Acting, to: datetime | None) -> Acted:
    """Let the clock of a practice home stand at `to`; None: read the machine's again."""
    return act(lambda _, __: SetClock(to), acting)


def require(acting: Acting, rule: CheckRule) -> Acted:
    """Ask for more checks of some systems."""
    return act(lambda _, __: RequireCheck(rule), acting)
