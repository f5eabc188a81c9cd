"""The time limits of a home: recorded when it was made, and only ever tightened."""

from typing import Annotated, Final

import typer
from rich.console import Console

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.groups import group
from reinstate.cli.output import emit
from reinstate.cli.speaking import plain_table
from reinstate.core.terms.limit import LENGTHEN_TO_TIGHTEN, Limit
from reinstate.operations import reading, retention
from reinstate.operations.act import Acting
from reinstate.operations.times import span_minutes, span_words

SCHEMA: Final = "limits/1"
ABOUT: Final = {
    Limit.PROPOSAL: "an act of two people waits for the second",
    Limit.ATTESTATION: "what a supplier says of itself counts",
    Limit.CHECK_AGE: "a check counts before reconnection",
    Limit.LOCAL_LOGGING: "a foundation system may log locally only",
    Limit.CLEARANCE_AGE: "a clearance counts before reconnection",
    Limit.BREAK_GLASS: "break-glass stands without a second signature",
    Limit.DEMAND: "a connected subject is isolated or cleared again once it has to be",
    Limit.WATCH: "a reconnected subject is watched (longer is stricter)",
    Limit.HEARTBEAT: "a watched subject may be silent",
    Limit.SIGHTING: "what was seen on the network counts",
    Limit.WITHDRAWAL: "an isolation that was never made may be withdrawn",
    Limit.AUTHORITY: "a controller tells the authority",
    Limit.NOTE_REVIEW: "a text is kept before somebody asks whether it is needed",
    Limit.PERSON_REVIEW: "the name of somebody who left is kept before somebody asks",
}


def register(app: typer.Typer) -> None:
    """Add the commands about limits."""
    limit = group(app, "limit", "The time limits of this home: only ever tightened.")
    limit.command("list")(list_limits)
    limit.command("tighten")(tighten)


@asks
def list_limits() -> None:
    """Show every time limit as it stands.

    Example: reinstate limit list
    """
    council = reading.council()
    limits = [
        {
            "limit": limit.value,
            "minutes": council.limit(limit),
            "about": ABOUT[limit],
            "stricter": "longer" if limit in LENGTHEN_TO_TIGHTEN else "shorter",
        }
        for limit in Limit
    ]
    emit(SCHEMA, {"limits": limits}, lambda console: _show(console, limits))


@acts
def tighten(
    acting: Acting,
    limit: Annotated[Limit, typer.Argument(help="Which limit.")],
    span: Annotated[str, typer.Argument(metavar="SPAN", help="Minutes, or 4h, 3d, 2w.")],
) -> None:
    """Make a limit stricter: it is never loosened again.

    Example: reinstate limit tighten clearance-age 48h
    """
    acted = retention.tighten(acting, limit, span_minutes(span))
    now = span_words(acted.council.limit(limit))
    tell(acted, f"The limit {limit} is {now} from now on.")


def _show(console: Console, limits: list[dict[str, int | str]]) -> None:
    table = plain_table("limit", "stands at", "how long")
    for each in limits:
        table.add_row(str(each["limit"]), span_words(int(str(each["minutes"]))), str(each["about"]))
    console.print(table)
