"""The clock of a practice home, so that a story may span weeks."""

from typing import Annotated, Final

import typer

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts
from reinstate.cli.groups import group
from reinstate.operations import clock, reading, settings_of_home
from reinstate.operations.act import Acting
from reinstate.operations.times import instant, told

EARLIER: Final = (
    " That is before the last entry: ages and deadlines may come out shorter from here on."
)


def register(app: typer.Typer) -> None:
    """Add the commands about the clock."""
    group(app, "clock", "The clock of a practice home.").command("set")(set_clock)


@acts
def set_clock(
    acting: Acting,
    when: Annotated[str, typer.Argument(metavar="WHEN", help="A moment, +3d, or now.")],
) -> None:
    """Let the clock stand at a moment; `now` follows the machine again.

    Example: reinstate clock set +3d
    """
    council = reading.council()
    to = None if when == "now" else instant(when, clock.now(council))
    acted = settings_of_home.set_clock(acting, to)
    tell(
        acted,
        (f"The clock stands at {told(to)}." if to else "The clock is the machine's again.")
        + (EARLIER if (to or clock.machine_now()) < council.last_at else ""),
    )
